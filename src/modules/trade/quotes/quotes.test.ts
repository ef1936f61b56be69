import type { StoredEvent } from "#kernel/event";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { archive, createMany, create, get, list, type Actor, update } from "#records";
import type { LinkValue } from "#records/contract";
import { changeClosingRules, readClosingRules } from "#sales/contract";
import { everything, type Office, openOffice, partyOf, sellerWithin } from "../../../../test/office.ts";
import {
  acceptQuote,
  askForApproval,
  changeQuoteLines,
  changeQuoteSettings,
  copyQuote,
  decideOnApproval,
  declineQuote,
  deliverOrder,
  newQuoteVersion,
  quoteFromDeal,
  readQuoteLines,
  readQuoteSettings,
  readQuotesToFollow,
  sendQuote,
  withdrawQuote,
} from "../contract/index.ts";
import { expireQuotes } from "./expiring.ts";
import { approvals } from "./telling-approvals.ts";

let office: Office;
let ana: Actor;
let acme: string;
let desk: string;
let lamp: string;

beforeAll(async () => {
  office = await openOffice();
  ana = await office.colleague("Ana");
  acme = await partyOf(office, ana, "company", { name: "Acme", address: { country: "BG", city: "Sofia" } });
  [desk = "", lamp = ""] = await office.as(ana, (work) =>
    createMany(work, "product", [
      { name: "Desk", price: { amount: "300", currency: "EUR" }, cost: { amount: "200", currency: "EUR" } },
      { name: "Lamp", price: { amount: "49.90", currency: "EUR" } },
    ]),
  );
});

type Line = Record<string, unknown> & { readonly quantity: string };

async function quoteWith(lines: readonly Line[], values: Record<string, unknown> = {}): Promise<string> {
  const { id } = await office.as(ana, (work) => create(work, "quote", { customer: acme, ...values }));
  await office.ask(ana, changeQuoteLines, { params: { id }, body: { lines } as never });
  return id;
}

async function sentWith(lines: readonly Line[], values: Record<string, unknown> = {}): Promise<string> {
  const id = await quoteWith(lines, values);
  await office.ask(ana, sendQuote, { params: { id } });
  return id;
}

const quoteOf = (id: string) => office.as(ana, (work) => get(work, "quote", id));
const idOf = (value: unknown): string => (value as LinkValue).id;

