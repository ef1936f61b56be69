import Big from "big.js";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type Actor, archive, create, createMany, get, totals, update } from "#records";
import { placeOrder } from "#trade";
import { deliverOrder, returnDelivered } from "#trade/contract";
import { everything, type Office, openOffice, partyOf, sellerWithin } from "../../../../test/office.ts";
import { readPdf } from "../../trade/testing/pdf-reading.ts";
import * as contract from "../contract/index.ts";
import { printInvoice } from "./printing.ts";

let office: Office;
let ana: Actor;
let acme: string;

beforeAll(async () => {
  office = await openOffice();
  ana = await office.colleague("Ana");
  acme = await partyOf(office, ana, "company", { name: "Acme" });
});

interface Wish {
  readonly price: string;
  readonly quantity: string;
  readonly discount?: number;
}

async function order(lines: readonly Wish[]): Promise<string> {
  const wishes = lines.map((line, at) => ({ description: `Work ${at}`, discount: 0, ...line }));
  const placed = { customer: acme, origin: "manual", lines: wishes, confirmed: true } as const;
  return (await office.as(ana, (work) => placeOrder(work, placed))).id;
}

type Amounts = Readonly<Record<"net" | "tax" | "total" | "open" | "paid" | "credited", { amount: string }>>;
const read = async (id: string) =>
  (await office.as(ana, (work) => get(work, "invoice", id))) as unknown as Amounts & Record<string, unknown>;
const orderOf = (id: string) => office.as(ana, (work) => get(work, "order", id));
const linesOf = (table: "order_lines" | "invoice_lines", of: string, id: string) =>
  office.rows<{ id: string; quantity: string; net: string; tax: string }>(
    `select id, quantity::text, net::text, tax::text from ${table} where ${of}_id = '${id}' and archived_at is null order by position`,
  );
const invoiced = (id: string, body: Parameters<typeof bodyOf>[0] = {}) =>
  office.ask(ana, contract.invoiceOrder, { params: { id }, body: bodyOf(body) });
const bodyOf = (body: {
  by?: "ordered" | "delivered";
  lines?: { line: string; quantity: string }[];
  settle_deposits?: boolean;
}) => ({ by: "ordered" as const, ...body });
const issue = (id: string) => office.ask(ana, contract.issueInvoice, { params: { id } });
const credit = (
  id: string,
  body: { reason?: string; lines?: { line: string; quantity: string }[]; amount?: string } = {},
) => office.ask(ana, contract.creditInvoice, { params: { id }, body: { reason: "return", ...body } });
const pay = (amount: string, invoices: { invoice: string; amount: string }[], more: object = {}) =>
  office.ask(ana, contract.recordPayment, {
    body: { customer: acme, amount: { amount, currency: "EUR" }, method: "cash", invoices, ...more },
  });
const same = (one: string | undefined, other: string) => expect(Number(one)).toBe(Number(other));

async function issuedInvoice(price = "100"): Promise<string> {
  const { id } = await invoiced(await order([{ price, quantity: "1" }]));
  await issue(id);
  return id;
}

