import { expect, test } from "vitest";
import { colleague, openSetUpHouse, roleId } from "../testing/visitor.ts";

test("who has left is out at once: session, key, password and links", async () => {
  const house = await openSetUpHouse();
  const ivan = await colleague(house, { roles: ["administrator"] });
  const made = await ivan.ask("POST", "/api/api-keys", {
    name: "Shop",
    roleId: await roleId(house, "salesperson"),
  });
  const shop = house.visitor({ key: made.body.key });
  expect((await shop.ask("GET", "/api/me")).status).toBe(200);
  const reset = await house.owner.ask("POST", `/api/users/${ivan.id}/password-reset`);
  expect((await house.owner.ask("POST", `/api/users/${ivan.id}/deactivation`)).status).toBe(204);
  expect((await ivan.ask("GET", "/api/me")).status).toBe(401);
  expect((await shop.ask("GET", "/api/me")).status).toBe(401);
  const again = await house
    .visitor()
    .ask("POST", "/api/session", { email: ivan.email, password: ivan.password });
  expect(again).toMatchObject({ status: 401, body: { code: "credentials_wrong" } });
  const token = new URL(reset.body.link).hash.slice(1);
  const late = await house
    .visitor()
    .ask("POST", "/api/password-resets", { token, password: "a quite new password" });
  expect(late.body.code).toBe("link_expired");
});

test("nobody comes back by themselves, only by an administrator, and old keys stay dead", async () => {
  const house = await openSetUpHouse();
  const ivan = await colleague(house, { roles: ["administrator"] });
  const made = await ivan.ask("POST", "/api/api-keys", {
    name: "Shop",
    roleId: await roleId(house, "salesperson"),
  });
  await house.owner.ask("POST", `/api/users/${ivan.id}/deactivation`);
  expect((await ivan.ask("DELETE", `/api/users/${ivan.id}/deactivation`)).status).toBe(401);
  expect((await house.owner.ask("DELETE", `/api/users/${ivan.id}/deactivation`)).status).toBe(204);
  expect(
    (await house.visitor().ask("POST", "/api/session", { email: ivan.email, password: ivan.password }))
      .status,
  ).toBe(200);
  expect((await house.visitor({ key: made.body.key }).ask("GET", "/api/me")).status).toBe(401);
});

test("the last administrator can neither leave, be archived, nor lose the role", async () => {
  const house = await openSetUpHouse();
  const { owner, ownerId } = house;
  expect((await owner.ask("POST", `/api/users/${ownerId}/deactivation`)).body.code).toBe(
    "last_administrator",
  );
  expect((await owner.ask("PUT", `/api/users/${ownerId}/roles`, { roleIds: [] })).body.code).toBe(
    "last_administrator",
  );
  expect((await owner.ask("DELETE", `/api/users/${ownerId}`)).body.code).toBe("last_administrator");
  expect((await owner.ask("GET", "/api/me")).body.rights.permissions).toEqual(["*"]);
});

test("two administrators who take each other's role at once do not both succeed", async () => {
  const house = await openSetUpHouse();
  const ivan = await colleague(house, { roles: ["administrator"] });
  const answers = await Promise.all([
    house.owner.ask("PUT", `/api/users/${ivan.id}/roles`, { roleIds: [] }),
    ivan.ask("PUT", `/api/users/${house.ownerId}/roles`, { roleIds: [] }),
  ]);
  expect(answers.every(({ status }) => status === 204)).toBe(false);
  const left = await house.runtime.database
    .selectFrom("user_roles")
    .innerJoin("roles", "roles.id", "role_id")
    .select("user_id")
    .where("key", "=", "administrator")
    .execute();
  expect(left).toHaveLength(1);
});

test("who is archived is out at once, too", async () => {
  const house = await openSetUpHouse();
  const ivan = await colleague(house);
  expect((await house.owner.ask("DELETE", `/api/users/${ivan.id}`)).status).toBeLessThan(300);
  expect((await ivan.ask("GET", "/api/me")).status).toBe(401);
  expect(
    (await house.visitor().ask("POST", "/api/session", { email: ivan.email, password: ivan.password }))
      .status,
  ).toBe(401);
});
