import fc from "fast-check";
import { expect, test } from "vitest";
import { fieldReach, isReachWithin } from "./field-rights.ts";
import { addUp, type Grant, grantOn, type Limit, noGrant, type Reach, type RoleGrants } from "./rights.ts";

const seller: Grant = { ...noGrant, read: "team", change: "own", create: true };

function role(objects: Record<string, Grant>, permissions: string[] = []): RoleGrants {
  return { objects, permissions };
}

test("roles add up to the widest reach and to all flags and permissions", () => {
  const one = role({ deal: { ...seller, export: true } }, ["deals:close"]);
  const other = role({ deal: { ...noGrant, read: "all", delete: "team", bulk: true } }, ["deals:move"]);
  expect(addUp([one, other])).toEqual({
    objects: { deal: { ...seller, read: "all", delete: "team", export: true, bulk: true } },
    permissions: ["deals:close", "deals:move"],
  });
});

test("an object that one role names counts for another by what that grants on all others", () => {
  const everywhere = role({ "*": { ...noGrant, read: "all" } });
  expect(grantOn(addUp([role({ deal: seller }), everywhere]), "deal")).toEqual({ ...seller, read: "all" });
  expect(grantOn(addUp([role({ deal: seller }), everywhere]), "task").read).toBe("all");
});

test("a role that says nothing of an object, or grants nothing on it, frees no field of it", () => {
  const hiding = role({ person: { ...noGrant, read: "all", fields: { income: "hidden" } } });
  for (const other of [role({}), role({ person: noGrant }), role({ "*": noGrant }), role({ deal: seller })])
    expect(grantOn(addUp([hiding, other]), "person").fields).toEqual({ income: "hidden" });
});

test("a field hidden where a role reaches far is freed as far as another reaches that shows it, and no further", () => {
  const far = role({ person: { ...noGrant, read: "all", change: "all", fields: { income: "hidden" } } });
  const near = role({ person: { ...noGrant, read: "own", change: "own" } });
  const blind = role({ person: { ...noGrant, fields: { income: "read_only" } } });
  const both = grantOn(addUp([far, near]), "person");
  expect(both).toMatchObject({
    fields: { income: "hidden" },
    freed: { income: { read: "own", change: "own" } },
  });
  expect(grantOn(addUp([far, blind]), "person")).toMatchObject({ fields: { income: "hidden" } });
  expect(grantOn(addUp([far, blind]), "person")).not.toHaveProperty("freed");
});

test("of roles that reach as far, the freest says what a field is", () => {
  const at = (limit?: "hidden" | "read_only") =>
    role({
      person: { ...noGrant, read: "all", change: "all", ...(limit ? { fields: { income: limit } } : {}) },
    });
  const limit = (...roles: RoleGrants[]) => grantOn(addUp(roles), "person").fields?.["income"];
  expect(limit(at("hidden"), at())).toBeUndefined();
  expect(limit(at("hidden"), at("read_only"))).toBe("read_only");
  expect(limit(at("read_only"), at())).toBeUndefined();
  expect(limit(at("hidden"), at("hidden"))).toBe("hidden");
});

test("a field is written where the role that reaches furthest in writing leaves it free", () => {
  const reading = role({ person: { ...noGrant, read: "all", fields: { income: "read_only" } } });
  const changing = role({ person: { ...noGrant, read: "own", change: "own" } });
  expect(grantOn(addUp([reading, changing]), "person").fields).toBeUndefined();
  const widely = role({
    person: { ...noGrant, read: "all", change: "all", fields: { income: "read_only" } },
  });
  expect(grantOn(addUp([widely, changing]), "person").fields).toEqual({ income: "read_only" });
  const making = role({ person: { ...noGrant, create: true, fields: { income: "read_only" } } });
  expect(grantOn(addUp([reading, changing, making]), "person").fields).toEqual({ income: "read_only" });
});

test("on each record several roles let one see, change and make of a field exactly what one of them does", () => {
  const reaches = fc.constantFrom<Reach>("none", "own", "team", "all");
  const limits = fc.constantFrom<Limit | undefined>(undefined, "hidden", "read_only");
  const grants = fc.record({ read: reaches, change: reaches, create: fc.boolean(), limit: limits });
  let freed = 0;
  fc.assert(
    fc.property(fc.array(grants, { minLength: 1, maxLength: 4 }), (roles) => {
      const all = roles.map(
        ({ limit, ...one }): Grant => ({ ...noGrant, ...one, ...(limit && { fields: { income: limit } }) }),
      );
      const sum = grantOn(addUp(all.map((person) => role({ person }))), "person") as Grant;
      const reach = fieldReach(sum, "income");
      // How far from the actor a record is: their own, their team's, anybody's.
      for (const distance of ["own", "team", "all"] as const) {
        const reaching = (verb: "read" | "change") => all.filter((one) => isReachWithin(distance, one[verb]));
        const sees = reaching("read").some((one) => one.fields?.["income"] !== "hidden");
        const changes = reaching("change").some((one) => one.fields?.["income"] === undefined);
        expect(isReachWithin(distance, reach.read)).toBe(sees);
        expect(sees && isReachWithin(distance, reach.change)).toBe(sees && changes);
      }
      expect(reach.create).toBe(all.some((one) => one.create && one.fields?.["income"] === undefined));
      if ("freed" in sum) freed++;
    }),
    { numRuns: 2000 },
  );
  expect(freed).toBeGreaterThan(100);
});

test("what was shared lifts a kind of record from nothing to what was shared, and no further", () => {
  const rights = { ...addUp([role({ deal: seller })]), shared: { deal: "read", person: "change" } as const };
  expect(grantOn(rights, "deal")).toEqual(seller);
  expect(grantOn(rights, "person")).toEqual({ ...noGrant, read: "shared", change: "shared" });
  expect(grantOn(rights, "company")).toEqual(noGrant);
  expect(grantOn(rights, "constructor")).toEqual(noGrant);
});
