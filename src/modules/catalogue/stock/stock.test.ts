import { beforeAll, expect, it } from "vitest";
import { type Actor, archive, create, createMany, get, history, update } from "#records";
import { type Office, openOffice } from "../../../../test/office.ts";
import { bookStock, makeVariants } from "../contract/index.ts";
import { isBarcode } from "../products/barcodes.ts";
import { refuseWithdrawn } from "../products/withdrawn.ts";
import { moveStock, reserveStock, type StockMove } from "./moving.ts";

let office: Office;
let ana: Actor;
const ids: Record<string, string> = {};
const make = async (name: string, object: string, values: Record<string, unknown> = {}) => {
  ids[name] = (await office.as(ana, (work) => create(work, object, { name, ...values }))).id;
  return ids[name];
};

beforeAll(async () => {
  office = await openOffice();
  ana = await office.colleague("Ana");
  await make("Desk", "product", { stocked: true, code: "DSK" });
  await make("Chair", "product", { stocked: true });
  await make("Assembly", "product", { kind: "service" });
  await make("Workplace", "product", { kind: "bundle" });
  await office.as(ana, (work) =>
    createMany(work, "bundle_part", [
      { bundle: ids["Workplace"], part: ids["Desk"] },
      { bundle: ids["Workplace"], part: ids["Chair"], quantity: "2" },
      { bundle: ids["Workplace"], part: ids["Assembly"], quantity: "1.5" },
    ]),
  );
});

const move = (...moves: (Partial<StockMove> & { product: string; quantity: string })[]) =>
  office.as(ana, (work) =>
    moveStock(
      work,
      moves.map((one) => ({ warehouse: null, kind: "receipt", ...one })),
    ),
  );
const level = async (product: string, warehouse = "Sofia") =>
  (
    await office.rows<{ quantity: string; reserved: string }>(
      `select trim_scale(quantity)::text as quantity, trim_scale(reserved)::text as reserved from stock_levels
       where product_id = '${ids[product]}' and warehouse_id = '${ids[warehouse]}'`,
    )
  )[0];

it("stock needs a warehouse; the first is the main one until another is", async () => {
  await expect(move({ product: ids["Desk"] ?? "", quantity: "1" })).rejects.toMatchObject({
    code: "warehouse_missing",
  });
  await make("Sofia", "warehouse");
  await make("Varna", "warehouse", { main: true });
  expect(await office.as(ana, (work) => get(work, "warehouse", ids["Sofia"] ?? ""))).toMatchObject({
    main: false,
  });
  await office.as(ana, (work) => update(work, "warehouse", ids["Sofia"] ?? "", { main: true }));
  expect(await office.rows("select name from warehouses where main")).toEqual([{ name: "Sofia" }]);
});

it("a bundle moves its parts, and what no stock is kept of does not move", async () => {
  await move({ product: ids["Desk"] ?? "", quantity: "10" }, { product: ids["Chair"] ?? "", quantity: "10" });
  const moved = await move(
    { product: ids["Workplace"] ?? "", quantity: "-2", kind: "delivery", reference: "D-1" },
    { product: ids["Assembly"] ?? "", quantity: "-3", kind: "delivery" },
  );
  expect(moved).toHaveLength(2);
  expect([await level("Desk"), await level("Chair")]).toMatchObject([{ quantity: "8" }, { quantity: "6" }]);
  const movement = await office.as(ana, (work) => get(work, "stock_movement", moved[1] ?? ""));
  expect(movement).toMatchObject({ quantity: "-4", balance: "6", kind: "delivery", reference: "D-1" });
  const [row] = await office.rows<{ id: string }>(
    `select id from stock_levels where product_id = '${ids["Chair"]}'`,
  );
  const told = await office.as(ana, (work) => history(work, "stock_level", row?.id ?? ""));
  expect(told[0]).toMatchObject({ source: "rule", changes: { quantity: { from: "10", to: "6" } } });
});

it("no more goes out than lies there, and nothing at all of what would", async () => {
  await expect(
    move(
      { product: ids["Chair"] ?? "", quantity: "-1", kind: "delivery" },
      { product: ids["Desk"] ?? "", quantity: "-9", kind: "delivery" },
    ),
  ).rejects.toMatchObject({
    code: "stock_short",
    details: { params: { product: "Desk", warehouse: "Sofia", available: "8" } },
  });
  expect(await level("Chair")).toMatchObject({ quantity: "6" });
});

it("many who move at once take turns: the level is the sum of what went through, and never below nothing", async () => {
  const outcomes = await Promise.allSettled(
    Array.from({ length: 12 }, (_, index) =>
      move(
        // In both orders, so that two who wait for each other would show.
        ...(index % 2 === 0 ? ["Desk", "Chair"] : ["Chair", "Desk"]).map((name) => ({
          product: ids[name] ?? "",
          quantity: "-1",
          kind: "delivery" as const,
        })),
      ),
    ),
  );
  const through = outcomes.filter(({ status }) => status === "fulfilled").length;
  expect(through).toBe(6);
  for (const one of outcomes)
    if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "stock_short" });
  expect([await level("Desk"), await level("Chair")]).toMatchObject([{ quantity: "2" }, { quantity: "0" }]);
  const sums = await office.rows(
    `select trim_scale(sum(quantity))::text as sum from stock_movements group by product_id order by 1`,
  );
  expect(sums).toEqual([{ sum: "0" }, { sum: "2" }]);
});

