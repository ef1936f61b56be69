import Big from "big.js";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type Actor, create, createMany, get, update, type Work } from "#records";
import { shareOfLine } from "#catalogue/contract";
import { everything, type Office, openOffice, partyOf, sellerWithin } from "../../../../test/office.ts";
import {
  cancelOrder,
  changeOrderLines,
  confirmOrder,
  copyOrder,
  deliverOrder,
  returnDelivered,
} from "../contract/index.ts";
import { seenDelivery } from "../printing/printed-delivery.ts";
import { printDocument } from "../printing/printing.ts";
import { readPdf } from "../testing/pdf-reading.ts";
import { markInvoiced } from "./counting.ts";
import { placeOrder } from "./making.ts";

let office: Office;
let ana: Actor;
let acme: string;
let chair: string;

beforeAll(async () => {
  office = await openOffice();
  ana = await office.colleague("Ana");
  acme = await partyOf(office, ana, "company", { name: "Acme" });
  [chair = ""] = await office.as(ana, (work) =>
    createMany(work, "product", [
      { name: "Chair", price: { amount: "99.99", currency: "EUR" }, stocked: true },
    ]),
  );
  await office.as(ana, (work) => create(work, "warehouse", { name: "Main", main: true }));
  const [main] = await office.rows<{ id: string }>("select id from warehouses");
  await office.rows(
    `insert into stock_levels (product_id, warehouse_id, quantity) values ('${chair}', '${main?.id}', 100000)`,
  );
});

async function ordered(quantities: readonly string[], confirmed = true): Promise<string> {
  const lines = quantities.map((quantity, at) =>
    at === 0
      ? { product: chair, quantity, discount: 0 }
      : { description: `Work ${at}`, price: "33.33", quantity, discount: 0 },
  );
  const placed = { customer: acme, origin: "manual", lines, confirmed } as const;
  return (await office.as(ana, (work) => placeOrder(work, placed))).id;
}

const orderOf = (id: string) => office.as(ana, (work) => get(work, "order", id));
const linesOf = (id: string) =>
  office.rows<{
    id: string;
    quantity: string;
    delivered: string;
    returned: string;
    net: string;
    tax: string;
  }>(
    `select id, quantity::text, delivered::text, returned::text, net::text, tax::text from order_lines
      where order_id = '${id}' order by position`,
  );
const deliver = (id: string, lines?: readonly { order_line: string; quantity: string }[]) =>
  office.ask(ana, deliverOrder, { params: { id }, body: lines ? { lines: [...lines] } : {} });

const promised = async (): Promise<number> =>
  (
    await office.rows<{ n: number }>(
      `select reserved::float as n from stock_levels where product_id = '${chair}'`,
    )
  )[0]?.n ?? 0;

