import { expect, it } from "vitest";
import { create, update } from "#records";
import { everything, partyOf } from "../../../../test/office.ts";
import { readPdf } from "../../trade/testing/pdf-reading.ts";
import * as contract from "../contract/index.ts";
import { openBillingDesk } from "../testing/billing-desk.ts";
import { printInvoice } from "./printing.ts";

const { office, ana, order, invoiced, issue, pay, issuedInvoice } = await openBillingDesk();

it("an invoice is printed with what it says", async () => {
  const { content, name } = await office.as(ana, async (work) =>
    printInvoice(work, await issuedInvoice("123.45")),
  );
  expect(content.subarray(0, 5).toString()).toBe("%PDF-");
  expect(name).toMatch(/^INV-.*\.pdf$/);
  const text = (await readPdf(content)).map((page) => page.text).join(" ");
  expect(text).toContain("148.14");
  expect(text).toContain("Acme");
  const hidden = {
    kind: "hidden",
    language: "hidden",
    customer: "hidden",
    total: "hidden",
    currency: "hidden",
  } as const;
  const blinkered = await office.colleague("Blinkered", {
    objects: { invoice: { ...everything, fields: hidden } },
  });
  const id = await issuedInvoice("123.45");
  const bare = await office.as(blinkered, (work) => printInvoice(work, id));
  expect((await readPdf(bare.content)).map((page) => page.text).join(" ")).not.toContain("Acme");
});

it("is printed as it was issued, whatever seller and customer are called by then", async () => {
  const customer = await partyOf(office, ana, "company", {
    name: "Before",
    tax_number: "ESB12345678",
    address: { country: "ES", city: "Sevilla" },
  });
  const { id } = await office.as(ana, (work) => create(work, "invoice", { customer }));
  const lines = [{ description: "Advice", quantity: "1", price: "80" }];
  await office.ask(ana, contract.setInvoiceLines, { params: { id }, body: { lines } });
  await issue(id);
  const printed = async () => {
    const { content } = await office.as(ana, (work) => printInvoice(work, id));
    return (await readPdf(content)).map((page) => page.text).join(" ");
  };
  const before = await printed();
  for (const said of ["Before", "Sevilla", "Office", "Reverse charge"]) expect(before).toContain(said);
  await office.as(ana, (work) =>
    update(work, "company", customer, { name: "After", tax_number: null, address: { city: "Vigo" } }),
  );
  await office.rows("update sellers set name = 'Renamed'");
  expect(await printed()).toBe(before);
  await office.rows("update sellers set name = ''");
});

it("prints lines as their prices are, and what was paid to the cent", async () => {
  const { id } = await invoiced(await order([{ price: "10.10", quantity: "3" }]));
  await issue(id);
  // As floating numbers they would come to 0.30000000000000004.
  for (const amount of ["0.10", "0.20"]) await pay(amount, [{ invoice: id, amount }]);
  const { content } = await office.as(ana, (work) => printInvoice(work, id));
  const text = (await readPdf(content)).map((page) => page.text).join(" ");
  for (const said of ["30.30", "6.06", "36.36", "0.30", "36.06"]) expect(text).toContain(said);
  expect(text).not.toContain("0.300");
});
