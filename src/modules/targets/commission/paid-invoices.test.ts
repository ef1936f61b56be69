import { beforeAll, expect, test } from "vitest";
import * as billing from "#billing/contract";
import { type Actor, create, update } from "#records";
import { noGrant } from "#records/contract";
import { placeOrder } from "#trade";
import { everything, type Office, openOffice, partyOf } from "../../../../test/office.ts";
import * as contract from "../contract/index.ts";

let office: Office;
let ana: Actor;
let boris: Actor;
let acme: string;
let plan: string;

beforeAll(async () => {
  office = await openOffice();
  [ana, boris] = [await office.colleague("Ana"), await office.colleague("Boris")];
  acme = await partyOf(office, ana, "company", { name: "Acme" });
  const made = await office.ask(ana, contract.makePlan, {
    body: {
      name: "Paid",
      base: "invoice_paid",
      unit: "year",
      starts_on: "2020-01-01",
      tiers: [{ from: "0", rate: "10" }],
      members: [ana.userId as string, boris.userId as string],
    },
  });
  plan = made.id;
});

async function issuedInvoice(deal: string | null = null) {
  const order = await office.as(ana, (work) =>
    placeOrder(work, {
      customer: acme,
      origin: "manual",
      lines: [{ description: "Work", discount: 0, price: "100", quantity: "1" }],
      confirmed: true,
    }),
  );
  const draft = await office.ask(ana, billing.invoiceOrder, {
    params: { id: order.id },
    body: { by: "ordered" },
  });
  if (deal) await office.as(ana, (work) => update(work, "invoice", draft.id, { deal }));
  return office.ask(ana, billing.issueInvoice, { params: { id: draft.id } });
}

const pay = (invoice: string, amount: string) =>
  office.ask(ana, billing.recordPayment, {
    body: {
      customer: acme,
      amount: { amount, currency: "EUR" },
      method: "cash",
      invoices: [{ invoice, amount }],
    },
  });
const rowsOf = async (user: Actor, as = user) => {
  const query = { user: user.userId as string };
  const { rows } = await office.ask(as, contract.readStatement, { params: { id: plan }, query });
  return rows.map(({ title, base, share, amount }) => [title, base, share, amount]);
};

test("an invoice earns without its tax once all of it is paid, a credit note takes back, a reversed payment takes all", async () => {
  const invoice = await issuedInvoice();
  await pay(invoice.id, "20");
  expect(await rowsOf(ana)).toEqual([]);
  const rest = await pay(invoice.id, "100");
  const earned = [invoice["number"], "100.00", "100", "10.00"];
  expect(await rowsOf(ana)).toEqual([earned]);
  const note = await office.ask(ana, billing.creditInvoice, {
    params: { id: invoice.id },
    body: { reason: "price", amount: "24" },
  });
  expect(await rowsOf(ana)).toEqual([earned]);
  const issued = await office.ask(ana, billing.issueInvoice, { params: { id: note.id } });
  expect(await rowsOf(ana)).toEqual([earned, [issued["number"], "-20.00", "100", "-2.00"]]);
  await office.ask(ana, billing.reversePayment, { params: { id: rest.id }, body: { reason: "Returned" } });
  expect(await rowsOf(ana)).toEqual([]);
});

test("who made the deal earns by its invoices; who may not see an invoice is told their pay alone", async () => {
  const deal = await office.as(ana, (work) => create(work, "deal", { name: "Deal", owner: boris.userId }));
  await office.ask(ana, contract.splitCommission, {
    params: { id: deal.id },
    body: {
      splits: [
        { user: ana.userId as string, share: "25" },
        { user: boris.userId as string, share: "75" },
      ],
    },
  });
  const invoice = await issuedInvoice(deal.id);
  await pay(invoice.id, "120");
  expect(await rowsOf(boris)).toEqual([[invoice["number"], "75.00", "75", "7.50"]]);
  expect(await rowsOf(ana)).toEqual([[invoice["number"], "25.00", "25", "2.50"]]);
  const objects = { ...boris.rights.objects, deal: everything, invoice: noGrant };
  const blind = { ...boris, rights: { ...boris.rights, objects } };
  expect(await rowsOf(boris, blind)).toEqual([[null, null, "75", "7.50"]]);
});

test("an invoice counts on the day its money came, however late and often somebody says what it is for", async () => {
  const invoice = await issuedInvoice();
  const { rows: before } = await office.ask(ana, contract.readStatement, {
    params: { id: plan },
    query: { on: "2021-06-01", user: ana.userId as string },
  });
  expect(before).toEqual([]);
  const paid = await office.ask(ana, billing.recordPayment, {
    body: {
      customer: acme,
      amount: { amount: "120", currency: "EUR" },
      method: "cash",
      received_on: "2021-06-01",
      invoices: [],
    },
  });
  for (const invoices of [
    [{ invoice: invoice.id, amount: "120" }],
    [],
    [{ invoice: invoice.id, amount: "120" }],
  ])
    await office.ask(ana, billing.allocatePayment, { params: { id: paid.id }, body: { invoices } });
  const { rows } = await office.ask(ana, contract.readStatement, {
    params: { id: plan },
    query: { on: "2021-06-01", user: ana.userId as string },
  });
  expect(rows).toMatchObject([{ title: invoice["number"], day: "2021-06-01", amount: "10.00" }]);
});