describe("a draft", () => {
  it("holds for as many days as the organisation says, unless it says otherwise", async () => {
    const until = async (values = {}) => (await quoteOf(await quoteWith([], values)))["valid_until"];
    const day = async (days: number) =>
      (
        await office.rows<{ day: string }>(
          `select ((now() at time zone 'Europe/Sofia')::date + ${days})::text as day`,
        )
      )[0]?.day;
    expect(await until()).toBe(await day(30));
    await office.ask(ana, changeQuoteSettings, { body: { valid_days: 45 } });
    expect(await office.ask(ana, readQuoteSettings)).toEqual({ valid_days: 45 });
    expect(await until()).toBe(await day(45));
    expect(await until({ valid_until: "2030-01-01" })).toBe("2030-01-01");
    await office.ask(ana, changeQuoteSettings, { body: { valid_days: 30 } });
  });

  it("gets its names, prices, taxes and sums from what is sold, and whom to", async () => {
    const id = await quoteWith([
      { product: desk, quantity: "2", discount: 10 },
      { product: lamp, quantity: "3" },
    ]);
    const { document, lines, taxes, margin, discount_given } = await office.ask(ana, readQuoteLines, {
      params: { id },
    });
    expect(lines).toMatchObject([
      { description: "Desk", price: { amount: "300" }, net: { amount: "540.00" }, tax_rate: 20 },
      { description: "Lamp", net: { amount: "149.70" }, total: { amount: "179.64" } },
    ]);
    expect(document).toMatchObject({
      number: expect.stringMatching(/^Q-\d{4}-\d{4}$/),
      net: { amount: "689.70", currency: "EUR" },
      tax: { amount: "137.94" },
      total: { amount: "827.64" },
      state: "draft",
    });
    expect(taxes).toMatchObject([{ key: "standard", rate: "20", tax: "137.94" }]);
    expect(margin).toMatchObject({ amount: "140", complete: false });
    expect(discount_given).toBe(10);
  });

  it("is seen without what products cost by who may not read that", async () => {
    const id = await quoteWith([{ product: desk, quantity: "1" }]);
    const blind = await office.colleague("Blind", {
      objects: { product: { ...everything, fields: { cost: "hidden" } } },
    });
    const content = await office.ask(blind, readQuoteLines, { params: { id } });
    expect(content.margin).toBeNull();
    expect(JSON.stringify(content)).not.toContain('"200"');
  });

  it("is refused what makes no sense, line by line, and keeps what it has", async () => {
    const id = await quoteWith([{ product: desk, quantity: "1" }]);
    const put = (line: Line, more: Record<string, unknown> = {}) =>
      office.ask(ana, changeQuoteLines, { params: { id }, body: { lines: [line], ...more } as never });
    const wrong = [
      [{ product: desk, quantity: "0" }, "quantity_invalid"],
      [{ product: desk, quantity: "-1" }, "quantity_invalid"],
      [{ product: desk, quantity: "1000000000" }, "quantity_invalid"],
      [{ product: desk, quantity: "1", discount: 101 }, "discount_invalid"],
      [{ quantity: "1", price: "5" }, "field_required"],
      [{ product: acme, quantity: "1" }, "link_not_found"],
    ] as const;
    for (const [line, code] of wrong) await expect(put(line)).rejects.toMatchObject({ code });
    await expect(put({ product: desk, quantity: "1" }, { currency: "JPY" })).rejects.toMatchObject({
      code: "currency_rate_missing",
    });
    const gone = await office.as(ana, (work) => create(work, "product", { name: "Gone", active: false }));
    await expect(put({ product: gone.id, quantity: "1" })).rejects.toMatchObject({
      code: "product_withdrawn",
    });
    expect(await quoteOf(id)).toMatchObject({ total: { amount: "360.00" } });
  });

  it("is changed by one of two who looked at the same version", async () => {
    const id = await quoteWith([{ product: desk, quantity: "1" }]);
    const { version } = await quoteOf(id);
    const put = (quantity: string) =>
      office.ask(ana, changeQuoteLines, {
        params: { id },
        body: { version, lines: [{ product: desk, quantity }] } as never,
      });
    const both = await Promise.allSettled([put("2"), put("3")]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "version_conflict" },
    });
  });

  it("comes to the same, whatever the edits were that led to it", async () => {
    const id = await quoteWith([]);
    const wish = fc.record({
      description: fc.constant("Work"),
      quantity: fc.integer({ min: 1, max: 500 }).map((n) => (n / 100).toFixed(2)),
      price: fc.integer({ min: 0, max: 99_999 }).map((n) => (n / 100).toFixed(2)),
      discount: fc.integer({ min: 0, max: 100 }),
      optional: fc.boolean(),
      chosen: fc.boolean(),
    });
    const put = async (lines: readonly object[]) =>
      (await office.ask(ana, changeQuoteLines, { params: { id }, body: { lines } as never })).document;
    await fc.assert(
      fc.asyncProperty(
        fc.array(wish, { maxLength: 5 }),
        fc.array(wish, { maxLength: 5 }),
        async (some, goal) => {
          const straight = await put(goal);
          await put(some);
          const { lines } = await office.ask(ana, readQuoteLines, { params: { id } });
          await put([
            ...goal,
            ...lines.slice(0, 1).map((line) => ({ id: line.id, ...some[0], quantity: "7" })),
          ]);
          const around = await put(goal);
          expect(around).toMatchObject({
            net: straight["net"],
            tax: straight["tax"],
            total: straight["total"],
          });
        },
      ),
      { numRuns: 8 },
    );
  });

  it("follows its customer and its discount, but does not change its currency under its lines", async () => {
    const id = await quoteWith([{ product: desk, quantity: "1" }]);
    const abroad = await partyOf(office, ana, "company", { name: "Bravo", address: { country: "US" } });
    const patch = (values: object) => office.as(ana, (work) => update(work, "quote", id, { ...values }));
    expect(await patch({ discount: 50 })).toMatchObject({
      net: { amount: "150.00" },
      total: { amount: "180.00" },
    });
    expect(await patch({ customer: abroad })).toMatchObject({
      tax: { amount: "0.00" },
      total: { amount: "150.00" },
    });
    await expect(patch({ currency: "USD" })).rejects.toMatchObject({ code: "document_has_lines" });
    await expect(patch({ discount: 101 })).rejects.toMatchObject({ code: "field_invalid" });
  });
});

