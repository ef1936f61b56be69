import { beforeAll, expect, it } from "vitest";
import { type Actor, archive, createMany, get, update } from "#records";
import { deliverOrder } from "#trade/contract";
import { type Office, openOffice, partyOf } from "../../../test/office.ts";
import { sweepCarts } from "./carts/sweeping.ts";
import * as contract from "./contract/index.ts";

const price = (amount: string) => ({ amount, currency: "EUR" });
let office: Office;
let shop: Actor;
let acme: string;
let chair: string;
let gone: string;
let free: string;
let dearer: string;

beforeAll(async () => {
  office = await openOffice();
  shop = await office.colleague("Shop", { permissions: ["shop:sell"] });
  acme = await partyOf(office, shop, "company", { name: "Acme" });
  [chair = "", gone = "", free = ""] = await office.as(shop, (work) =>
    createMany(work, "product", [
      { name: "Chair", code: "C-1", price: price("99.99"), unit: "piece", stocked: true },
      { name: "Gone", price: price("5"), active: false },
      { name: "Without price" },
    ]),
  );
  const [list] = await office.as(shop, (work) =>
    createMany(work, "price_list", [
      { name: "Acme’s", currency: "EUR", channel: "shop", customer: acme, tax_in_prices: "on_top" },
    ]),
  );
  [dearer = ""] = await office.as(shop, (work) =>
    createMany(work, "price_item", [
      { price_list: list, product: chair, price: price("80") },
      { price_list: list, product: chair, price: price("70"), from_quantity: "10" },
    ]),
  );
  const [main] = await office.as(shop, (work) =>
    createMany(work, "warehouse", [{ name: "Main", main: true }]),
  );
  await office.rows(
    `insert into stock_levels (product_id, warehouse_id, quantity) values ('${chair}', '${main}', 1000)`,
  );
});

type Line = { product: string; quantity: string };
type Order = Parameters<typeof order>[1];

const chairs = (quantity: string): Line[] => [{ product: chair, quantity }];
const begin = (lines: Line[], more: { buyer?: string; currency?: string } = {}, by = shop) =>
  office.ask(by, contract.beginCart, { body: { lines, ...more } });
const read = (id: string, by = shop) => office.ask(by, contract.readCart, { params: { id } });
function order(id: string, body: NonNullable<Parameters<typeof contract.placeCartOrder.body.parse>[0]> = {}) {
  return office.ask(shop, contract.placeCartOrder, { params: { id }, body: body as object });
}
const byMail = (email: string, name = "Ana Petrova"): Order => ({ buyer: { email, name, kind: "person" } });

it("shows what is on sale, with the price for this buyer and what is there", async () => {
  const all = await office.ask(shop, contract.readShopProducts, { query: {} });
  expect(all.data.map(({ name }) => name)).toEqual(["Chair", "Without price"]);
  expect(all.data[0]).toMatchObject({ price: "99.99", currency: "EUR", unit: "piece", available: "1000" });
  expect(all.data[1]).toMatchObject({ price: null, available: null });
  const page = await office.ask(shop, contract.readShopProducts, { query: { limit: 1, buyer: acme } });
  expect(page.data[0]).toMatchObject({ price: "80", listPrice: "99.99" });
  const next = await office.ask(shop, contract.readShopProducts, {
    query: { limit: 1, cursor: page.next ?? "" },
  });
  expect(next).toMatchObject({ data: [{ name: "Without price" }], next: null });
  const found = await office.ask(shop, contract.readShopProducts, { query: { search: "chair" } });
  expect(found.data.map(({ id }) => id)).toEqual([chair]);
  const body = { buyer: acme, lines: [...chairs("9"), ...chairs("10")] };
  const prices = await office.ask(shop, contract.readShopPrices, { body });
  expect(prices.data.map(({ price }) => price)).toEqual(["80", "70"]);
});

it("reckons a cart anew each time it is read, and says what became wrong with a line", async () => {
  const cart = await begin(chairs("2"));
  expect(cart).toMatchObject({ net: "199.98", tax: "40.00", total: "239.98", buyer: null });
  const body = { buyer: acme, lines: chairs("10") };
  const changed = await office.ask(shop, contract.changeCart, { params: { id: cart.id }, body });
  expect(changed).toMatchObject({ net: "700.00", total: "840.00", taxes: [{ rate: "20", tax: "140.00" }] });
  await office.as(shop, (work) => update(work, "product", chair, { active: false }));
  expect(await read(cart.id)).toMatchObject({
    total: "0.00",
    lines: [{ name: "Chair", total: null, problem: { code: "product_withdrawn" } }],
  });
  await expect(order(cart.id)).rejects.toMatchObject({
    code: "product_withdrawn",
    details: { field: "lines.0.product" },
  });
  await office.as(shop, (work) => update(work, "product", chair, { active: true }));
  expect(await read(cart.id)).toMatchObject({ total: "840.00" });
});

