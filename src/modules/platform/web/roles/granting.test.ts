import { expect, test } from "vitest";
import { fullGrant, type Metadata, noGrant, type ObjectMetadata, type RoleGrants } from "#records/contract";
import { grantOf, withGrant, withLimit } from "./granting.ts";
import { objectsToGrant } from "./objects-to-grant.ts";

const shape = { grant: fullGrant, fields: {}, related: {}, module: "customers" } as unknown as ObjectMetadata;
const objects: Metadata["objects"] = {
  party: { ...shape, name: "party", table: "parties", closed: true },
  person: { ...shape, name: "person", table: "parties", where: { kind: "person" } },
  company: { ...shape, name: "company", table: "parties", where: { kind: "company" } },
  note: { ...shape, name: "note", table: "notes", through: ["party"] },
  stage_change: { ...shape, name: "stage_change", table: "stage_changes", closed: true },
};
const role: RoleGrants = { objects: { "*": { ...noGrant, read: "own" } }, permissions: [] };
const seen = { ...noGrant, read: "all", fields: { income: "hidden" } } as const;

test("an object is granted as everything else until it is named, and so again when that is taken back", () => {
  expect(grantOf(role, "note")).toEqual({ ...noGrant, read: "own" });
  const named = withGrant(role, "note", fullGrant, objects);
  expect(grantOf(named, "note")).toEqual(fullGrant);
  expect(withGrant(named, "note", null, objects)).toEqual(role);
});

test("a whole is granted what its faces are together, without their limits on fields", () => {
  const named = withGrant(role, "person", seen, objects);
  expect(named.objects).toMatchObject({ person: seen, party: { ...noGrant, read: "all" } });
  expect(named.objects["party"]?.fields).toBeUndefined();
});

test("the matrix has no row for a whole, and keeps apart what hangs on records", () => {
  const names = (group: readonly ObjectMetadata[]) => group.map(({ name }) => name);
  const { own, hanging, others } = objectsToGrant({ objects });
  expect([names(own), names(hanging), names(others)]).toEqual([
    ["person", "company"],
    ["note"],
    ["stage_change"],
  ]);
});

test("a field that is free again leaves no trace in the grant", () => {
  const limited = withLimit(noGrant, "income", "read_only");
  expect(limited.fields).toEqual({ income: "read_only" });
  expect(withLimit(limited, "income", null)).toEqual(noGrant);
});
