import { expect, test } from "vitest";
import { fullGrant, noGrant, type RoleGrants } from "#records/contract";
import { grantDifferences } from "./grant-differences.ts";

const before: RoleGrants = {
  objects: { "*": { ...noGrant, read: "all" }, company: { ...fullGrant, fields: { revenue: "hidden" } } },
  permissions: ["deals:move"],
};

test("what a role allows otherwise is told by object, right and field, and beyond objects", () => {
  const after: RoleGrants = {
    objects: {
      ...before.objects,
      company: { ...fullGrant, change: "own", fields: { revenue: "read_only", employees: "hidden" } },
    },
    permissions: ["deals:close"],
  };
  expect(grantDifferences(before, after)).toEqual([
    { kind: "right", object: "company", right: "change", from: "all", to: "own" },
    { kind: "field", object: "company", field: "revenue", from: "hidden", to: "read_only" },
    { kind: "field", object: "company", field: "employees", from: "free", to: "hidden" },
    { kind: "permission", permission: "deals:move", to: false },
    { kind: "permission", permission: "deals:close", to: true },
  ]);
});

test("naming an object that is granted as all others are changes nothing that one could tell", () => {
  const named: RoleGrants = { ...before, objects: { ...before.objects, deal: { ...noGrant, read: "all" } } };
  expect(grantDifferences(before, named)).toEqual([]);
  expect(
    grantDifferences(before, { ...before, objects: { "*": { ...noGrant, read: "all" } } }),
  ).toContainEqual({
    kind: "right",
    object: "company",
    right: "change",
    from: "all",
    to: "none",
  });
});