describe("an invoice of an order", () => {
  it("takes what is left, gets a number without gaps when it is issued, and stays as it is from then on", async () => {
    const id = await order([{ price: "33.33", quantity: "3" }]);
    const draft = await invoiced(id);
    expect(draft).toMatchObject({ number: null, state: "draft", total: { amount: "119.99" } });
    await expect(invoiced(id)).rejects.toMatchObject({ code: "nothing_left" });
    const first = await issue(draft.id);
    const second = await read(await issuedInvoice());
    expect([first["number"], second["number"]]).toEqual([
      expect.stringMatching(/^INV-\d{4}-0+1$/),
      expect.stringMatching(/^INV-\d{4}-0+2$/),
    ]);
    expect(first).toMatchObject({
      state: "issued",
      open: { amount: "119.99" },
      payment_reference: expect.stringMatching(/^RF\d\d/),
    });
    expect(await orderOf(id)).toMatchObject({ invoice_state: "all" });
    await expect(issue(draft.id)).rejects.toMatchObject({ code: "invoice_issued" });
    await expect(
      office.as(ana, (work) => update(work, "invoice", draft.id, { subject: "Other" })),
    ).rejects.toMatchObject({ code: "field_read_only" });
    await expect(office.as(ana, (work) => archive(work, "invoice", [draft.id]))).rejects.toMatchObject({
      code: "invoice_issued",
    });
    await expect(
      office.rows(`update invoices set total = 1, net = 1, tax = 0 where id = '${draft.id}'`),
    ).rejects.toThrow(/issued/);
    await expect(office.rows(`delete from invoice_lines where invoice_id = '${draft.id}'`)).rejects.toThrow(
      /issued/,
    );
  });

  it("bears the day of the organisation, wherever who issues it happens to be", async () => {
    const days = await Promise.all(
      ["Pacific/Kiritimati", "Etc/GMT+12"].map(async (timeZone) => {
        const { id } = await invoiced(await order([{ price: "10", quantity: "1" }]));
        return (await office.ask({ ...ana, timeZone }, contract.issueInvoice, { params: { id } }))[
          "issued_on"
        ];
      }),
    );
    const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Sofia" }).format();
    expect(days).toEqual([today, today]);
  });

  it("written by hand gives no more discount than who issues it may; what an order agreed on is issued by anybody", async () => {
    const seller = await sellerWithin(office, 10);
    const [desk] = await office.as(ana, (work) =>
      createMany(work, "product", [{ name: "Desk", price: { amount: "300", currency: "EUR" } }]),
    );
    const { id } = await office.as(seller, (work) => create(work, "invoice", { customer: acme }));
    const put = (line: object) =>
      office.ask(seller, contract.setInvoiceLines, {
        params: { id },
        body: { lines: [{ description: "Desk", quantity: "1", product: desk, ...line }] } as never,
      });
    const issueAs = (invoice: string) =>
      office.ask(seller, contract.issueInvoice, { params: { id: invoice } });
    for (const line of [{ price: "300", discount: "99" }, { price: "3" }]) {
      await put(line);
      await expect(issueAs(id)).rejects.toMatchObject({
        code: "discount_above_limit",
        details: { params: { discount: 99, limit: 10 } },
      });
    }
    await put({ price: "280" });
    expect(await issueAs(id)).toMatchObject({ state: "issued" });
    const agreed = await invoiced(await order([{ price: "100", quantity: "1", discount: 50 }]));
    expect(await issueAs(agreed.id)).toMatchObject({ state: "issued" });
  });

  it("by delivered quantity takes what was handed over, and no more", async () => {
    const id = await order([{ price: "10", quantity: "5" }]);
    await expect(invoiced(id, { by: "delivered" })).rejects.toMatchObject({ code: "nothing_left" });
    const [line] = await linesOf("order_lines", "order", id);
    await office.ask(ana, deliverOrder, {
      params: { id },
      body: { lines: [{ order_line: line!.id, quantity: "2" }] },
    });
    const draft = await invoiced(id, { by: "delivered" });
    same((await read(draft.id)).net.amount, "20");
    await expect(invoiced(id, { lines: [{ line: line!.id, quantity: "4" }] })).rejects.toMatchObject({
      code: "quantity_above_left",
    });
  });

  it("is made once by two who do so at once, and what they issue is never more than was ordered", async () => {
    const id = await order([{ price: "10", quantity: "5" }]);
    const both = await Promise.allSettled([invoiced(id), invoiced(id)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const draft = both.find((one) => one.status === "fulfilled")!;
    const twice = await Promise.allSettled([issue(draft.value.id), issue(draft.value.id)]);
    expect(twice.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("adds up to the order to the cent, however it is cut, credited and invoiced again", async () => {
    const cents = fc.integer({ min: 1, max: 99_999 }).map((amount) => new Big(amount).div(100).toFixed(2));
    const line = fc.record({
      price: cents,
      quantity: fc.constantFrom("1", "3", "7", "10"),
      discount: fc.constantFrom(0, 15),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        async (lines, creditsBetween) => {
          const id = await order(lines);
          const wanted = await linesOf("order_lines", "order", id);
          const part = wanted
            .filter(({ quantity }) => Number(quantity) > 1)
            .map((one) => ({ line: one.id, quantity: "1" }));
          const documents: { id: string; sign: number }[] = [];
          if (part.length > 0) {
            const { id: first } = await invoiced(id, { lines: part });
            await issue(first);
            documents.push({ id: first, sign: 1 });
            if (creditsBetween) {
              const { id: note } = await credit(first);
              await issue(note);
              documents.push({ id: note, sign: -1 });
            }
          }
          const { id: last } = await invoiced(id);
          await issue(last);
          documents.push({ id: last, sign: 1 });
          let [net, tax] = [new Big(0), new Big(0)];
          for (const one of documents) {
            const sums = await read(one.id);
            net = net.plus(new Big(sums.net.amount).times(one.sign));
            tax = tax.plus(new Big(sums.tax.amount).times(one.sign));
          }
          const whole = (await orderOf(id)) as unknown as Amounts;
          same(net.toFixed(), whole.net.amount);
          same(tax.toFixed(), whole.tax.amount);
          expect(await orderOf(id)).toMatchObject({ invoice_state: "all" });
        },
      ),
      { numRuns: 8 },
    );
  });
});

it("a deposit bears tax, is taken off the final invoice once, and both come to the order", async () => {
  const id = await order([{ price: "333.33", quantity: "3" }]);
  const deposit = await office.ask(ana, contract.invoiceDeposit, { params: { id }, body: { percent: "30" } });
  const asked = deposit["total"] as { amount: string };
  await expect(
    office.ask(ana, contract.invoiceDeposit, { params: { id }, body: { percent: "71" } }),
  ).rejects.toMatchObject({ code: "more_than_left" });
  expect(await issue(deposit.id)).toMatchObject({ number: expect.stringMatching(/^DEP-/), kind: "deposit" });
  await pay(asked.amount, [{ invoice: deposit.id, amount: asked.amount }]);
  const final = await invoiced(id);
  await issue(final.id);
  const whole = (await orderOf(id)) as unknown as Amounts;
  same(new Big((await read(final.id)).total.amount).plus(asked.amount).toFixed(), whole.total.amount);
  expect(await linesOf("invoice_lines", "invoice", final.id)).toHaveLength(2);
});

it("a deposit that was taken off is not credited again, and only what is left of one is taken off", async () => {
  const paidDeposit = async (id: string) => {
    const { id: deposit } = await office.ask(ana, contract.invoiceDeposit, {
      params: { id },
      body: { percent: "60" },
    });
    await issue(deposit);
    await pay("72", [{ invoice: deposit, amount: "72" }]);
    return deposit;
  };
  const id = await order([{ price: "100", quantity: "1" }]);
  const deposit = await paidDeposit(id);
  const early = await credit(deposit, { reason: "mistake" });
  const final = await invoiced(id);
  expect(await issue(final.id)).toMatchObject({ total: { amount: "48.00" } });
  await expect(issue(early.id)).rejects.toMatchObject({ code: "more_than_left" });
  await expect(credit(deposit, { reason: "mistake" })).rejects.toMatchObject({ code: "nothing_left" });
  await expect(
    office.rows(
      `update invoices set state = 'issued', number = 'CN-Y', issued_on = now() where id = '${early.id}'`,
    ),
  ).rejects.toThrow(/more than is left/);
  const other = await order([{ price: "100", quantity: "1" }]);
  const part = await paidDeposit(other);
  await issue((await credit(part, { amount: "12" })).id);
  const last = await invoiced(other);
  expect(await issue(last.id)).toMatchObject({ total: { amount: "60.00" }, net: { amount: "50.00" } });
});

describe("a line named twice", () => {
  it("is refused, on an invoice and on a credit note: each part is reckoned from what stands elsewhere", async () => {
    const id = await order([{ price: "0.005", quantity: "1000" }]);
    const [orderLine] = await linesOf("order_lines", "order", id);
    const twice = [1, 2].map(() => ({ line: orderLine!.id, quantity: "1" }));
    await expect(invoiced(id, { lines: twice })).rejects.toMatchObject({ code: "field_invalid" });
    const draft = await invoiced(id, { lines: twice.slice(1) });
    const [line] = await linesOf("invoice_lines", "invoice", draft.id);
    const again = { id: line!.id, description: "Work 0", quantity: "1", price: "0" };
    await expect(
      office.ask(ana, contract.setInvoiceLines, {
        params: { id: draft.id },
        body: { lines: [again, again] },
      }),
    ).rejects.toMatchObject({ code: "field_invalid" });
    const invoice = await issuedInvoice();
    const [part] = await linesOf("invoice_lines", "invoice", invoice);
    const wish = { line: part!.id, quantity: "0.5" };
    await expect(credit(invoice, { lines: [wish, wish] })).rejects.toMatchObject({ code: "field_invalid" });
  });
});

describe("a draft without an order", () => {
  it("is said line by line, with sums and taxes that follow, also of another customer", async () => {
    const draft = await office.as(ana, (work) =>
      create(work, "invoice", { customer: acme, subject: "Advice" }),
    );
    const lines = [
      { description: "Advice", quantity: "2.5", price: "80" },
      { description: "Book", quantity: "1", price: "10", discount: "50", tax_class: "reduced" },
    ];
    const said = await office.ask(ana, contract.setInvoiceLines, {
      params: { id: draft.id },
      body: { lines },
    });
    expect(said).toMatchObject({
      net: { amount: "205.00" },
      tax: { amount: "40.45" },
      total: { amount: "245.45" },
    });
    const abroad = await partyOf(office, ana, "company", {
      name: "Ibérica",
      tax_number: "ESB12345678",
      address: { country: "ES" },
    });
    await office.as(ana, (work) => update(work, "invoice", draft.id, { customer: abroad }));
    expect(await issue(draft.id)).toMatchObject({
      tax: { amount: "0.00" },
      tax_notes: expect.stringContaining("Reverse charge"),
    });
    const sums = await office.ask(ana, contract.readInvoiceSums, { params: { id: draft.id } });
    expect(sums.taxes).toMatchObject([{ treatment: "reverse_charge", net: "205.00" }]);
  });

  it("takes what a product costs, its unit and its class of tax from the catalogue", async () => {
    const product = await office.as(ana, (work) =>
      create(work, "product", {
        name: "Bread",
        price: { amount: "3", currency: "EUR" },
        unit: "kilogram",
        tax_class: "reduced",
      }),
    );
    const { id } = await office.as(ana, (work) => create(work, "invoice", { customer: acme }));
    const lines = [{ product: product.id, description: "Bread", quantity: "10" }];
    expect(
      await office.ask(ana, contract.setInvoiceLines, { params: { id }, body: { lines } }),
    ).toMatchObject({
      net: { amount: "30.00" },
      tax: { amount: "2.70" },
    });
    const [line] = await office.rows<{ unit: string; tax_class: string }>(
      `select unit, tax_class from invoice_lines where invoice_id = '${id}'`,
    );
    expect(line).toEqual({ unit: "kilogram", tax_class: "reduced" });
  });

  it("with nothing in it is not issued", async () => {
    const draft = await office.as(ana, (work) => create(work, "invoice", { customer: acme }));
    await expect(issue(draft.id)).rejects.toMatchObject({ code: "document_empty" });
  });
});

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

describe("what an invoice was made of", () => {
  it("holds its draft to its customer, currency and discount, and a deposit to its tax", async () => {
    const id = await order([{ price: "500", quantity: "1" }]);
    const deposit = await office.ask(ana, contract.invoiceDeposit, {
      params: { id },
      body: { percent: "50" },
    });
    const other = await partyOf(office, ana, "company", { name: "Other" });
    const draft = await invoiced(id);
    for (const invoice of [deposit, draft])
      for (const values of [{ discount: 1 }, { customer: other }, { currency: "USD" }])
        await expect(
          office.as(ana, (work) => update(work, "invoice", invoice.id, values)),
        ).rejects.toMatchObject({ code: "field_read_only" });
  });

  it("is invoiced once, though a line of the order is said anew as one's own", async () => {
    const id = await order([{ price: "10", quantity: "10" }]);
    const draft = await invoiced(id);
    const lines = [{ description: "Work 0", quantity: "10", price: "10" }];
    await office.ask(ana, contract.setInvoiceLines, { params: { id: draft.id }, body: { lines } });
    await issue(draft.id);
    expect(await orderOf(id)).toMatchObject({ invoice_state: "all" });
    await expect(invoiced(id)).rejects.toMatchObject({ code: "nothing_left" });
  });

  it("is credited by one act once it came back, from the latest invoice on, and not again", async () => {
    const id = await order([{ price: "10", quantity: "10" }]);
    const [line] = await linesOf("order_lines", "order", id);
    await office.ask(ana, deliverOrder, {
      params: { id },
      body: { lines: [{ order_line: line!.id, quantity: "10" }] },
    });
    const creditBack = () => office.ask(ana, contract.creditReturned, { params: { id } });
    const first = await invoiced(id, { lines: [{ line: line!.id, quantity: "8" }] });
    await issue(first.id);
    const second = await invoiced(id);
    await issue(second.id);
    await expect(creditBack()).rejects.toMatchObject({ code: "nothing_left" });
    await office.ask(ana, returnDelivered, {
      params: { id },
      body: { lines: [{ order_line: line!.id, quantity: "3" }], reason: "not_needed" },
    });
    const { data } = await creditBack();
    expect(data).toMatchObject([
      { kind: "credit_note", corrects: { id: second.id }, reason: "return", total: { amount: "24.00" } },
      { kind: "credit_note", corrects: { id: first.id }, total: { amount: "12.00" } },
    ]);
    await expect(creditBack()).rejects.toMatchObject({ code: "nothing_left" });
    for (const note of data) await issue(note.id);
    await expect(creditBack()).rejects.toMatchObject({ code: "nothing_left" });
    const { creditable } = await office.ask(ana, contract.readInvoiceSums, { params: { id: first.id } });
    expect(creditable).toMatchObject({ amount: "84.00", lines: [{ quantity: "7" }] });
  });

  it("is not issued any more once it came back", async () => {
    const id = await order([{ price: "10", quantity: "10" }]);
    const [line] = await linesOf("order_lines", "order", id);
    const lines = [{ order_line: line!.id, quantity: "10" }];
    await office.ask(ana, deliverOrder, { params: { id }, body: { lines } });
    const draft = await invoiced(id);
    await office.ask(ana, returnDelivered, { params: { id }, body: { lines, reason: "not_needed" } });
    await expect(issue(draft.id)).rejects.toMatchObject({ code: "quantity_above_left" });
  });
});

describe("a payment", () => {
  it("pays several invoices, one in part, and what is left stays the customer's credit", async () => {
    const [one, other] = [await issuedInvoice("100"), await issuedInvoice("50")];
    const payment = await pay("200", [
      { invoice: one, amount: "120" },
      { invoice: other, amount: "20" },
    ]);
    expect(payment).toMatchObject({ allocated: { amount: "140" }, credit: { amount: "60" } });
    expect([(await read(one))["state"], (await read(other))["state"]]).toEqual(["paid", "partly_paid"]);
    const put = (invoices: { invoice: string; amount: string }[]) =>
      office.ask(ana, contract.allocatePayment, { params: { id: payment.id }, body: { invoices } });
    await expect(put([{ invoice: one, amount: "121" }])).rejects.toMatchObject({ code: "exceeds_open" });
    await expect(
      put([
        { invoice: one, amount: "120" },
        { invoice: other, amount: "81" },
      ]),
    ).rejects.toMatchObject({ code: "exceeds_payment" });
    await put([
      { invoice: one, amount: "120" },
      { invoice: other, amount: "60" },
    ]);
    expect(await read(other)).toMatchObject({ state: "paid" });
    await office.ask(ana, contract.refundPayment, {
      params: { id: payment.id },
      body: { amount: "20", reason: "Too much" },
    });
    await expect(
      office.ask(ana, contract.refundPayment, {
        params: { id: payment.id },
        body: { amount: "0.01", reason: "More" },
      }),
    ).rejects.toMatchObject({ code: "exceeds_payment" });
  });

  it("is taken back with the reason, and what it paid is open again", async () => {
    const invoice = await issuedInvoice("100");
    const { id } = await pay("120", [{ invoice, amount: "120" }]);
    expect(
      await office.ask(ana, contract.reversePayment, {
        params: { id },
        body: { reason: "Returned by the bank" },
      }),
    ).toMatchObject({ state: "reversed", credit: { amount: "0" } });
    expect(await read(invoice)).toMatchObject({ state: "issued", paid: { amount: "0" } });
    await expect(
      office.ask(ana, contract.reversePayment, { params: { id }, body: { reason: "Again" } }),
    ).rejects.toMatchObject({ code: "payment_reversed" });
  });

  it("is given back whole, also what paid invoices where that is said; these are open again", async () => {
    const [one, other] = [await issuedInvoice("100"), await issuedInvoice("50")];
    const { id } = await pay("180", [
      { invoice: one, amount: "120" },
      { invoice: other, amount: "60" },
    ]);
    const refund = (amount: string, reopen?: boolean) =>
      office.ask(ana, contract.refundPayment, {
        params: { id },
        body: { amount, reason: "Withdrawn", reopen },
      });
    await expect(refund("180")).rejects.toMatchObject({ code: "exceeds_payment" });
    await refund("70", true);
    expect(await read(other)).toMatchObject({ state: "issued", paid: { amount: "0" } });
    expect(await read(one)).toMatchObject({ state: "partly_paid", paid: { amount: "110" } });
    await refund("110", true);
    expect(await read(one)).toMatchObject({ state: "issued" });
    await expect(refund("1", true)).rejects.toMatchObject({ code: "exceeds_payment" });
  });

  it("is said anew by one of two who do so at once; the other is told", async () => {
    const [one, other] = [await issuedInvoice("100"), await issuedInvoice("50")];
    const { id, version } = await pay("120", []);
    const put = (invoice: string) =>
      office.ask(ana, contract.allocatePayment, {
        params: { id },
        body: { invoices: [{ invoice, amount: "60" }], version },
      });
    await put(one);
    await expect(put(other)).rejects.toMatchObject({ code: "version_conflict" });
    expect(await read(one)).toMatchObject({ paid: { amount: "60" } });
  });

  it("has no fractions of a cent, and is assigned by nobody who may but read it", async () => {
    const invoice = await issuedInvoice("100");
    await expect(pay("0.001", [])).rejects.toMatchObject({ code: "field_invalid" });
    const { id } = await pay("120", []);
    const put = (actor: Actor, amount: string) =>
      office.ask(actor, contract.allocatePayment, {
        params: { id },
        body: { invoices: [{ invoice, amount }] },
      });
    await expect(put(ana, "119.991")).rejects.toMatchObject({ code: "field_invalid" });
    const reader = await office.colleague("Reader", {
      objects: { payment: { ...everything, change: "own" } },
      permissions: ["payments:record", "payments:reverse"],
    });
    await expect(put(reader, "120")).rejects.toMatchObject({ code: "not_allowed" });
    expect(await read(invoice)).toMatchObject({ state: "issued" });
  });

  it("pays nothing twice, however many do so at once", async () => {
    const invoice = await issuedInvoice("100");
    const tries = await Promise.allSettled(
      Array.from({ length: 4 }, () => pay("120", [{ invoice, amount: "120" }])),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const rejected = tries.flatMap((one) =>
      one.status === "rejected" ? [(one.reason as { code: string }).code] : [],
    );
    expect(new Set(rejected)).toEqual(new Set(["exceeds_open"]));
    const [sums] = await office.rows<{ paid: string; rows: string }>(
      `select v.paid::text, (select sum(amount)::text from payment_allocations where invoice_id = v.id) as rows from invoices v where id = '${invoice}'`,
    );
    same(sums?.paid, sums!.rows);
  });
});

it("who does not see an invoice finds none, and who may not issue is told so", async () => {
  const invoice = await issuedInvoice();
  const stranger = await office.colleague("Stranger", {
    objects: { invoice: { ...everything, read: "own" } },
  });
  const clerk = await office.colleague("Clerk", { permissions: ["payments:record"] });
  const ask = (actor: Actor) =>
    office.ask(actor, contract.creditInvoice, { params: { id: invoice }, body: { reason: "return" } });
  await expect(ask(stranger)).rejects.toMatchObject({ code: "not_found" });
  await expect(ask(clerk)).rejects.toMatchObject({ code: "not_allowed" });
  const told = await office.rows<{ subject: string }>(
    `select subject from interactions where kind = 'document' and subject like 'Invoice INV%'`,
  );
  expect(told.length).toBeGreaterThan(0);
});

it("the chain of documents is told from any of them, as far as one sees it", async () => {
  const id = await order([{ price: "10", quantity: "2" }]);
  const [line] = await linesOf("order_lines", "order", id);
  await office.ask(ana, deliverOrder, {
    params: { id },
    body: { lines: [{ order_line: line!.id, quantity: "2" }] },
  });
  const { id: invoice } = await invoiced(id);
  await issue(invoice);
  const payment = await pay("24", [{ invoice, amount: "24" }]);
  const chain = async (object: contract.ChainObject, of: string, actor = ana) =>
    (await office.ask(actor, contract.readChain[object], { params: { id: of } })).documents.map(
      (one) => one.object,
    );
  const whole = ["order", "delivery", "invoice", "payment"];
  expect(await chain("order", id)).toEqual(whole);
  expect(await chain("invoice", invoice)).toEqual(whole);
  expect(await chain("payment", payment.id)).toEqual(whole);
  const blind = await office.colleague("Blind", { objects: { payment: { ...everything, read: "none" } } });
  expect(await chain("order", id, blind)).toEqual(["order", "delivery", "invoice"]);
});

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

describe("a bank's file", () => {
  const list = (rows: readonly string[]) =>
    Buffer.from(["Date;Amount;Name;IBAN;Description", ...rows].join("\n")).toString("base64");
  const bring = (account: string, rows: readonly string[]) =>
    office.ask(ana, contract.importBankStatements, {
      body: { name: "list.csv", content: list(rows), account },
    });
  const newAccount = (values: object = {}) =>
    office.as(
      ana,
      async (work) =>
        (
          await createMany(work, "bank_account", [
            { name: "Main", number: `BG${Math.random()}`, currency: "EUR", ...values },
          ])
        )[0] as string,
    );

  it("books nothing twice, be it the same, or one that overlaps; two alike on a day are two", async () => {
    const account = await newAccount();
    const rows = ["2026-11-05;12;Elena;DE1;a", "2026-11-05;12;Elena;DE1;a", "2026-11-06;5;Ivan;DE2;b"];
    expect(await bring(account, rows)).toMatchObject({ booked: 3, known: 0 });
    expect(await bring(account, rows)).toMatchObject({ booked: 0, known: 3, statements: [] });
    expect(await bring(account, [...rows.slice(2), "2026-11-07;7;Ivan;DE2;c"])).toMatchObject({
      booked: 1,
      known: 1,
    });
    const both = await Promise.all([
      bring(account, ["2026-11-09;9;Ivan;DE2;d"]),
      bring(account, ["2026-11-09;9;Ivan;DE2;d"]),
    ]);
    expect(both.map(({ booked }) => booked).sort()).toEqual([0, 1]);
  });

  it("with a broken line is told with its number, and nothing of it is booked", async () => {
    const account = await newAccount();
    await expect(
      bring(account, ["2026-11-05;12;Elena;DE1;a", "2026-11-31;5;Ivan;DE2;b"]),
    ).rejects.toMatchObject({ code: "bank_file_broken", details: { params: { line: 3 } } });
    expect(await office.rows(`select 1 from bank_transactions where account_id = '${account}'`)).toEqual([]);
    const content = Buffer.from("Qaz;Wsx\n1;2").toString("base64");
    await expect(
      office.ask(ana, contract.importBankStatements, { body: { name: "x", content, account } }),
    ).rejects.toMatchObject({ code: "bank_columns_needed" });
  });

  it("has what it may have paid suggested, is settled by a click once, and its payer is known the next time", async () => {
    const account = await newAccount();
    const [first, second] = [await issuedInvoice("111"), await issuedInvoice("222")];
    const number = String((await read(first))["number"]);
    await bring(account, [
      `2026-11-05;133,20;ELENA X;DE77;${number.replaceAll("-", " ")}`,
      "2026-11-06;266,40;ELENA X;DE77;thanks",
    ]);
    const [one, other] = (
      await office.rows<{ id: string }>(
        `select id from bank_transactions where account_id = '${account}' order by booked_on`,
      )
    ).map(({ id }) => id);
    const { data } = await office.ask(ana, contract.readSuggestions, { params: { id: one! } });
    expect(data[0]).toMatchObject({
      certain: true,
      reasons: ["number", "amount"],
      invoices: [{ id: first, amount: "133.2" }],
      rest: "0",
    });
    const invoice = { ...everything, fields: { open: "hidden" as const } };
    const blind = { ...ana, rights: { ...ana.rights, objects: { ...ana.rights.objects, invoice } } };
    expect(await office.ask(blind, contract.readSuggestions, { params: { id: one! } })).toEqual({ data: [] });
    const settle = (id: string, invoice: string, amount: string) =>
      office.ask(ana, contract.settleTransaction, {
        params: { id },
        body: { customer: acme, invoices: [{ invoice, amount }] },
      });
    expect(await settle(one!, first, "133.20")).toMatchObject({
      state: "settled",
      payment: { title: expect.stringMatching(/^P-/) },
    });
    await expect(settle(one!, second, "133.20")).rejects.toMatchObject({ code: "already_done" });
    const again = await office.ask(ana, contract.readSuggestions, { params: { id: other! } });
    expect(again.data[0]).toMatchObject({
      customer: { title: "Acme" },
      reasons: expect.arrayContaining(["account", "amount"]),
      invoices: [{ id: second }],
    });
    await office.ask(ana, contract.setTransactionAside, { params: { id: other! } });
    await expect(settle(other!, second, "1")).rejects.toMatchObject({ code: "already_done" });
  });

  it("settles by itself what is certain, where the account is to", async () => {
    const account = await newAccount({ settles_certain: true });
    const invoice = await issuedInvoice("77");
    const reference = String((await read(invoice))["payment_reference"]);
    const outcome = await bring(account, [
      `2026-11-05;92,40;Whoever;DE5;${reference}`,
      "2026-11-05;1;Whoever;DE5;nothing",
    ]);
    expect(outcome).toMatchObject({ booked: 2, settled: 1 });
    expect(await read(invoice)).toMatchObject({ state: "paid" });
  });
});