it("tells bad input by its line and keeps nothing of it", async () => {
  const count = () => office.rows("select id from shop_carts");
  const before = await count();
  const nobody = "0198b1d2-3c4d-7e8f-9a0b-1c2d3e4f5a6b";
  const wrong: [Line[], object, string][] = [
    [chairs("-1"), {}, "quantity_invalid"],
    [chairs("0"), {}, "quantity_invalid"],
    [chairs("1000000000"), {}, "quantity_invalid"],
    [chairs("1.5"), {}, "quantity_too_fine"],
    [[{ product: gone, quantity: "1" }], {}, "product_withdrawn"],
    [[{ product: free, quantity: "1" }], {}, "product_without_price"],
    [[{ product: nobody, quantity: "1" }], {}, "link_not_found"],
    [chairs("1"), { currency: "CHF" }, "currency_rate_missing"],
    [chairs("1"), { buyer: nobody }, "link_not_found"],
  ];
  const inCartsAlone = ["product_without_price", "quantity_too_fine"];
  for (const [lines, more, code] of wrong) {
    await expect(begin(lines, more)).rejects.toMatchObject({ code });
    if (inCartsAlone.includes(code) || "buyer" in more) continue;
    const prices = office.ask(shop, contract.readShopPrices, { body: { lines, ...more } });
    await expect(prices).rejects.toMatchObject({ code });
  }
  expect(await count()).toEqual(before);
  await expect(order((await begin([], { buyer: acme })).id)).rejects.toMatchObject({
    code: "document_empty",
  });
  await expect(order((await begin(chairs("1"))).id)).rejects.toMatchObject({ code: "field_required" });
});

it("twenty at once place one order of a cart, and all are answered it", async () => {
  const cart = await begin(chairs("3"), { buyer: acme });
  const placing = {
    reference: "WEB-17",
    comment: "Ring twice",
    deliveryAddress: { city: "Sofia", country: "BG" },
  };
  const placed = await Promise.all(Array.from({ length: 20 }, () => order(cart.id, placing)));
  const [first] = placed;
  expect(new Set(placed.map(({ id }) => id)).size).toBe(1);
  expect(first).toMatchObject({ state: "confirmed", total: "288.00", reference: "WEB-17", buyer: acme });
  expect(await office.rows("select id from orders where reference = 'WEB-17'")).toHaveLength(1);
  expect(await office.rows("select id from notes where body like '%: Ring twice'")).toHaveLength(1);
  const id = first?.id ?? "";
  expect(await office.as(shop, (work) => get(work, "order", id))).toMatchObject({
    origin: "shop",
    delivery_address: { city: "Sofia", country: "BG" },
  });
  expect(await read(cart.id)).toMatchObject({ order: id });
  const change = office.ask(shop, contract.changeCart, { params: { id: cart.id }, body: { lines: [] } });
  await expect(change).rejects.toMatchObject({ code: "already_done" });
});

it("orders at the total that the buyer saw, and nothing at another", async () => {
  const cart = await begin(chairs("2"), { buyer: acme });
  expect(cart.total).toBe("192.00");
  await office.as(shop, (work) => update(work, "price_item", dearer, { price: price("81") }));
  const count = () => office.rows("select id from orders");
  const before = await count();
  await expect(order(cart.id, { expectedTotal: "192.00" })).rejects.toMatchObject({
    code: "price_changed",
    details: { field: "expectedTotal", params: { total: "194.40", currency: "EUR" } },
  });
  expect(await count()).toEqual(before);
  expect(await read(cart.id)).toMatchObject({ order: null, total: "194.40" });
  expect(await order(cart.id, { expectedTotal: "194.4" })).toMatchObject({ total: "194.40" });
  await office.as(shop, (work) => update(work, "price_item", dearer, { price: price("80") }));
});

it("shows what stands in a category and in those below it", async () => {
  const [seats] = await office.as(shop, (work) => createMany(work, "product_category", [{ name: "Seats" }]));
  const [stools, lamps] = await office.as(shop, (work) =>
    createMany(work, "product_category", [{ name: "Stools", parent: seats }, { name: "Lamps" }]),
  );
  await office.as(shop, (work) => update(work, "product", chair, { category: stools }));
  const names = async (category = "") =>
    (await office.ask(shop, contract.readShopProducts, { query: { category } })).data.map(({ name }) => name);
  expect(await names(seats)).toEqual(["Chair"]);
  expect(await names(stools)).toEqual(["Chair"]);
  expect(await names(lamps)).toEqual([]);
});

