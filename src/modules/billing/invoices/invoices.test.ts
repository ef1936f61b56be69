import Big from "big.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Actor, archive, create, createMany, update } from "#records";
import { deliverOrder, returnDelivered } from "#trade/contract";
import { everything, partyOf, sellerWithin } from "../../../../test/office.ts";
import * as contract from "../contract/index.ts";
import { type Amounts, openBillingDesk } from "../testing/billing-desk.ts";

const { office, ana, acme, order, read, orderOf, linesOf, invoiced, issue, credit, pay, issuedInvoice } =
  await openBillingDesk();

const same = (one: string | undefined, other: string) => expect(Number(one)).toBe(Number(other));

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
