import { expect, test } from "vitest";
import { createUser } from "../index.ts";
import { colleague, openSetUpHouse, roleId } from "../testing/visitor.ts";

const accept = "/api/invitations/acceptances";
const password = "quiet rivers at noon";

test("who is invited chooses a password and is in, with the roles given", async () => {
  const house = await openSetUpHouse();
  const roleIds = [await roleId(house, "salesperson")];
  const { status, body } = await house.owner.ask("POST", "/api/invitations", {
    name: "Ivan",
    email: "Ivan@Vitosha.example",
    roleIds,
  });
  expect(status).toBe(201);
  const token = new URL(body.link).hash.slice(1);
  const ivan = house.visitor();
  const whom = await ivan.ask("POST", "/api/invitations/readings", { token });
  expect(whom.body).toEqual({ name: "Ivan", email: "ivan@vitosha.example", organisation: "Vitosha Ltd" });
  expect((await ivan.ask("POST", accept, { token, password })).status).toBe(201);
  const me = await ivan.ask("GET", "/api/me");
  expect(me.body.rights.permissions).toContain("deals:close");
  expect(me.body.rights.permissions).not.toContain("*");
});

test("an invitation works once, also for ten who open it at the same moment", async () => {
  const house = await openSetUpHouse();
  const { body } = await house.owner.ask("POST", "/api/invitations", {
    name: "Ivan",
    email: "ivan@vitosha.example",
  });
  const token = new URL(body.link).hash.slice(1);
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => house.visitor().ask("POST", accept, { token, password })),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(answers.filter(({ body: { code } }) => code === "link_expired")).toHaveLength(9);
});

test("an invitation ends after 72 hours", async () => {
  const house = await openSetUpHouse();
  const { body } = await house.owner.ask("POST", "/api/invitations", {
    name: "Ivan",
    email: "ivan@vitosha.example",
  });
  const token = new URL(body.link).hash.slice(1);
  const { expires_at: end } = await house.runtime.database
    .selectFrom("invitations")
    .select("expires_at")
    .executeTakeFirstOrThrow();
  expect(end.getTime() - Date.now()).toBeLessThanOrEqual(72 * 3_600_000);
  await house.runtime.database
    .updateTable("invitations")
    .set({ expires_at: new Date(Date.now() - 1000) })
    .execute();
  expect((await house.visitor().ask("POST", accept, { token, password })).body.code).toBe("link_expired");
});

test("a blank, invented or endless token opens nothing", async () => {
  const house = await openSetUpHouse();
  await house.owner.ask("POST", "/api/invitations", { name: "Ivan", email: "ivan@vitosha.example" });
  for (const token of [
    "",
    " ",
    "%20",
    "\u00a0",
    "\u200b",
    "null",
    "undefined",
    "0",
    "A".repeat(43),
    "A".repeat(500),
  ]) {
    const answer = await house.visitor().ask("POST", accept, { token, password });
    expect(answer).toMatchObject({ status: 422, body: { code: "link_expired" } });
  }
  for (const token of [null, ["a"], {}, true, "A".repeat(501)]) {
    expect((await house.visitor().ask("POST", accept, { token, password })).status).toBe(422);
  }
});

test("a new invitation ends the one before, and no link is kept in plain text", async () => {
  const house = await openSetUpHouse();
  const first = await house.owner.ask("POST", "/api/invitations", {
    name: "Ivan",
    email: "ivan@vitosha.example",
  });
  const second = await house.owner.ask("POST", "/api/invitations", {
    userId: first.body.userId,
    email: "ivan@vitosha.example",
  });
  const [old, fresh] = [first, second].map(({ body }) => new URL(body.link).hash.slice(1));
  expect((await house.visitor().ask("POST", accept, { token: old, password })).body.code).toBe(
    "link_expired",
  );
  const kept = await house.runtime.database.selectFrom("invitations").selectAll().execute();
  expect(JSON.stringify(kept)).not.toContain(fresh);
  expect((await house.visitor().ask("POST", accept, { token: fresh, password })).status).toBe(201);
});

test("a seller whom an import brought is known, cannot sign in, and can be invited later", async () => {
  const house = await openSetUpHouse();
  const { id } = await house.runtime.runAsSystem((work) => createUser(work, { name: "Darcel Schlecht" }));
  const access = await house.owner.ask("GET", "/api/access");
  expect(access.body.data.find((one: { userId: string }) => one.userId === id).state).toBe("no_access");
  const { body } = await house.owner.ask("POST", "/api/invitations", {
    userId: id,
    email: "darcel@vitosha.example",
  });
  const token = new URL(body.link).hash.slice(1);
  expect((await house.visitor().ask("POST", accept, { token, password })).body.userId).toBe(id);
});

test("an address that is taken cannot be invited again", async () => {
  const house = await openSetUpHouse();
  const ivan = await colleague(house);
  const again = await house.owner.ask("POST", "/api/invitations", { name: "Other", email: ivan.email });
  expect(again).toMatchObject({ status: 409, body: { code: "value_taken", field: "email" } });
  const in_ = await house.owner.ask("POST", "/api/invitations", {
    userId: ivan.id,
    email: "new@vitosha.example",
  });
  expect(in_).toMatchObject({ status: 409, body: { code: "already_done" } });
});

test("who may not manage users invites nobody", async () => {
  const house = await openSetUpHouse();
  const ivan = await colleague(house);
  const answer = await ivan.ask("POST", "/api/invitations", {
    name: "Friend",
    email: "friend@vitosha.example",
  });
  expect(answer.status).toBe(403);
  expect((await house.runtime.database.selectFrom("users").select("id").execute()).length).toBe(2);
});
