import { sql } from "kysely";
import { beforeAll, expect, it } from "vitest";
import { type Actor, create, createMany, update } from "#records";
import { fullGrant, noGrant } from "#records/contract";
import { type Office, openOffice } from "../../../../test/office.ts";
import { readPrices } from "../contract/index.ts";
import { rateOf } from "../currencies/rate-of.ts";
import { type AskedPrices, pricesFor } from "./prices-for.ts";

let office: Office;
let ana: Actor;
const ids: Record<string, string> = {};

const price = (amount: string, currency = "EUR") => ({ amount, currency });
const make = async (name: string, object: string, values: Record<string, unknown>) => {
  ids[name] = (await office.as(ana, (work) => create(work, object, { name, ...values }))).id;
  return ids[name];
};

beforeAll(async () => {
  office = await openOffice();
  ana = await office.colleague("Ana");
  await make("Furniture", "product_category", {});
  await make("Chairs", "product_category", { parent: ids["Furniture"] });
  await make("Poise", "product", { price: price("310"), category: ids["Chairs"] });
  await make("Poise, blue", "product", { variant_of: ids["Poise"] });
  await make("Rise", "product", { price: price("620.50"), category: ids["Furniture"] });
  await make("Nothing", "product", {});
  await make("Partner", "company", { roles: ["partner"], address: { country: "BG" } });
  await make("Somebody", "company", {});
  await make("For partners", "price_list", { currency: "EUR", buyers: "roles has partner", priority: 5 });
  await office.as(ana, (work) =>
    createMany(work, "price_item", [
      { price_list: ids["For partners"], percent: "5" },
      { price_list: ids["For partners"], category: ids["Furniture"], percent: "10" },
      { price_list: ids["For partners"], product: ids["Poise"], price: price("280") },
      {
        price_list: ids["For partners"],
        product: ids["Poise"],
        from_quantity: "10",
        price: price("250.125"),
      },
    ]),
  );
});

const ask = (lines: [string, string][], asked: Partial<AskedPrices> = {}) =>
  office.as(ana, (work) =>
    pricesFor(work, {
      buyer: null,
      currency: "EUR",
      on: "2026-11-26",
      ...asked,
      lines: lines.map(([name, quantity]) => ({ product: ids[name] ?? name, quantity })),
    }),
  );

it("who is in no list pays the usual price; a variant that of its product", async () => {
  expect(
    await ask(
      [
        ["Poise", "1"],
        ["Poise, blue", "1"],
        ["Nothing", "1"],
      ],
      { buyer: ids["Somebody"] ?? "" },
    ),
  ).toMatchObject([
    { price: "310", listPrice: "310", reason: "usual", priceList: null, taxIncluded: false },
    { price: "310", reason: "usual" },
    { price: null, listPrice: null, reason: "none" },
  ]);
});

it("a list for a segment gives its prices from a quantity on, for products, their categories and all, and says so", async () => {
  const prices = await ask(
    [
      ["Poise", "9"],
      ["Poise", "10"],
      ["Poise, blue", "12"],
      ["Rise", "1"],
      ["Nothing", "1"],
    ],
    { buyer: ids["Partner"] ?? "" },
  );
  expect(prices).toMatchObject([
    { price: "280", fromQuantity: null, reason: "list", priceList: { title: "For partners" } },
    { price: "250.125", fromQuantity: "10", listPrice: "310" },
    { price: "250.125" },
    { price: "558.45", listPrice: "620.5", reason: "list_percent" },
    { price: null, reason: "list_percent" },
  ]);
});

it("lists hold for their currency, channel, customer and days; the highest priority comes first", async () => {
  const only = async (name: string, values: Record<string, unknown>, amount: string, currency = "EUR") => {
    const list = await make(name, "price_list", { currency, priority: 9, ...values });
    await office.as(ana, (work) =>
      create(work, "price_item", { price_list: list, product: ids["Rise"], price: price(amount, currency) }),
    );
  };
  await only("Shop", { channel: "shop" }, "600");
  await only("Somebody’s own", { customer: ids["Somebody"] }, "500");
  await only("December", { valid_from: "2026-12-01", valid_until: "2026-12-31", priority: 10 }, "400");
  await only("Off", { active: false, priority: 20 }, "1");
  await only("Dollars", { currency: "USD" }, "700", "USD");
  const rise = async (asked: Partial<AskedPrices>) => (await ask([["Rise", "1"]], asked))[0]?.price;
  expect(await rise({})).toBe("620.5");
  expect(await rise({ channel: "shop" })).toBe("600");
  expect(await rise({ buyer: ids["Somebody"] ?? "", channel: "shop" })).toBe("500");
  expect(await rise({ on: "2026-12-31", channel: "shop" })).toBe("400");
  expect(await rise({ on: "2027-01-01" })).toBe("620.5");
  expect(await rise({ currency: "USD" })).toBe("700");
});