it("orders promise stock, deliveries keep the promise", async () => {
  await office.as(ana, (work) =>
    reserveStock(work, [{ product: ids["Desk"] ?? "", warehouse: null, quantity: "5" }]),
  );
  expect(await level("Desk")).toEqual({ quantity: "2", reserved: "5" });
  await move({ product: ids["Desk"] ?? "", quantity: "-2", kind: "delivery", released: "2" });
  expect(await level("Desk")).toEqual({ quantity: "0", reserved: "3" });
});

it("people book what came, was counted and was moved, who may; of goods that stock is kept of", async () => {
  const book = (body: Record<string, unknown>, actor = ana, product = "Desk") =>
    office.ask(actor, bookStock, {
      params: { id: ids[product] ?? "" },
      body: { warehouse: ids["Sofia"] ?? "", kind: "receipt", quantity: "1", ...body },
    });
  await book({ quantity: "7" });
  await book({ kind: "count", quantity: "6" });
  await book({ kind: "transfer", quantity: "4", to: ids["Varna"] });
  expect([await level("Desk"), await level("Desk", "Varna")]).toMatchObject([
    { quantity: "2" },
    { quantity: "4" },
  ]);
  expect(await book({ kind: "count", quantity: "2" })).toEqual({ movements: [] });
  for (const quantity of ["0", "-1", "1000000000"])
    await expect(book({ quantity })).rejects.toMatchObject({ code: "quantity_invalid" });
  await expect(book({ kind: "transfer", to: ids["Sofia"] })).rejects.toMatchObject({ code: "field_invalid" });
  await expect(book({}, ana, "Assembly")).rejects.toMatchObject({ code: "stock_not_kept" });
  const boris = await office.colleague("Boris", { permissions: [] });
  await expect(book({}, boris)).rejects.toMatchObject({ code: "not_allowed" });
  await expect(
    office.as(ana, (work) => archive(work, "warehouse", [ids["Varna"] ?? ""])),
  ).rejects.toMatchObject({
    code: "record_in_use",
  });
});

it("variants are made of each combination once, with what they take from their product", async () => {
  const attributes = [
    { name: "Colour", values: ["Black", "Oak", "Black"] },
    { name: "Size", values: ["120", "160"] },
  ];
  const generate = (actor = ana, product = "Desk") =>
    office.ask(actor, makeVariants, { params: { id: ids[product] ?? "" }, body: { attributes } });
  const [first, second] = await Promise.all([generate(), generate()]);
  expect(first.made.length + second.made.length).toBe(4);
  const made = [...first.made, ...second.made];
  const variant = await office.as(ana, (work) => get(work, "product", made[0] ?? ""));
  expect(variant).toMatchObject({
    name: "Desk, Black, 120",
    code: "DSK-BLACK-120",
    stocked: true,
    price: null,
  });
  ids["Variant"] = made[0] ?? "";
  await expect(generate(ana, "Variant")).rejects.toMatchObject({ code: "variant_unfit" });
  const values = Array.from({ length: 50 }, (_, index) => `v${index}`);
  const many = {
    attributes: [
      { name: "A", values },
      { name: "B", values },
    ],
  };
  await expect(
    office.ask(ana, makeVariants, { params: { id: ids["Chair"] ?? "" }, body: many }),
  ).rejects.toMatchObject({ code: "too_many" });
});

it("what cannot be is refused: barcodes, bundles of bundles, variants of variants, categories in a circle", async () => {
  const product = (values: Record<string, unknown>) =>
    office.as(ana, (work) => create(work, "product", { name: "Any", ...values }));
  await expect(product({ barcode: "4006381333932" })).rejects.toMatchObject({ code: "barcode_invalid" });
  expect(await product({ barcode: "4006 3813 3393 1" })).toMatchObject({ barcode: "4006381333931" });
  await expect(product({ kind: "service", stocked: true })).rejects.toMatchObject({ code: "field_invalid" });
  await expect(product({ variant_of: ids["Variant"] })).rejects.toMatchObject({ code: "variant_unfit" });
  await expect(product({ tax_class: "unheard_of" })).rejects.toMatchObject({ code: "choice_unknown" });
  const part = (values: Record<string, unknown>) =>
    office.as(ana, (work) => create(work, "bundle_part", values));
  const other = await product({ kind: "bundle" });
  const bundle = ids["Workplace"];
  await expect(part({ bundle, part: other.id })).rejects.toMatchObject({ code: "bundle_part_unfit" });
  await expect(part({ bundle: ids["Desk"], part: ids["Chair"] })).rejects.toMatchObject({
    code: "bundle_part_unfit",
  });
  await expect(part({ bundle: other.id, part: ids["Chair"], quantity: "0" })).rejects.toMatchObject({
    code: "quantity_invalid",
  });
  const top = await make("Top", "product_category");
  const low = await make("Low", "product_category", { parent: top });
  await expect(
    office.as(ana, (work) => update(work, "product_category", top, { parent: low })),
  ).rejects.toMatchObject({ code: "goes_in_circle" });
});

it("barcodes are checked by their last digit", () => {
  // GS1 General Specifications; UPC-A and EAN-8 as they are printed on packages.
  expect(["629104150021" + "3", "036000291452", "96385074", "10614141000415"].map(isBarcode)).toEqual(
    Array.from({ length: 4 }, () => true),
  );
  expect(["6291041500214", "123", "4006381333931x", ""].map(isBarcode)).toEqual(
    Array.from({ length: 4 }, () => false),
  );
});

it("a product that was withdrawn is not sold, and its name is told", async () => {
  await office.as(ana, (work) => update(work, "product", ids["Chair"] ?? "", { active: false }));
  await expect(
    office.as(ana, (work) => refuseWithdrawn(work, [ids["Desk"] ?? "", ids["Chair"] ?? ""])),
  ).rejects.toMatchObject({ code: "product_withdrawn", details: { params: { product: "Chair" } } });
});
