import { expect, test } from "vitest";
import { fullGrant, noGrant, type Rights } from "#records/contract";
import { lossOf } from "./losing-rights.ts";

const known = { permissions: ["deals:close", "roles:manage"], objects: ["deal", "person"] };
const all: Rights = { objects: { "*": fullGrant }, permissions: ["*"] };

test("who keeps what they had, or gets more, loses nothing", () => {
  expect(lossOf(all, all, known)).toBeNull();
  expect(lossOf({ objects: {}, permissions: [] }, all, known)).toBeNull();
});

test("a permission, a reach, an export and a field that are gone are told", () => {
  const after: Rights = {
    objects: {
      deal: { ...fullGrant, export: false },
      person: { ...fullGrant, fields: { income: "read_only" } },
    },
    permissions: ["deals:close"],
  };
  expect(lossOf(all, after, known)).toEqual({ permissions: ["roles:manage"], objects: ["deal", "person"] });
  const blind: Rights = { objects: { "*": fullGrant, deal: noGrant }, permissions: ["*"] };
  expect(lossOf(all, blind, known)).toEqual({ permissions: [], objects: ["deal"] });
});