describe("a quote that goes out", () => {
  it("is settled from then on", async () => {
    const id = await sentWith([{ product: desk, quantity: "1" }]);
    const put = office.ask(ana, changeQuoteLines, { params: { id }, body: { lines: [] } });
    await expect(put).rejects.toMatchObject({ code: "document_state_wrong" });
    await expect(
      office.as(ana, (work) => update(work, "quote", id, { terms: "Other" })),
    ).rejects.toMatchObject({
      code: "field_read_only",
    });
    const empty = await quoteWith([]);
    await expect(office.ask(ana, sendQuote, { params: { id: empty } })).rejects.toMatchObject({
      code: "document_empty",
    });
  });

  it("needs an approval for more discount than its seller may give, also where the price hides it", async () => {
    const seller = await sellerWithin(office, 10);
    const id = await quoteWith([{ product: desk, quantity: "1", price: "240" }]);
    await expect(office.ask(seller, sendQuote, { params: { id } })).rejects.toMatchObject({
      code: "approval_needed",
      details: { params: { discount: 20, limit: 10 } },
    });
    await office.ask(seller, askForApproval, { params: { id }, body: { reason: "A large customer" } });
    const decide = (actor: Actor, decision: "approved" | "rejected") =>
      office.ask(actor, decideOnApproval, { params: { id }, body: { decision } });
    await expect(decide(seller, "approved")).rejects.toMatchObject({ code: "approval_needed" });
    expect(await decide(ana, "rejected")).toMatchObject({ state: "draft" });
    await office.ask(seller, askForApproval, { params: { id }, body: {} });
    const stale = office.ask(ana, decideOnApproval, {
      params: { id },
      body: { decision: "approved", version: 1 },
    });
    await expect(stale).rejects.toMatchObject({ code: "version_conflict" });
    expect(await decide(ana, "approved")).toMatchObject({ state: "approved" });
    expect(await office.ask(seller, sendQuote, { params: { id } })).toMatchObject({ state: "sent" });
    const said = await office.rows(
      `select state, discount::int, discount_limit::int from quote_approvals where quote_id = '${id}' order by id`,
    );
    expect(said).toEqual([
      { state: "rejected", discount: 20, discount_limit: 10 },
      { state: "approved", discount: 20, discount_limit: 10 },
    ]);

    await office.rows(`with chiefs as (insert into roles (name, grants)
        values ('Chiefs', '{"objects":{},"permissions":["quotes:approve"]}') returning id)
      insert into user_roles (user_id, role_id) select '${ana.userId}', id from chiefs`);
    const actors = new Map([ana, seller].map((one) => [one.userId, one]));
    const runtime = { ...office.runtime, actorOf: async (user: string) => actors.get(user) ?? null };
    const events = await office.rows<StoredEvent & { actor: string }>(
      `select sequence::text, name, object, records, actor_id as actor from events where records[1] = '${id}' order by sequence`,
    );
    for (const { actor, ...event } of events)
      if (approvals.events.includes(event.name)) await approvals.hear(runtime, { ...event, actorId: actor });
    const told = await office.rows<{ to: string; kind: string }>(
      `select case user_id when '${ana.userId}' then 'ana' else 'seller' end as to, kind from notifications
       where record_id = '${id}' and kind ~ 'approv|reject' order by id`,
    );
    expect(told).toEqual([
      { to: "ana", kind: "approval_asked" },
      { to: "seller", kind: "quote_rejected" },
      { to: "ana", kind: "approval_asked" },
      { to: "seller", kind: "quote_approved" },
    ]);
  });

  it("in a currency without a rate is not sent by who may not give any discount, for nobody knows how much it gives", async () => {
    const seller = await sellerWithin(office, 15);
    const id = await quoteWith([{ product: desk, quantity: "1", price: "0.01" }], { currency: "XAF" });
    const send = () => office.ask(seller, sendQuote, { params: { id } });
    await expect(send()).rejects.toMatchObject({ code: "currency_rate_missing" });
    await office.as(ana, (work) =>
      create(work, "currency_rate", { currency: "XAF", day: "2020-01-01", rate: "0.0015" }),
    );
    await expect(send()).rejects.toMatchObject({
      code: "approval_needed",
      details: { params: { limit: 15 } },
    });
    expect(await office.ask(ana, sendQuote, { params: { id } })).toMatchObject({ state: "sent" });
  });

  it("becomes an order with what the customer took, and wins the deal", async () => {
    const deal = await office.as(ana, (work) => create(work, "deal", { name: "Furniture", company: acme }));
    const id = await sentWith(
      [
        { product: desk, quantity: "2", discount: 10 },
        { product: lamp, quantity: "1", optional: true },
        { description: "Assembly", price: "80", quantity: "1", optional: true, chosen: true },
      ],
      { deal: deal.id },
    );
    const option = await office.rows<{ id: string }>(
      `select id from quote_lines where quote_id = '${id}' and description = 'Lamp'`,
    );
    const dealOf = () => office.as(ana, (work) => get(work, "deal", deal.id));
    expect(await dealOf()).toMatchObject({ amount: { amount: "620.00", currency: "EUR" } });
    const { quote, order } = await office.ask(ana, acceptQuote, {
      params: { id },
      body: { options: option.map((line) => line.id), by: "Elena Petrova" },
    });
    expect(quote).toMatchObject({
      state: "accepted",
      net: { amount: "589.90" },
      decided_by: "Elena Petrova",
    });
    expect(order).toMatchObject({
      state: "confirmed",
      origin: "quote",
      total: quote["total"],
      quote: { id },
      delivery_address: { city: "Sofia" },
    });
    const lines = await office.as(ana, (work) =>
      list(work, "order_line", { filter: { field: "order", op: "is", value: order.id }, sort: "position" }),
    );
    expect(lines.data.map((line) => line["description"])).toEqual(["Desk", "Lamp"]);
    expect(await dealOf()).toMatchObject({ stage: { title: "Won" }, amount: { amount: "589.90" } });
    const told = await office.rows<{ subject: string }>(
      `select subject from interactions where deal_id = '${deal.id}' order by at, id`,
    );
    expect(told.map(({ subject }) => subject.replace(/Q-\S+/, "Q"))).toEqual([
      "Quote Q sent, €744.00",
      "Quote Q accepted, €707.88",
    ]);
  });

  it("is carried out though contact, deal and product were put into the recycle bin meanwhile", async () => {
    const contact = await partyOf(office, ana, "person", { name: { given: "Gone", family: "Away" } });
    const deal = await office.as(ana, (work) => create(work, "deal", { name: "Away", company: acme }));
    const [sofa = ""] = await office.as(ana, (work) =>
      createMany(work, "product", [{ name: "Sofa", price: { amount: "10", currency: "EUR" } }]),
    );
    const values = { deal: deal.id, contact };
    const [taken, refused, renewed] = [
      await sentWith([{ product: sofa, quantity: "1" }], values),
      await sentWith([{ product: sofa, quantity: "1" }], values),
      await sentWith([{ product: sofa, quantity: "1" }], values),
    ];
    for (const [object, id] of [
      ["person", contact],
      ["deal", deal.id],
      ["product", sofa],
    ] as const)
      await office.as(ana, (work) => archive(work, object, [id]));
    const { order } = await office.ask(ana, acceptQuote, { params: { id: taken }, body: {} });
    expect(order).toMatchObject({ state: "confirmed", total: { amount: "12.00" } });
    await office.ask(ana, deliverOrder, { params: { id: order.id }, body: {} });
    await office.ask(ana, declineQuote, { params: { id: refused }, body: { reason: "price" } });
    expect(await office.ask(ana, newQuoteVersion, { params: { id: renewed } })).toMatchObject({
      revision: 2,
    });
  });

  it("asks for what the deal's closing asks, and keeps all as it was until that is said", async () => {
    const deal = await office.as(ana, (work) => create(work, "deal", { name: "Asked", company: acme }));
    const rules = await office.ask(ana, readClosingRules);
    const won = { ...rules.won, reason: true };
    await office.ask(ana, changeClosingRules, { body: { ...rules, won } });
    const other = await office.as(ana, (work) => create(work, "deal", { name: "Unasked", company: acme }));
    const first = await sentWith([{ product: desk, quantity: "1" }], { deal: deal.id });
    const second = await sentWith([{ product: desk, quantity: "1" }], { deal: other.id });
    const accept = (actor: Actor, id: string, winning?: object) =>
      office.ask(actor, acceptQuote, { params: { id }, body: { ...(winning && { winning }) } });
    await expect(accept(ana, first)).rejects.toMatchObject({
      code: "deal_incomplete",
      details: { extra: { missing: { fields: ["won_reason"] } } },
    });
    expect(await quoteOf(first)).toMatchObject({ state: "sent" });
    await accept(ana, first, { won_reason: "price" });
    expect(await office.as(ana, (work) => get(work, "deal", deal.id))).toMatchObject({
      stage: { title: "Won" },
      won_reason: "price",
    });
    const clerk = await office.colleague("Clerk", { permissions: ["quotes:close"] });
    await accept(clerk, second);
    expect(
      await office.rows(`select 1 from deals where name = 'Unasked' and closed_on is not null`),
    ).toHaveLength(1);
    await office.ask(ana, changeClosingRules, { body: rules });
  });

  it("is accepted once, by one of two at once, and the other is told why", async () => {
    const id = await sentWith([{ product: desk, quantity: "1" }]);
    const both = await Promise.allSettled([
      office.ask(ana, acceptQuote, { params: { id }, body: {} }),
      office.ask(ana, acceptQuote, { params: { id }, body: {} }),
      office.ask(ana, declineQuote, { params: { id }, body: { reason: "price" } }),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of both)
      if (one.status === "rejected") expect(one.reason.code).toMatch(/^(already_done|document_state_wrong)$/);
    const { state } = await quoteOf(id);
    expect(await office.rows(`select 1 from orders where quote_id = '${id}'`)).toHaveLength(
      state === "accepted" ? 1 : 0,
    );
  });

  it("leaves nothing behind where its acceptance breaks in its midst", async () => {
    const id = await sentWith([{ product: desk, quantity: "1" }]);
    await office.rows(`create function broken() returns trigger language plpgsql as
      $$ begin if new.subject like '%accepted%' then raise exception 'broken'; end if; return new; end $$`);
    await office.rows(
      "create trigger broken before insert on interactions for each row execute function broken()",
    );
    await expect(office.ask(ana, acceptQuote, { params: { id }, body: {} })).rejects.toThrow();
    expect(await quoteOf(id)).toMatchObject({ state: "sent" });
    expect(await office.rows(`select 1 from orders where quote_id = '${id}'`)).toEqual([]);
    await office.rows("drop trigger broken on interactions");
    const { order } = await office.ask(ana, acceptQuote, { params: { id }, body: {} });
    expect(order).toMatchObject({ state: "confirmed" });
  });

  it("gets a new version in its place, which alone can be accepted", async () => {
    const id = await sentWith([{ product: desk, quantity: "1", price: "280" }]);
    const { number } = await quoteOf(id);
    const next = await office.ask(ana, newQuoteVersion, { params: { id } });
    expect(next).toMatchObject({
      number: `${String(number)}/2`,
      revision: 2,
      replaces: { id },
      state: "draft",
      net: { amount: "280.00" },
    });
    await expect(office.ask(ana, newQuoteVersion, { params: { id } })).rejects.toMatchObject({
      code: "already_done",
    });
    await expect(office.ask(ana, acceptQuote, { params: { id }, body: {} })).rejects.toMatchObject({
      code: "document_state_wrong",
      details: { params: { state: "replaced" } },
    });
    const copy = await office.ask(ana, copyQuote, { params: { id: next.id }, body: {} });
    expect(copy).toMatchObject({ revision: 1, state: "draft", net: { amount: "280.00" } });
    await office.ask(ana, sendQuote, { params: { id: next.id } });
    expect(await office.ask(ana, withdrawQuote, { params: { id: next.id } })).toMatchObject({
      state: "withdrawn",
    });
  });

  it("is to be followed up while its customer waits, has just looked, or has little time left, by whom it is theirs", async () => {
    const ben = await office.colleague("Ben", {
      objects: { quote: { ...everything, read: "own" } },
    });
    const line = [{ product: desk, quantity: "1" }];
    const theirs = () => sentWith(line, { owner: ben.userId });
    const [quiet, late, looked, asked, answered] = [
      await theirs(),
      await theirs(),
      await theirs(),
      await theirs(),
      await theirs(),
    ];
    await office.rows(`update quotes set valid_until = current_date + 5 where id = '${late}'`);
    await office.rows(
      `insert into quote_visits (quote_id, address, last_at) values ('${looked}', '::1', now()), ('${quiet}', '::1', now() - interval '9 days')`,
    );
    await office.rows(`insert into quote_comments (quote_id, user_id, name, body, created_at) values
      ('${asked}', null, 'Elena', 'In blue?', now()), ('${answered}', null, 'Elena', 'Soon?', now()),
      ('${answered}', '${ben.userId}', 'Ben', 'Yes', now() + interval '1 second')`);
    const { data, count } = await office.ask(ben, readQuotesToFollow);
    expect([count, data.map(({ quote, reason, words }) => [quote.id, reason, words])]).toEqual([
      3,
      [
        [asked, "commented", "In blue?"],
        [looked, "opened", null],
        [late, "expiring", null],
      ],
    ]);
    expect((await office.ask(ben, readQuotesToFollow, { query: { whose: "all" } })).count).toBe(3);
    expect((await office.ask(ana, readQuotesToFollow)).count).toBe(0);
  });

  it("expires by itself once its last day has passed, and can not be accepted from then on", async () => {
    const id = await sentWith([{ product: desk, quantity: "1" }]);
    await office.rows(`update quotes set valid_until = current_date - 2 where id = '${id}'`);
    await expect(office.ask(ana, acceptQuote, { params: { id }, body: {} })).rejects.toMatchObject({
      code: "quote_expired",
    });
    await expireQuotes(office.runtime);
    await expireQuotes(office.runtime);
    expect(await quoteOf(id)).toMatchObject({ state: "expired" });
    const events = await office.rows(
      `select 1 from events where name = 'trade.quote_expired' and '${id}' = any(records)`,
    );
    expect(events).toHaveLength(1);
  });
});

it("a quote is begun with the products of a deal", async () => {
  const deal = await office.as(ana, async (work) => {
    const made = await create(work, "deal", { name: "Office", company: acme });
    await createMany(work, "deal_product", [
      { deal: made.id, product: desk, quantity: "3", discount: 5 },
      { deal: made.id, product: lamp, quantity: "1", price: { amount: "40", currency: "EUR" } },
    ]);
    return made;
  });
  const quote = await office.ask(ana, quoteFromDeal, { params: { id: deal.id } });
  expect(quote).toMatchObject({ subject: "Office", deal: { id: deal.id }, net: { amount: "895.00" } });
  expect(idOf(quote["customer"])).toBe(acme);
  const stranger = await office.colleague("Stranger", { objects: { deal: { ...everything, read: "own" } } });
  await expect(office.ask(stranger, quoteFromDeal, { params: { id: deal.id } })).rejects.toMatchObject({
    code: "not_found",
  });
});
