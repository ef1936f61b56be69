import { expect, test, vi } from "vitest";
import { createApiKey } from "../index.ts";
import { colleague, openSetUpHouse, roleId } from "../testing/visitor.ts";

test("a key does what its role allows, within what its user may do now", async () => {
  const house = await openSetUpHouse();
  const ivan = await colleague(house, { roles: ["administrator"] });
  const made = await ivan.ask("POST", "/api/api-keys", {
    name: "Shop",
    roleId: await roleId(house, "administrator"),
  });
  const shop = house.visitor({ key: made.body.key });
  expect((await shop.ask("GET", "/api/me")).body.rights.permissions).toEqual(["*"]);
  await house.owner.ask("PUT", `/api/users/${ivan.id}/roles`, {
    roleIds: [await roleId(house, "salesperson")],
  });
  await house.settle();
  const after = await shop.ask("GET", "/api/me");
  expect(after.body.rights.permissions).not.toContain("*");
  expect(after.body.rights.permissions).toContain("deals:close");
  expect((await shop.ask("GET", "/api/access")).status).toBe(403);
});

test("a key of a small role stays small though its user may do everything", async () => {
  const house = await openSetUpHouse();
  const made = await house.owner.ask("POST", "/api/api-keys", {
    name: "Reader",
    roleId: await roleId(house, "read_only"),
  });
  const reader = house.visitor({ key: made.body.key });
  expect((await reader.ask("GET", "/api/users")).status).toBe(200);
  expect((await reader.ask("POST", "/api/teams", { name: "Mine" })).status).toBe(403);
  expect(
    (await reader.ask("POST", "/api/api-keys", { name: "More", roleId: await roleId(house, "read_only") }))
      .status,
  ).toBe(403);
});

test("a key is shown once, kept as a hash, and dead as soon as it is revoked", async () => {
  const house = await openSetUpHouse();
  const made = await house.owner.ask("POST", "/api/api-keys", {
    name: "Shop",
    roleId: await roleId(house, "salesperson"),
  });
  expect(made.body.key).toMatch(/^rk_[\w-]{43}$/);
  const kept = await house.runtime.database.selectFrom("api_keys").selectAll().execute();
  expect(JSON.stringify(kept)).not.toContain(made.body.key);
  const shop = house.visitor({ key: made.body.key });
  expect((await shop.ask("GET", "/api/me")).status).toBe(200);
  const listed = await house.owner.ask("GET", "/api/api-keys");
  expect(listed.body.data).toMatchObject([
    { name: "Shop", beginning: made.body.key.slice(0, 9), lastUsedAt: expect.any(String) },
  ]);
  expect((await house.owner.ask("DELETE", `/api/api-keys/${made.body.id}`)).status).toBe(204);
  expect((await shop.ask("GET", "/api/me")).status).toBe(401);
});

test("a key that was revoked in another process is dead within a second or so", async () => {
  const house = await openSetUpHouse();
  const { body } = await house.owner.ask("POST", "/api/api-keys", {
    name: "Shop",
    roleId: await roleId(house, "salesperson"),
  });
  const shop = house.visitor({ key: body.key });
  expect((await shop.ask("GET", "/api/me")).status).toBe(200);
  // What another process does, this one is not told of.
  await house.runtime.database
    .updateTable("api_keys")
    .set({ revoked_at: new Date() })
    .where("id", "=", body.id)
    .execute();
  await vi.waitFor(async () => expect((await shop.ask("GET", "/api/me")).status).toBe(401), {
    timeout: 30_000,
    interval: 20,
  });
});

test("a request that shows a wrong key is not taken for the session beside it", async () => {
  const house = await openSetUpHouse();
  for (const key of ["rk_wrong", "", " ", `rk_${"a".repeat(43)}`, "x".repeat(5000)]) {
    const both = house.visitor({ key: key || " " });
    for (const [name, value] of house.owner.cookies) both.cookies.set(name, value);
    expect((await both.ask("GET", "/api/me")).status).toBe(401);
  }
});

test("nobody makes a key in the name of another", async () => {
  const house = await openSetUpHouse();
  const ivan = await colleague(house);
  const answer = await house.owner.ask("POST", "/api/api-keys", {
    name: "Shop",
    roleId: await roleId(house, "salesperson"),
    userId: ivan.id,
  });
  expect(answer.status).toBe(422);
});

test("the command line makes keys in the name of the first administrator", async () => {
  const house = await openSetUpHouse();
  const { key } = await house.runtime.runAsSystem((work) =>
    createApiKey(work, { name: "Script", role: "administrator" }),
  );
  expect((await house.visitor({ key }).ask("GET", "/api/me")).body.user.id).toBe(house.ownerId);
});
