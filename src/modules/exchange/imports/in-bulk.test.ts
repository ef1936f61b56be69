import { beforeAll, expect, test } from "vitest";
import type { Actor } from "#records";
import { type Office, openOffice } from "../../../../test/office.ts";
import type { Mapping } from "../contract/imports.ts";
import { canBeInBulk } from "./in-bulk.ts";
import { checkMapping } from "./mapping-check.ts";

let office: Office;
let actor: Actor;

beforeAll(async () => {
  office = await openOffice();
  actor = await office.colleague("Maria Ivanova");
});

async function isInBulk(object: string, ...targets: string[]): Promise<boolean> {
  const mapping: Mapping = {
    object,
    keys: [],
    existing: "skip",
    absent: "create",
    assignments: targets.map((target, column) => ({ column, target })),
  };
  return office.as(actor, async (work) =>
    canBeInBulk(work.catalogue, checkMapping(work, mapping, targets.length)),
  );
}

test("people and companies by their own fields are written in bulk", async () => {
  expect(await isInBulk("person", "name", "email", "company", "owner")).toBe(true);
  expect(await isInBulk("company", "name", "parent")).toBe(true);
});

test("what hangs besides on the records, and other objects, are looked at row by row", async () => {
  expect(await isInBulk("person", "name", "notes")).toBe(false);
  expect(await isInBulk("deal", "name", "amount")).toBe(false);
});
