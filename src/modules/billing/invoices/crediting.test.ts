import Big from "big.js";
import { describe, expect, it } from "vitest";
import { archive, create, totals, update } from "#records";
import { placeOrder } from "#trade";
import { partyOf } from "../../../../test/office.ts";
import * as contract from "../contract/index.ts";
import { openBillingDesk } from "../testing/billing-desk.ts";

const { office, ana, acme, order, read, orderOf, linesOf, invoiced, issue, credit, pay, issuedInvoice } =
  await openBillingDesk();

const same = (one: string | undefined, other: string) => expect(Number(one)).toBe(Number(other));

describe("a credit note", () => {
  it("settles what is open, and what was paid becomes the customer's to use or to have back", async () => {
    const invoice = await issuedInvoice("100");
    await pay("50", [{ invoice, amount: "50" }]);
    const { id: note } = await credit(invoice);
    expect(await issue(note)).toMatchObject({
      number: expect.stringMatching(/^CN-/),
      open: { amount: "50.00" },
      state: "issued",
    });
    expect(await read(invoice)).toMatchObject({
      state: "paid",
      open: { amount: "0.00" },
      credited: { amount: "70.00" },
    });
    const other = await issuedInvoice("10");
    await office.ask(ana, contract.allocateCredit, {
      params: { id: note },
      body: {
        invoices: [
          { invoice, amount: "70" },
          { invoice: other, amount: "12" },
        ],
      },
    });
    expect(await read(other)).toMatchObject({ state: "paid" });
    await office.ask(ana, contract.refundCredit, {
      params: { id: note },
      body: { amount: "38", reason: "Paid out" },
    });
    expect(await read(note)).toMatchObject({ state: "paid_out", open: { amount: "0.00" } });
  });

  it("without a payment leaves its invoice issued in part and credited in whole, and is used up", async () => {
    const invoice = await issuedInvoice("100");
    const part = await credit(invoice, { amount: "12" });
    expect(await issue(part.id)).toMatchObject({ state: "used" });
    expect(await read(invoice)).toMatchObject({ state: "issued", open: { amount: "108.00" } });
    await pay("8", [{ invoice, amount: "8" }]);
    expect(await read(invoice)).toMatchObject({ state: "partly_paid" });
    const other = await issuedInvoice("100");
    await issue((await credit(other)).id);
    expect(await read(other)).toMatchObject({ state: "credited" });
  });

  it("is for the customer and in the currency of its invoice, and stays so", async () => {
    const invoice = await issuedInvoice();
    const other = await partyOf(office, ana, "company", { name: "Other" });
    const { id } = await credit(invoice, { reason: "goodwill" });
    const turned = (values: object) => office.as(ana, (work) => update(work, "invoice", id, { ...values }));
    await expect(turned({ customer: other })).rejects.toMatchObject({ code: "field_read_only" });
    await expect(turned({ currency: "KWD" })).rejects.toMatchObject({ code: "field_read_only" });
    await office.rows(`update invoices set customer_id = '${other}' where id = '${id}'`);
    await expect(issue(id)).rejects.toMatchObject({ code: "invoice_not_correctable" });
    await expect(
      office.rows(
        `update invoices set state = 'issued', number = 'CN-X', issued_on = now() where id = '${id}'`,
      ),
    ).rejects.toThrow(/customer of its invoice/);
  });

  it("and an invoice are made though contact and customer lie in the bin by then", async () => {
    const gone = await partyOf(office, ana, "company", { name: "Gone" });
    const placed = await office.as(ana, (work) =>
      placeOrder(work, {
        customer: gone,
        origin: "manual",
        lines: [{ description: "Work", discount: 0, price: "100", quantity: "1" }],
        confirmed: true,
      }),
    );
    await office.as(ana, (work) => archive(work, "company", [gone]));
    const { id } = await invoiced(placed.id);
    await issue(id);
    const note = await credit(id);
    expect(await issue(note.id)).toMatchObject({ state: "used", total: { amount: "120.00" } });
  });

  it("is taken off in the sums of invoices", async () => {
    const own = await partyOf(office, ana, "company", { name: "Summed" });
    const { id } = await office.as(ana, (work) => create(work, "invoice", { customer: own }));
    const lines = [{ description: "Work", quantity: "1", price: "100" }];
    await office.ask(ana, contract.setInvoiceLines, { params: { id }, body: { lines } });
    await issue(id);
    await issue((await credit(id, { amount: "12" })).id);
    const filter = { field: "customer", op: "is", value: own } as const;
    const [sum] = await office.as(ana, (work) => totals(work, "invoice", { sum: "total,net", filter }));
    expect(sum).toMatchObject({ count: 2, sums: { total: { EUR: "108.00" }, net: { EUR: "90.00" } } });
  });

  it("for an amount bears the tax of the invoice, and all together are no more than it", async () => {
    const invoice = await issuedInvoice("100");
    const { id } = await credit(invoice, { amount: "12", reason: "goodwill" });
    expect(await issue(id)).toMatchObject({ net: { amount: "10.00" }, tax: { amount: "2.00" } });
    await expect(credit(invoice, { amount: "108.01" })).rejects.toMatchObject({ code: "more_than_left" });
    const [line] = await linesOf("invoice_lines", "invoice", invoice);
    await expect(credit(invoice, { lines: [{ line: line!.id, quantity: "2" }] })).rejects.toMatchObject({
      code: "more_than_left",
    });
    await expect(credit(id)).rejects.toMatchObject({ code: "invoice_not_correctable" });
  });

  it("for all that is left after amounts frees the order's lines, and together they are the invoice", async () => {
    const placed = await order([
      { price: "33.33", quantity: "3" },
      { price: "9.99", quantity: "1" },
    ]);
    const { id: invoice } = await invoiced(placed);
    await issue(invoice);
    await issue((await credit(invoice, { amount: "50", reason: "goodwill" })).id);
    const rest = await credit(invoice);
    const [whole, left] = [await read(invoice), await issue(rest.id)];
    same(new Big(whole.total.amount).minus(50).toFixed(), (left["total"] as { amount: string }).amount);
    expect(await orderOf(placed)).toMatchObject({ invoice_state: "none" });
    await expect(credit(invoice)).rejects.toMatchObject({ code: "nothing_left" });
    await expect(credit(invoice, { amount: "0.01" })).rejects.toMatchObject({ code: "nothing_left" });
  });

  it("for an amount takes from what is left of each rate of tax", async () => {
    const { id } = await office.as(ana, (work) => create(work, "invoice", { customer: acme }));
    const lines = ["standard", "reduced"].map((tax_class) => ({
      description: "Work",
      quantity: "1",
      price: "100",
      tax_class,
    }));
    await office.ask(ana, contract.setInvoiceLines, { params: { id }, body: { lines } });
    await issue(id);
    const [standard] = await linesOf("invoice_lines", "invoice", id);
    await issue((await credit(id, { lines: [{ line: standard!.id, quantity: "1" }] })).id);
    const rest = await credit(id, { amount: "54.50", reason: "goodwill" });
    expect(await issue(rest.id)).toMatchObject({ net: { amount: "50.00" }, tax: { amount: "4.50" } });
  });
});
