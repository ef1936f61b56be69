import { beforeAll, expect, it } from "vitest";
import { type Actor, create, createMany, get } from "#records";
import { type Office, openOffice } from "../../../../test/office.ts";
import { changeDiscountLimits, changeSeller, readDiscountLimits, readSeller } from "../contract/index.ts";
import { discountLimitOf } from "../discounts/limits.ts";
import { sellerOf } from "../seller/seller.ts";
import { rulesOfDocuments } from "./country-rules.ts";
import { taxesFor } from "./taxes-for.ts";

let office: Office;
let ana: Actor;

beforeAll(async () => {
  office = await openOffice();
  ana = await office.colleague("Ana");
});

const seller = (body: Record<string, unknown>) => office.ask(ana, changeSeller, { body });
const buyer = async (values: Record<string, unknown>, kind = "company") =>
  (
    await office.as(ana, (work) =>
      create(work, kind, { name: kind === "person" ? { given: "A", family: "B" } : "Buyer", ...values }),
    )
  ).id;
const taxes = (classes: (string | null)[], asked: { buyer?: string | null; on?: string } = {}) =>
  office.as(ana, (work) =>
    taxesFor(work, {
      buyer: null,
      on: "2026-11-26",
      ...asked,
      lines: classes.map((taxClass) => ({ taxClass })),
    }),
  );

it("rates are those of the seller's country on the day", async () => {
  expect((await taxes(["standard", "reduced", "zero", "exempt", null])).map(({ rate }) => rate)).toEqual([
    "20",
    "9",
    "0",
    "0",
    "20",
  ]);
  await seller({ tax_country: "ES" });
  expect((await taxes(["standard", "reduced", "super_reduced"])).map(({ rate }) => rate)).toEqual([
    "21",
    "10",
    "4",
  ]);
  await seller({ tax_country: "RU" });
  const rateIn = async (on: string) => (await taxes(["standard"], { on }))[0]?.rate;
  expect([await rateIn("2025-12-31"), await rateIn("2026-01-01")]).toEqual(["20", "22"]);
  await seller({ tax_country: null });
});

it("a class or a day without a rate is told with what to do", async () => {
  const missing = { code: "tax_rate_missing", details: { params: { country: "BG", day: "2026-11-26" } } };
  await expect(taxes(["super_reduced"])).rejects.toMatchObject(missing);
  await expect(taxes(["unheard_of"])).rejects.toMatchObject(missing);
  await expect(taxes(["standard"], { on: "1990-01-01" })).rejects.toMatchObject({ code: "tax_rate_missing" });
});

it("a business elsewhere in the EU is charged no tax, nor is what leaves it; a consumer the seller's rate", async () => {
  const one = async (values: Record<string, unknown>, kind?: string) =>
    (await taxes(["standard"], { buyer: await buyer(values, kind) }))[0];
  const german = { address: { country: "DE" } };
  expect(await one({ ...german, tax_number: "DE136695976" })).toEqual({
    key: "reverse_charge",
    rate: "0",
    treatment: "reverse_charge",
  });
  expect(await one(german)).toMatchObject({ rate: "20", treatment: "standard" });
  expect(await one(german, "person")).toMatchObject({ rate: "20" });
  expect(await one({ address: { country: "CH" } }, "person")).toMatchObject({
    rate: "0",
    treatment: "export",
  });
  expect(await one({ address: { country: "BG" }, tax_number: "BG175074752" })).toMatchObject({ rate: "20" });
  expect(await one({})).toMatchObject({ rate: "20" });
});

it("a consumer elsewhere in the EU pays their own country's rate since the seller says so, a service the seller's", async () => {
  const german = await buyer({ address: { country: "DE" } }, "person");
  const [sofa, fitting] = await office.as(ana, (work) =>
    createMany(work, "product", [{ name: "Sofa" }, { name: "Fitting", kind: "service" }]),
  );
  const rates = (to: string, on?: string) =>
    office.as(ana, async (work) =>
      (
        await taxesFor(work, {
          buyer: to,
          on: on ?? "2026-11-26",
          lines: [sofa, fitting, null].map((product) => ({ taxClass: "standard", product: product ?? null })),
        })
      ).map(({ rate }) => rate),
    );
  expect(await rates(german)).toEqual(["20", "20", "20"]);
  await seller({ union_consumers_from: "2026-07-01" });
  expect(await rates(german)).toEqual(["19", "20", "19"]);
  expect(await rates(german, "2026-06-30")).toEqual(["20", "20", "20"]);
  await seller({ union_consumers_services: true });
  expect(await rates(german)).toEqual(["19", "19", "19"]);
  const business = await buyer({ address: { country: "DE" }, tax_number: "DE136695976" });
  expect(await rates(business)).toEqual(["0", "0", "0"]);
  expect(await rates(await buyer({ address: { country: "BG" } }, "person"))).toEqual(["20", "20", "20"]);
  expect(await rates(await buyer({ address: { country: "CH" } }, "person"))).toEqual(["0", "0", "0"]);
  await expect(taxes(["reduced"], { buyer: german })).rejects.toMatchObject({
    code: "tax_rate_missing",
    details: { params: { country: "DE", tax_class: "reduced" } },
  });
  // The standard rates that the Commission published for 2025 and 2026 (Taxes in Europe Database).
  await seller({ union_consumers_from: "2024-01-01" });
  const published: [string, string, string][] = [
    ["FI", "2024-08-31", "24"],
    ["FI", "2024-09-01", "25.5"],
    ["SK", "2025-01-01", "23"],
    ["EE", "2025-07-01", "24"],
    ["RO", "2025-08-01", "21"],
    ["LU", "2026-01-01", "17"],
    ["HU", "2026-01-01", "27"],
  ];
  for (const [country, on, rate] of published)
    expect((await rates(await buyer({ address: { country } }, "person"), on))[0]).toBe(rate);
  await seller({ union_consumers_from: null, union_consumers_services: false });
});

