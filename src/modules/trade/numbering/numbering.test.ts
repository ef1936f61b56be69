import { beforeAll, expect, test } from "vitest";
import { type Actor, create } from "#records";
import { type Office, openOffice, partyOf } from "../../../../test/office.ts";
import { changeNumberFormat, readNextNumbers, setNextNumber } from "../contract/index.ts";
import { nextNumber } from "./next-number.ts";

let office: Office;
let ana: Actor;

beforeAll(async () => {
  office = await openOffice();
  ana = await office.colleague("Ana");
});

const series = async (key: string) =>
  (await office.rows<{ id: string }>(`select id from number_series where key = '${key}'`))[0]?.id ?? "";

test("fifty who issue at once get fifty numbers without a gap, and what was undone gives its number back", async () => {
  const year = new Date().getFullYear();
  const issued = await Promise.allSettled(
    Array.from({ length: 50 }, (_, at) =>
      office.as(ana, async (work) => {
        const number = await nextNumber(work, { series: "delivery", table: "deliveries" });
        if (at % 5 === 0) throw new Error("not this one");
        return number;
      }),
    ),
  );
  const numbers = issued.flatMap((one) => (one.status === "fulfilled" ? [one.value] : [])).sort();
  expect(numbers).toEqual(
    Array.from({ length: 40 }, (_, at) => `D-${year}-${String(at + 1).padStart(4, "0")}`),
  );
});

test("a series counts from one each year, if it does so, and is written as the settings say", async () => {
  const inYear = (year: number) =>
    office.as(ana, (work) =>
      nextNumber({ ...work, now: new Date(Date.UTC(year, 5, 1)) }, { series: "return", table: "deliveries" }),
    );
  expect([await inYear(2027), await inYear(2027), await inYear(2028)]).toEqual([
    "R-2027-0001",
    "R-2027-0002",
    "R-2028-0001",
  ]);
  // New Year where somebody travels is not New Year in the books.
  const eve = { now: new Date("2028-12-31T20:00:00Z"), actor: { ...ana, timeZone: "Pacific/Kiritimati" } };
  const onEve = office.as(ana, (work) =>
    nextNumber({ ...work, ...eve }, { series: "return", table: "deliveries" }),
  );
  expect(await onEve).toBe("R-2028-0002");
  const id = await series("return");
  const body = { prefix: "", digits: 10, yearly: false };
  await office.ask(ana, changeNumberFormat, { params: { id }, body });
  expect([await inYear(2028), await inYear(2029)]).toEqual(["0000000001", "0000000002"]);
});

test("a format that comes to numbers which are given already passes them over, and no two series share one", async () => {
  const id = await series("order");
  const acme = await partyOf(office, ana, "company", { name: "Acme" });
  const numbered = async () =>
    (await office.as(ana, (work) => create(work, "order", { customer: acme })))["number"];
  const change = (prefix: string) =>
    office.ask(ana, changeNumberFormat, { params: { id }, body: { prefix, digits: 4, yearly: false } });
  const year = new Date().getFullYear();
  expect([await numbered(), await numbered()]).toEqual([`O-${year}-0001`, `O-${year}-0002`]);
  await change(`O-${year}-`);
  expect(await numbered()).toBe(`O-${year}-0003`);
  await expect(change("INV-{year}-")).rejects.toMatchObject({
    code: "value_taken",
    details: { field: "prefix" },
  });
});

test("what begins anew each year names the year, and who may not change settings changes no series", async () => {
  const id = await series("quote");
  const change = (actor: Actor, prefix: string) =>
    office.ask(actor, changeNumberFormat, { params: { id }, body: { prefix, digits: 4, yearly: true } });
  await expect(change(ana, "Q-")).rejects.toMatchObject({ code: "field_invalid" });
  const stranger = await office.colleague("Stranger", {
    objects: {
      number_series: {
        read: "none",
        change: "none",
        delete: "none",
        create: false,
        export: false,
        bulk: false,
      },
    },
  });
  await expect(change(stranger, "Q-{year}/")).rejects.toMatchObject({ code: "not_found" });
});

test("who comes from another system goes on from its last number, and never goes back to one that was given", async () => {
  const id = await series("delivery");
  const next = async () =>
    (await office.ask(ana, readNextNumbers)).data.find((one) => one.series === id)?.next ?? 0;
  const goOn = (from: number) => office.ask(ana, setNextNumber, { params: { id }, body: { next: from } });
  const before = await next();
  await goOn(before + 1_000);
  expect(await next()).toBe(before + 1_000);
  const given = await office.as(ana, (work) => nextNumber(work, { series: "delivery", table: "deliveries" }));
  expect(given).toBe(`D-${new Date().getFullYear()}-${String(before + 1_000).padStart(4, "0")}`);
  await expect(goOn(before)).rejects.toMatchObject({ code: "number_gone_by" });
  expect(await next()).toBe(before + 1_001);
});
