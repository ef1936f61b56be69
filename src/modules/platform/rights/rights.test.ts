import { expect, test } from "vitest";
import { colleague, type House, openSetUpHouse, roleId, type Visitor } from "../testing/visitor.ts";

const personnel = {
  objects: {
    user: { read: "all", change: "all", delete: "none", create: true },
    role: { read: "all", change: "none", delete: "none", create: false },
  },
  permissions: ["users:manage", "roles:manage", "keys:manage"],
};

test("who manages users gives away no right that they do not have", async () => {
  const { house, ivan } = await withPersonnel();
  const administrator = await roleId(house, "administrator");
  expect((await ivan.ask("PUT", `/api/users/${ivan.id}/roles`, { roleIds: [administrator] })).body.code).toBe(
    "rights_exceeded",
  );
  const friend = { name: "Friend", email: "friend@vitosha.example", roleIds: [administrator] };
  expect((await ivan.ask("POST", "/api/invitations", friend)).body.code).toBe("rights_exceeded");
  const made = { name: "Friend", email: "friend@vitosha.example", roles: [administrator] };
  expect((await ivan.ask("POST", "/api/users", made)).body.code).toBe("rights_exceeded");
  const wide = { name: "Wide", grants: { objects: { "*": { read: "all" } }, permissions: [] } };
  expect((await ivan.ask("POST", "/api/role-grants", wide)).body.code).toBe("rights_exceeded");
  const own = (await ivan.ask("GET", "/api/role-grants")).body.data.find(
    (role: { name: string }) => role.name === "Personnel",
  );
  const wider = { ...own.grants, permissions: [...own.grants.permissions, "settings:change"] };
  expect(
    (
      await ivan.ask("PUT", `/api/role-grants/${own.id}`, {
        name: own.name,
        grants: wider,
        version: own.version,
      })
    ).body.code,
  ).toBe("rights_exceeded");
  expect((await ivan.ask("POST", "/api/api-keys", { name: "Mine", roleId: administrator })).body.code).toBe(
    "rights_exceeded",
  );
  expect((await house.runtime.database.selectFrom("users").select("id").execute()).length).toBe(2);
});

test("who manages users cannot take over one who has more rights", async () => {
  const { house, ivan } = await withPersonnel();
  const { ownerId } = house;
  expect((await ivan.ask("POST", `/api/users/${ownerId}/password-reset`)).body.code).toBe("rights_exceeded");
  expect((await ivan.ask("POST", `/api/users/${ownerId}/deactivation`)).body.code).toBe("rights_exceeded");
  expect(
    (await ivan.ask("PATCH", `/api/users/${ownerId}`, { email: "ivan2@vitosha.example" })).body.code,
  ).toBe("rights_exceeded");
});

test("a user changes their own name but not what their rights or their way in depend on", async () => {
  const house = await openSetUpHouse();
  const ivan = await colleague(house);
  const team = await house.owner.ask("POST", "/api/teams", { name: "North" });
  expect((await ivan.ask("PATCH", "/api/me", { name: "Ivan Dimitrov", locale: "bg" })).status).toBe(204);
  expect((await ivan.ask("GET", "/api/me")).body.user).toMatchObject({ name: "Ivan Dimitrov", locale: "bg" });
  const refused = [
    { team: team.body.id },
    { manager: ivan.id },
    { email: "other@vitosha.example" },
    { roles: [] },
    { active: false },
  ];
  for (const change of refused) {
    expect((await ivan.ask("PATCH", `/api/users/${ivan.id}`, change)).status).toBeGreaterThanOrEqual(400);
  }
  expect((await ivan.ask("PATCH", `/api/users/${house.ownerId}`, { name: "Nobody" })).status).toBe(403);
  expect((await ivan.ask("PUT", `/api/users/${ivan.id}/roles`, { roleIds: [] })).status).toBe(403);
});

test("an invented grant or permission is refused", async () => {
  const house = await openSetUpHouse();
  const bad = [
    { objects: { unicorn: { read: "all" } }, permissions: [] },
    { objects: {}, permissions: ["world:rule"] },
    { objects: { user: { read: "sometimes" } }, permissions: [] },
    { objects: [], permissions: [] },
  ];
  for (const grants of bad)
    expect((await house.owner.ask("POST", "/api/role-grants", { name: "Odd", grants })).status).toBe(422);
});