it("who is not registered charges none", async () => {
  await seller({ vat_registered: false });
  expect(await taxes(["standard", "unheard_of"])).toMatchObject([
    { rate: "0", treatment: "not_registered" },
    { rate: "0", treatment: "not_registered" },
  ]);
  await seller({ vat_registered: true });
});

it("documents are reckoned as the country does, unless the seller says otherwise", async () => {
  const rules = () => office.as(ana, rulesOfDocuments);
  expect(await rules()).toEqual({ country: "BG", taxIncluded: false, rounding: "document" });
  await seller({ tax_country: "RU" });
  expect(await rules()).toEqual({ country: "RU", taxIncluded: true, rounding: "line" });
  await seller({ tax_in_prices: "on_top", tax_rounding: "document" });
  expect(await rules()).toEqual({ country: "RU", taxIncluded: false, rounding: "document" });
  await seller({ tax_country: null, tax_in_prices: "by_country", tax_rounding: "by_country" });
});

it("what is not said of the seller is the organisation's; only who changes settings says it", async () => {
  expect(await office.as(ana, sellerOf)).toMatchObject({ name: "Office", country: "BG", iban: null });
  await seller({
    name: "Office Ltd",
    iban: "BG80BNBG96611020345678",
    address: { city: "Sofia", country: "BG" },
  });
  expect(await office.as(ana, sellerOf)).toMatchObject({ name: "Office Ltd", address: { city: "Sofia" } });
  const boris = await office.colleague("Boris", { permissions: [] });
  expect(await office.ask(boris, readSeller)).toMatchObject({ name: "Office Ltd" });
  await expect(office.ask(boris, changeSeller, { body: { name: "Mine" } })).rejects.toMatchObject({
    code: "not_allowed",
  });
});

it("rates of tax begin once a day, and those of currencies are called by it", async () => {
  const rate = { country: "de", tax_class: "standard", rate: "19", valid_from: "2007-01-01" };
  const id = (await office.as(ana, (work) => create(work, "tax_rate", rate))).id;
  expect(await office.as(ana, (work) => get(work, "tax_rate", id))).toMatchObject({ country: "DE" });
  const wrong: [object, string][] = [
    [{ country: "Deutschland" }, "field_too_long"],
    [{ country: "1!" }, "field_invalid"],
    [{ rate: "101" }, "field_invalid"],
    [{ valid_until: "2006-01-01" }, "field_invalid"],
    [{ tax_class: "strange" }, "choice_unknown"],
  ];
  for (const [values, code] of wrong)
    await expect(
      office.as(ana, (work) => create(work, "tax_rate", { ...rate, ...values })),
    ).rejects.toMatchObject({ code });
  const [dollar] = await office.as(ana, (work) =>
    createMany(work, "currency_rate", [{ currency: "usd", day: "2026-11-26", rate: "0.92" }]),
  );
  expect(await office.as(ana, (work) => get(work, "currency_rate", dollar ?? ""))).toMatchObject({
    name: "USD 2026-11-26",
    currency: "USD",
  });
});

it("roles give discounts up to their limit, the highest of all by which one sells; one without a limit gives any", async () => {
  const sells = `'{"objects":{},"permissions":["quotes:send"]}'`;
  const rows = await office.rows<{ id: string }>(
    `insert into roles (name, grants) values ('Seller', ${sells}), ('Head', ${sells}), ('Marketer', '{}') returning id`,
  );
  const [sellerRole = "", head = "", marketer = ""] = rows.map(({ id }) => id);
  const boris = await office.colleague("Boris");
  const gives = (role: string) =>
    office.rows(`insert into user_roles (user_id, role_id) values ('${boris.userId}', '${role}')`);
  const limit = () => office.as(boris, discountLimitOf);
  expect(await limit()).toBe(100);
  await gives(sellerRole);
  const body = {
    data: [
      { role: sellerRole, percent: 10 },
      { role: head, percent: 25 },
    ],
  };
  expect(await office.ask(ana, changeDiscountLimits, { body })).toMatchObject({ own: 100 });
  await gives(marketer);
  expect(await limit()).toBe(10);
  await gives(head);
  expect(await limit()).toBe(25);
  await office.ask(ana, changeDiscountLimits, { body: { data: [{ role: head, percent: null }] } });
  expect(await office.ask(boris, readDiscountLimits)).toMatchObject({ own: 100 });
  const carl = await office.colleague("Carl", { permissions: [] });
  await expect(office.ask(carl, changeDiscountLimits, { body })).rejects.toMatchObject({
    code: "not_allowed",
  });
  expect(await office.ask(carl, readDiscountLimits)).toMatchObject({ data: [] });
});