describe("an order", () => {
  it("is changed until it is confirmed, and settled from then on", async () => {
    const id = await ordered(["2"], false);
    const put = (quantity: string) =>
      office.ask(ana, changeOrderLines, {
        params: { id },
        body: { lines: [{ product: chair, quantity }] } as never,
      });
    expect((await put("3")).document).toMatchObject({ net: { amount: "299.97" }, state: "draft" });
    await expect(deliver(id)).rejects.toMatchObject({ code: "document_state_wrong" });
    const both = await Promise.allSettled([
      office.ask(ana, confirmOrder, { params: { id } }),
      office.ask(ana, confirmOrder, { params: { id } }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(put("4")).rejects.toMatchObject({ code: "document_state_wrong" });
    const copy = await office.ask(ana, copyOrder, { params: { id } });
    expect(copy).toMatchObject({ state: "draft", net: { amount: "299.97" } });
  });

  it("has the number of its series, and once it is confirmed here no file changes its lines, its state or its number", async () => {
    const numbered = { customer: acme, number: "O-2026-9999" };
    await expect(office.as(ana, (work) => create(work, "order", numbered))).rejects.toMatchObject({
      code: "field_read_only",
      details: { field: "number" },
    });
    const id = await ordered(["2"]);
    const total = { amount: "150", currency: "EUR" };
    const line = { order: id, description: "Smuggled", quantity: "1", total };
    const byFile = <T>(capability: (work: Work) => Promise<T>) => office.as(ana, capability, "import");
    await expect(
      byFile((work) => createMany(work, "order_line", [line], { governed: true })),
    ).rejects.toMatchObject({ code: "document_settled" });
    for (const values of [{ state: "cancelled" }, { number: "O-1" }])
      await expect(
        byFile((work) => update(work, "order", id, values, { governed: true })),
      ).rejects.toMatchObject({ code: "field_read_only" });
    const there = await byFile((work) => create(work, "order", { ...numbered, ordered_on: "2020-01-01" }));
    await byFile((work) =>
      createMany(work, "order_line", [{ ...line, order: there.id }], { governed: true }),
    );
    expect(await orderOf(there.id)).toMatchObject({ number: "O-2026-9999", total: { amount: "150" } });
  });

  it("is handed over and taken back by who may change it, not by who may but read it", async () => {
    const id = await ordered(["2"]);
    const reader = await office.colleague("Reader", {
      objects: { order: { ...everything, change: "none" } },
    });
    await expect(office.ask(reader, deliverOrder, { params: { id }, body: {} })).rejects.toMatchObject({
      code: "not_allowed",
    });
    await deliver(id);
    const [line] = await linesOf(id);
    const lines = [{ order_line: line?.id ?? "", quantity: "1" }];
    await expect(
      office.ask(reader, returnDelivered, { params: { id }, body: { lines, reason: "other" } as never }),
    ).rejects.toMatchObject({ code: "not_allowed" });
  });

  it("that gives more discount than its seller may is confirmed by somebody who may give as much", async () => {
    const seller = await sellerWithin(office, 10);
    const id = await ordered(["2"], false);
    const put = (line: object) =>
      office.ask(seller, changeOrderLines, {
        params: { id },
        body: { lines: [{ product: chair, quantity: "1", ...line }] } as never,
      });
    for (const line of [{ discount: 99 }, { price: "1" }]) {
      await put(line);
      await expect(office.ask(seller, confirmOrder, { params: { id } })).rejects.toMatchObject({
        code: "discount_above_limit",
        details: { params: { limit: 10 } },
      });
    }
    expect(await office.ask(ana, confirmOrder, { params: { id } })).toMatchObject({ state: "confirmed" });
    const other = await ordered(["2"], false);
    expect(await office.ask(seller, confirmOrder, { params: { id: other } })).toMatchObject({
      state: "confirmed",
    });
  });

  it("goes out in parts, of which stock is taken, and is complete when nothing is left", async () => {
    const id = await ordered(["10", "4"]);
    const [first, second] = await linesOf(id);
    const before = await promised();
    const part = await deliver(id, [{ order_line: first?.id ?? "", quantity: "4" }]);
    expect(part).toMatchObject({ kind: "delivery", number: expect.stringMatching(/^D-/), order: { id } });
    expect(await orderOf(id)).toMatchObject({ state: "confirmed", delivery_state: "part" });
    const moved = await office.rows(
      `select quantity::text from stock_movements where product_id = '${chair}' and reference = '${String(part["number"])}'`,
    );
    expect(moved).toEqual([{ quantity: "-4" }]);
    // What is promised to all orders falls by what was handed over.
    expect(await promised()).toBe(before - 4);
    const tooMuch = deliver(id, [{ order_line: second?.id ?? "", quantity: "5" }]);
    await expect(tooMuch).rejects.toMatchObject({
      code: "quantity_above_left",
      details: { params: { line: "Work 1", left: "4" } },
    });
    await deliver(id);
    expect(await orderOf(id)).toMatchObject({ state: "completed", delivery_state: "all" });
    await expect(deliver(id)).rejects.toMatchObject({ code: "document_state_wrong" });
  });

  it("has a note for what is delivered, which tells no prices; a return has none, nor who may not see all of it", async () => {
    const id = await ordered(["2", "3"]);
    const delivery = await deliver(id);
    const note = await office.as(ana, (work) => seenDelivery(work, delivery.id));
    expect(note).toMatchObject({
      kind: "delivery_note",
      number: delivery["number"],
      buyer: { name: "Acme" },
      lines: [
        { description: "Chair", quantity: "2" },
        { description: "Work 1", quantity: "3" },
      ],
    });
    const [page] = await readPdf(await printDocument(note));
    expect(page?.text).toContain("Delivery note");
    for (const price of ["99.99", "33.33"]) expect(page?.text).not.toContain(price);
    const hidden = { ...everything, fields: { address: "hidden" } } as const;
    const blinkered = await office.colleague("Blinkered", { objects: { delivery: hidden } });
    await expect(office.as(blinkered, (work) => seenDelivery(work, delivery.id))).rejects.toMatchObject({
      code: "not_allowed",
    });
    const [line] = await linesOf(id);
    const back = await office.ask(ana, returnDelivered, {
      params: { id },
      body: { lines: [{ order_line: line!.id, quantity: "1" }], reason: "damaged" },
    });
    await expect(office.as(ana, (work) => seenDelivery(work, back.id))).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("is delivered once, however many say so at once", async () => {
    const id = await ordered(["5"]);
    const all = await Promise.allSettled(Array.from({ length: 4 }, () => deliver(id)));
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await office.rows(`select 1 from deliveries where order_id = '${id}'`)).toHaveLength(1);
    const [line] = await linesOf(id);
    await expect(
      office.rows(`update order_lines set delivered = delivered + 1 where id = '${line?.id}'`),
    ).rejects.toMatchObject({ constraint: "order_lines_delivered" });
  });

  it("takes back what was delivered, at most", async () => {
    const id = await ordered(["5"]);
    const [line] = await linesOf(id);
    const back = (quantity: string) =>
      office.ask(ana, returnDelivered, {
        params: { id },
        body: { lines: [{ order_line: line?.id ?? "", quantity }], reason: "damaged" },
      });
    await expect(back("1")).rejects.toMatchObject({ code: "quantity_above_left" });
    await deliver(id, [{ order_line: line?.id ?? "", quantity: "3" }]);
    expect(await back("2")).toMatchObject({ kind: "return", number: expect.stringMatching(/^R-/) });
    await expect(back("2")).rejects.toMatchObject({ code: "quantity_above_left" });
    expect((await linesOf(id))[0]).toMatchObject({ delivered: "3", returned: "2" });
  });

  it("is cancelled with a reason, the rest of it where some was delivered, and not where all was", async () => {
    const cancel = (id: string) =>
      office.ask(ana, cancelOrder, { params: { id }, body: { reason: "customer_wish" } });
    const whole = await ordered(["5"]);
    expect(await cancel(whole)).toMatchObject({ state: "cancelled", cancel_reason: "customer_wish" });
    await expect(cancel(whole)).rejects.toMatchObject({ code: "already_done" });
    const some = await ordered(["5"]);
    const [line] = await linesOf(some);
    await deliver(some, [{ order_line: line?.id ?? "", quantity: "2" }]);
    expect(await cancel(some)).toMatchObject({ state: "completed", delivery_state: "all" });
    await expect(cancel(some)).rejects.toMatchObject({ code: "order_delivered" });
    const invoiced = await ordered(["5"]);
    const [other] = await linesOf(invoiced);
    await office.as(ana, (work) => markInvoiced(work, [{ orderLine: other?.id ?? "", quantity: "5" }]));
    await expect(cancel(invoiced)).rejects.toMatchObject({ code: "order_invoiced" });
  });

  it("is invoiced no further than it goes", async () => {
    const id = await ordered(["5"]);
    const [line] = await linesOf(id);
    const mark = (quantity: string) =>
      office.as(ana, (work) => markInvoiced(work, [{ orderLine: line?.id ?? "", quantity }]));
    await mark("3");
    expect(await orderOf(id)).toMatchObject({ invoice_state: "part" });
    await expect(mark("3")).rejects.toMatchObject({ code: "quantity_above_left" });
    await mark("2");
    expect(await orderOf(id)).toMatchObject({ invoice_state: "all" });
    await mark("-5");
    expect(await orderOf(id)).toMatchObject({ invoice_state: "none" });
  });

  it("stands as it was where a delivery breaks in its midst", async () => {
    const id = await ordered(["5"]);
    await office.rows(`create function failing() returns trigger language plpgsql as
      $$ begin if new.subject like 'Delivery %' then raise exception 'failing'; end if; return new; end $$`);
    await office.rows(
      "create trigger failing before insert on interactions for each row execute function failing()",
    );
    await expect(deliver(id)).rejects.toThrow();
    await office.rows("drop trigger failing on interactions");
    expect((await linesOf(id))[0]).toMatchObject({ delivered: "0" });
    expect(await office.rows(`select 1 from deliveries where order_id = '${id}'`)).toEqual([]);
    const [last] = await office.rows<{ n: number }>(
      "select count(*)::int as n from deliveries where kind = 'delivery'",
    );
    const next = await deliver(id);
    expect(next["number"]).toMatch(new RegExp(`-0*${(last?.n ?? 0) + 1}$`));
  });

  it("is not seen, delivered or cancelled by who has no right to", async () => {
    const id = await ordered(["5"]);
    const blind = await office.colleague("Blind", { objects: { order: { ...everything, read: "own" } } });
    const weak = await office.colleague("Weak", { permissions: [] });
    const ask = (actor: Actor) => office.ask(actor, deliverOrder, { params: { id }, body: {} });
    await expect(ask(blind)).rejects.toMatchObject({ code: "not_found" });
    await expect(ask(weak)).rejects.toMatchObject({ code: "not_allowed" });
  });
});

it("whatever is delivered, returned, cancelled and invoiced, parts add up and every state follows from the rows", async () => {
  const step = fc.record({
    act: fc.constantFrom("deliver", "return", "invoice", "credit", "cancel"),
    line: fc.integer({ min: 0, max: 1 }),
    quantity: fc.integer({ min: 1, max: 9 }).map(String),
  });
  let acted = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const id = await ordered(["7", "9"]);
      const lines = await linesOf(id);
      for (const { act, line, quantity } of steps) {
        const order_line = lines[line]?.id ?? "";
        const orderLine = order_line;
        const one = {
          deliver: () => deliver(id, [{ order_line, quantity }]),
          return: () =>
            office.ask(ana, returnDelivered, {
              params: { id },
              body: { lines: [{ order_line, quantity }], reason: "other", restock: false },
            }),
          invoice: () => office.as(ana, (work) => markInvoiced(work, [{ orderLine, quantity }])),
          credit: () =>
            office.as(ana, (work) => markInvoiced(work, [{ orderLine, quantity: `-${quantity}` }])),
          cancel: () => office.ask(ana, cancelOrder, { params: { id }, body: { reason: "other" } }),
        }[act];
        await one().then(
          () => acted++,
          () => undefined,
        );
      }
      const rows = await office.rows<
        Record<"quantity" | "delivered" | "returned" | "cancelled" | "invoiced" | "out" | "back", number>
      >(`
        select l.quantity::float, l.delivered::float, l.returned::float, l.cancelled::float, l.invoiced::float,
          coalesce(sum(d.quantity) filter (where v.kind = 'delivery'), 0)::float as out,
          coalesce(sum(d.quantity) filter (where v.kind = 'return'), 0)::float as back
        from order_lines l left join delivery_lines d on d.order_line_id = l.id left join deliveries v on v.id = d.delivery_id
        where l.order_id = '${id}' group by l.id`);
      for (const row of rows) {
        expect([row.delivered, row.returned]).toEqual([row.out, row.back]);
        expect(row.delivered + row.cancelled).toBeLessThanOrEqual(row.quantity);
        expect(row.invoiced).toBeLessThanOrEqual(row.quantity - row.cancelled);
      }
      const done = rows.every((row) => row.delivered + row.cancelled === row.quantity);
      const gone = rows.every((row) => row.cancelled === row.quantity);
      expect((await orderOf(id))["state"]).toBe(gone ? "cancelled" : done ? "completed" : "confirmed");
    }),
    { numRuns: 12 },
  );
  expect(acted).toBeGreaterThan(5);
});

it("the parts of a line over its deliveries come to the whole of it, to the cent", async () => {
  const id = await ordered(["1", "7"]);
  const line = (await linesOf(id))[1];
  if (!line) throw new Error("there is no line");
  let taken = "0";
  let net = Big(0);
  for (const part of ["1", "2", "1", "3"]) {
    await deliver(id, [{ order_line: line.id, quantity: part }]);
    net = net.plus(shareOfLine(line, part, taken, 2).net);
    taken = Big(taken).plus(part).toFixed();
  }
  expect(net.toFixed(2)).toBe(line.net);
});