it("usual prices are told in another currency by its latest rate; without one the answer says what to do", async () => {
  await expect(ask([["Poise", "1"]], { currency: "JPY" })).rejects.toMatchObject({
    code: "currency_rate_missing",
    details: { params: { currency: "JPY", day: "2026-11-26" } },
  });
  await office.as(ana, (work) =>
    createMany(work, "currency_rate", [
      { currency: "jpy", day: "2026-11-20", rate: "0.0056" },
      { currency: "JPY", day: "2026-11-27", rate: "1" },
    ]),
  );
  expect(await ask([["Poise", "1"]], { currency: "JPY" })).toMatchObject([
    { price: "55357", reason: "usual_converted" },
  ]);
  expect(await office.as(ana, (work) => rateOf(work, "JPY", "2026-11-26"))).toBe("0.0056");
  expect(await office.as(ana, (work) => rateOf(work, "EUR", "2026-11-26"))).toBe("1");
});

it("a product that is not there has no price, nor has one that one may not see", async () => {
  await expect(ask([["019a0000-0000-7000-8000-000000000009", "1"]])).rejects.toMatchObject({
    code: "link_not_found",
  });
  const stranger = await office.colleague("Stranger", { objects: { product: noGrant } });
  const body = { lines: [{ product: ids["Poise"] ?? "", quantity: "1" }] };
  await expect(office.ask(stranger, readPrices, { body })).rejects.toMatchObject({ code: "link_not_found" });
  const seller = await office.colleague("Seller", { objects: { price_list: noGrant } });
  const partner = { buyer: ids["Partner"], on: "2026-11-26", ...body };
  expect(await office.ask(seller, readPrices, { body: partner })).toMatchObject({
    data: [{ price: "280", priceList: null }],
  });
  const blind = await office.colleague("Blind", { objects: { party: noGrant, company: noGrant } });
  await expect(office.ask(blind, readPrices, { body: partner })).rejects.toMatchObject({ code: "not_found" });
});

it("a segment counts what the buyer is, also where who asks may not see it", async () => {
  const hidden = { ...fullGrant, fields: { roles: "hidden" } } as const;
  const seller = await office.colleague("Half blind", { objects: { company: hidden, party: hidden } });
  const body = {
    buyer: ids["Partner"],
    on: "2026-11-26",
    lines: [{ product: ids["Poise"] ?? "", quantity: "1" }],
  };
  expect(await office.ask(seller, readPrices, { body })).toMatchObject({ data: [{ price: "280" }] });
});

it("a line of a list is a price or a percentage, of its currency; buyers are a filter that can be read", async () => {
  const list = ids["For partners"];
  const item = (values: Record<string, unknown>) =>
    office.as(ana, (work) => create(work, "price_item", { price_list: list, ...values }));
  const wrong: readonly [Record<string, unknown>, string][] = [
    [{}, "price_item_unclear"],
    [{ price: price("1") }, "price_item_unclear"],
    [{ product: ids["Rise"], price: price("1"), percent: "5" }, "price_item_unclear"],
    [{ product: ids["Rise"], category: ids["Chairs"], percent: "5" }, "price_item_unclear"],
    [{ product: ids["Rise"], price: price("1", "USD") }, "price_currency_differs"],
    [{ product: ids["Rise"], percent: "101" }, "discount_invalid"],
    [{ product: ids["Rise"], percent: "5", from_quantity: "1000000000" }, "quantity_invalid"],
  ];
  for (const [values, code] of wrong) await expect(item(values)).rejects.toMatchObject({ code });
  const listed = (values: Record<string, unknown>) =>
    office.as(ana, (work) => update(work, "price_list", list ?? "", values));
  await expect(listed({ buyers: "roles has" })).rejects.toMatchObject({ code: "filter_unreadable" });
  await expect(listed({ buyers: "height > 5" })).rejects.toMatchObject({ code: "field_unknown" });
  await expect(listed({ currency: "euro" })).rejects.toMatchObject({ code: "currency_unknown" });
  const priceFor = async (buyers: string, buyer: string | undefined) => {
    await listed({ buyers });
    return (await ask([["Poise", "1"]], { buyer: buyer ?? "" }))[0]?.price;
  };
  expect(await priceFor("industry is retail or roles has partner", ids["Partner"])).toBe("280");
  expect(await priceFor("kind is company and roles has partner", ids["Partner"])).toBe("280");
  expect(await priceFor("kind is person and roles has partner", ids["Partner"])).toBe("310");
  expect(await priceFor("kind is company", ids["Somebody"])).toBe("280");
  // What only companies have is asked of them alone.
  expect(await priceFor("kind is company and industry is empty", ids["Somebody"])).toBe("280");
  await expect(listed({ buyers: "kind is person and industry is retail" })).rejects.toMatchObject({
    code: "field_unknown",
  });
});

it("prices 200 lines among the 2,000 of a list, each by its own", async () => {
  await office.runtime.runAsSystem(async ({ db }) => {
    await sql`insert into products (name, price, price_currency, category_id)
      select 'Part ' || n, n, 'EUR', ${ids["Chairs"]}::uuid from generate_series(1, 2000) n`.execute(db);
    await sql`insert into price_items (price_list_id, product_id, price, price_currency)
      select ${ids["For partners"]}::uuid, id, price - 0.5, 'EUR' from products where name like 'Part %'`.execute(
      db,
    );
  });
  const parts = await office.rows<{ id: string }>(
    "select id from products where name like 'Part %' order by price limit 200",
  );
  const prices = await ask(
    parts.map(({ id }) => [id, "2"]),
    { buyer: ids["Partner"] ?? "" },
  );
  expect(prices.map(({ price: one }) => one)).toEqual(parts.map((_, index) => `${index + 0.5}`));
});