test("a role that changes counts with the next request", async () => {
  const { house, ivan } = await withPersonnel();
  const own = (await house.owner.ask("GET", "/api/role-grants")).body.data.find(
    (role: { name: string }) => role.name === "Personnel",
  );
  const grants = { ...own.grants, permissions: [] };
  expect(
    (
      await house.owner.ask("PUT", `/api/role-grants/${own.id}`, {
        name: own.name,
        grants,
        version: own.version,
      })
    ).status,
  ).toBe(200);
  await house.settle();
  expect((await ivan.ask("GET", "/api/access")).status).toBe(403);
});

test("two who change one role do not overwrite each other", async () => {
  const { house } = await withPersonnel();
  const own = (await house.owner.ask("GET", "/api/role-grants")).body.data.find(
    (role: { name: string }) => role.name === "Personnel",
  );
  const change = { name: "Personnel office", grants: own.grants, version: own.version };
  expect((await house.owner.ask("PUT", `/api/role-grants/${own.id}`, change)).status).toBe(200);
  expect((await house.owner.ask("PUT", `/api/role-grants/${own.id}`, change)).body.code).toBe(
    "version_conflict",
  );
});

test("the administrator's role stays, and a role that somebody has is not removed", async () => {
  const { house } = await withPersonnel();
  const administrator = await roleId(house, "administrator");
  expect((await house.owner.ask("DELETE", `/api/role-grants/${administrator}`)).status).toBe(403);
  const own = (await house.owner.ask("GET", "/api/role-grants")).body.data.find(
    (role: { name: string }) => role.name === "Personnel",
  );
  expect((await house.owner.ask("DELETE", `/api/role-grants/${own.id}`)).body).toMatchObject({
    code: "role_in_use",
  });
  expect(
    (await house.owner.ask("DELETE", `/api/role-grants/${await roleId(house, "marketer")}`)).status,
  ).toBe(204);
});

test("neither managers nor teams stand in a circle", async () => {
  const house = await openSetUpHouse();
  const ivan = await colleague(house);
  expect((await house.owner.ask("PATCH", `/api/users/${ivan.id}`, { manager: house.ownerId })).status).toBe(
    200,
  );
  expect(
    (await house.owner.ask("PATCH", `/api/users/${house.ownerId}`, { manager: ivan.id })).body,
  ).toMatchObject({ code: "goes_in_circle", field: "manager" });
  const north = await house.owner.ask("POST", "/api/teams", { name: "North" });
  const south = await house.owner.ask("POST", "/api/teams", { name: "South", parent: north.body.id });
  expect(
    (await house.owner.ask("PATCH", `/api/teams/${north.body.id}`, { parent: south.body.id })).body.code,
  ).toBe("goes_in_circle");
});

test("a manager reaches their team, the teams below and all who report to them", async () => {
  const house = await openSetUpHouse();
  const [boss, seller, other] = [
    await colleague(house, { name: "Boss", email: "boss@vitosha.example" }),
    await colleague(house, { name: "Seller", email: "seller@vitosha.example" }),
    await colleague(house, { name: "Other", email: "other@vitosha.example" }),
  ];
  const north = await house.owner.ask("POST", "/api/teams", { name: "North", manager: boss.id });
  const below = await house.owner.ask("POST", "/api/teams", { name: "North-west", parent: north.body.id });
  await house.owner.ask("PATCH", `/api/users/${seller.id}`, { team: below.body.id });
  await house.owner.ask("PATCH", `/api/users/${other.id}`, { manager: seller.id });
  await house.settle();
  expect((await house.runtime.actorOf(boss.id))?.teamUserIds.toSorted()).toEqual([boss.id, seller.id].sort());
  expect((await house.runtime.actorOf(seller.id))?.teamUserIds.toSorted()).toEqual(
    [seller.id, other.id].sort(),
  );
});

async function withPersonnel(): Promise<{
  house: House & { owner: Visitor; ownerId: string };
  ivan: Visitor & { id: string };
}> {
  const house = await openSetUpHouse();
  const made = await house.owner.ask("POST", "/api/role-grants", { name: "Personnel", grants: personnel });
  const ivan = await colleague(house, { roles: ["read_only"] });
  await house.owner.ask("PUT", `/api/users/${ivan.id}/roles`, { roleIds: [made.body.id] });
  await house.settle();
  return { house, ivan };
}