it("twenty carts of one new address of mail have one buyer, who is found the next time", async () => {
  const carts = await Promise.all(Array.from({ length: 20 }, () => begin(chairs("1"))));
  const mails = ["new@example.com", "NEW@Example.com"];
  const placed = await Promise.all(carts.map(({ id }, at) => order(id, byMail(mails[at % 2] ?? ""))));
  expect(new Set(placed.map(({ buyer }) => buyer)).size).toBe(1);
  expect(new Set(placed.map(({ number }) => number)).size).toBe(20);
  expect(await office.rows("select id from parties where email = 'new@example.com'")).toHaveLength(1);
  const second = await partyOf(office, shop, "company", { name: "Rila", email: "office@rila.example" });
  const again = await order((await begin(chairs("1"))).id, byMail("office@rila.example", "Somebody"));
  expect(again.buyer).toBe(second);
});

it("who gives an address of mail orders at the prices for everybody, whosever address it is", async () => {
  const email = "dealer@acme.example";
  await office.as(shop, (work) => update(work, "company", acme, { email }));
  const cart = await begin(chairs("1"));
  const placed = await order(cart.id, { ...byMail(email), expectedTotal: cart.total });
  expect(placed).toMatchObject({ buyer: acme, total: "119.99" });
  expect(await read(cart.id)).toMatchObject({ buyer: null, total: "119.99" });
  const known = await begin(chairs("1"));
  expect(await order(known.id, { buyer: { party: acme } })).toMatchObject({ total: "96.00" });
});

it("sells nothing for nothing, however little of it", async () => {
  const [grain = ""] = await office.as(shop, (work) =>
    createMany(work, "product", [{ name: "Grain", price: price("1"), unit: "kilogram" }]),
  );
  const wanted = begin(Array.from({ length: 200 }, () => ({ product: grain, quantity: "0.004" })));
  await expect(wanted).rejects.toMatchObject({
    code: "quantity_invalid",
    details: { field: "lines.0.quantity" },
  });
  expect(await begin([{ product: grain, quantity: "0.01" }])).toMatchObject({ net: "0.01" });
});

it("says how far an order is, by its id and by the shop’s reference, and nothing of other orders", async () => {
  const { id } = await order((await begin(chairs("5"), { buyer: acme })).id, { reference: "WEB-18" });
  const boss = await office.colleague("Boss");
  const [line] = await office.rows<{ id: string }>(`select id from order_lines where order_id = '${id}'`);
  const lines = [{ order_line: line?.id ?? "", quantity: "2" }];
  await office.ask(boss, deliverOrder, { params: { id }, body: { lines, tracking: "TRACK-1" } });
  expect(await office.ask(shop, contract.readShopOrder, { params: { id } })).toMatchObject({
    deliveryState: "part",
    lines: [{ product: chair, quantity: "5", delivered: "2" }],
    deliveries: [{ tracking: "TRACK-1", kind: "delivery" }],
  });
  const found = await office.ask(shop, contract.listShopOrders, { query: { reference: "web-18" } });
  expect(found.data.map((one) => one.id)).toEqual([id]);
  await office.rows(`update orders set origin = 'manual' where id = '${id}'`);
  const other = office.ask(shop, contract.readShopOrder, { params: { id } });
  await expect(other).rejects.toMatchObject({ code: "not_found" });
});

it("a cart is its maker's alone, and gone after its time or when it is dropped", async () => {
  const { id } = await begin(chairs("1"));
  const other = await office.colleague("Other shop", { permissions: ["shop:sell"] });
  await expect(read(id, other)).rejects.toMatchObject({ code: "not_found" });
  await office.rows(`update shop_carts set expires_at = now() - interval '1 minute' where id = '${id}'`);
  await expect(read(id)).rejects.toMatchObject({ code: "not_found" });
  await sweepCarts(office.runtime);
  expect(await office.rows(`select id from shop_carts where id = '${id}'`)).toEqual([]);
  const dropped = await begin(chairs("1"), { buyer: acme });
  await office.ask(shop, contract.dropCart, { params: { id: dropped.id } });
  await expect(read(dropped.id)).rejects.toMatchObject({ code: "not_found" });
});

it("a buyer put away since is asked for again, and what the key may not see is not there", async () => {
  const buyer = await partyOf(office, shop, "company", { name: "Put away" });
  const { id } = await begin(chairs("1"), { buyer });
  await office.as(shop, (work) => archive(work, "company", [buyer]));
  expect(await read(id)).toMatchObject({ buyer: null });
  await expect(order(id)).rejects.toMatchObject({ code: "field_required", details: { field: "buyer" } });
  const none = {
    read: "none",
    change: "none",
    delete: "none",
    create: false,
    export: false,
    bulk: false,
  } as const;
  const blind = await office.colleague("Blind", { objects: { product: none }, permissions: ["shop:sell"] });
  await expect(begin(chairs("1"), {}, blind)).rejects.toMatchObject({ code: "link_not_found" });
});
