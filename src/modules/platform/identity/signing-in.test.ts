import { expect, test } from "vitest";
import { colleague, openSetUpHouse, ownersPassword, theOwner } from "../testing/visitor.ts";

const { email } = theOwner;

test("who signs in by address and password gets a session that scripts cannot read, until they sign out", async () => {
  const house = await openSetUpHouse();
  const maria = house.visitor();
  const answer = await maria.ask("POST", "/api/session", {
    email: "  MARIA@vitosha.example ",
    password: ownersPassword,
  });
  expect(answer).toMatchObject({ status: 200, body: { secondFactor: false } });
  expect(String(answer.headers["set-cookie"])).toMatch(/rapport\.session_token=.+HttpOnly.+SameSite=Lax/i);
  expect((await maria.ask("GET", "/api/me")).status).toBe(200);
  const kept = new Map(maria.cookies);
  expect((await maria.ask("DELETE", "/api/session")).status).toBe(204);
  for (const [name, value] of kept) maria.cookies.set(name, value);
  expect((await maria.ask("GET", "/api/me")).status).toBe(401);
});

test("each sign-in makes a session of its own, and one that was planted beforehand is worth nothing", async () => {
  const house = await openSetUpHouse();
  const maria = house.visitor();
  maria.cookies.set("rapport.session_token", "planted.c2lnbmF0dXJl");
  await maria.ask("POST", "/api/session", { email, password: ownersPassword });
  expect(maria.cookies.get("rapport.session_token")).not.toContain("planted");
  const first = maria.cookies.get("rapport.session_token");
  await maria.ask("POST", "/api/session", { email, password: ownersPassword });
  expect(maria.cookies.get("rapport.session_token")).not.toBe(first);
});

test("a wrong password and an unknown address are answered alike", async () => {
  const house = await openSetUpHouse();
  const wrong = await house.visitor().ask("POST", "/api/session", { email, password: "not the password" });
  const unknown = await house
    .visitor()
    .ask("POST", "/api/session", { email: "nobody@vitosha.example", password: "not the password" });
  expect(wrong).toMatchObject({ status: 401, body: { code: "credentials_wrong" } });
  expect(unknown.body).toEqual(wrong.body);
});

test("whoever guesses passwords has to wait, while the user comes in from elsewhere", async () => {
  const house = await openSetUpHouse();
  const thief = house.visitor({ address: "10.6.6.6" });
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 10; attempt++) {
    statuses.push(
      (await thief.ask("POST", "/api/session", { email, password: `guess number ${attempt}` })).status,
    );
  }
  expect(statuses).toEqual([...Array(8).fill(401), 429, 429]);
  expect((await thief.ask("POST", "/api/session", { email, password: ownersPassword })).status).toBe(429);
  expect(
    (
      await house
        .visitor({ address: "10.0.0.2" })
        .ask("POST", "/api/session", { email, password: ownersPassword })
    ).status,
  ).toBe(200);
});

test("an address that is not one text is refused", async () => {
  const house = await openSetUpHouse();
  for (const given of [[email, "thief@x.example"], { $ne: "" }, 5, null]) {
    const answer = await house.visitor().ask("POST", "/api/password-reset-requests", { email: given });
    expect(answer.status).toBe(422);
  }
});

test("a new password ends the user's other sessions and keeps the one in which it was set", async () => {
  const house = await openSetUpHouse();
  const elsewhere = house.visitor();
  await elsewhere.ask("POST", "/api/session", { email, password: ownersPassword });
  const wrong = await house.owner.ask("PUT", "/api/me/password", {
    current: "something else",
    password: "long winding mountain road",
  });
  expect(wrong).toMatchObject({ status: 422, body: { code: "password_wrong" } });
  const changed = await house.owner.ask("PUT", "/api/me/password", {
    current: ownersPassword,
    password: "long winding mountain road",
  });
  expect(changed.status).toBe(204);
  expect((await elsewhere.ask("GET", "/api/me")).status).toBe(401);
  expect((await house.owner.ask("GET", "/api/me")).status).toBe(200);
  expect(
    (await house.visitor().ask("POST", "/api/session", { email, password: ownersPassword })).status,
  ).toBe(401);
});

test("a user sees where they are signed in and ends what is not theirs", async () => {
  const house = await openSetUpHouse();
  const elsewhere = house.visitor({ address: "10.9.9.9" });
  await elsewhere.ask("POST", "/api/session", { email, password: ownersPassword });
  const { body } = await house.owner.ask("GET", "/api/me/sessions");
  expect(body.data).toHaveLength(2);
  const other = body.data.find((session: { current: boolean }) => !session.current);
  expect(other.address).toBe("10.9.9.9");
  const ivan = await colleague(house);
  expect((await ivan.ask("DELETE", `/api/me/sessions/${other.id}`)).status).toBe(404);
  expect((await house.owner.ask("DELETE", `/api/me/sessions/${other.id}`)).status).toBe(204);
  expect((await elsewhere.ask("GET", "/api/me")).status).toBe(401);
});

test("under https the cookie travels encrypted only", async () => {
  const house = await openSetUpHouse({ settings: { baseUrl: "https://crm.vitosha.example" } });
  expect(house.owner.cookies.has("__Secure-rapport.session_token")).toBe(true);
  expect((await house.owner.ask("GET", "/api/me")).status).toBe(200);
  const answer = await house.visitor().ask("POST", "/api/session", { email, password: ownersPassword });
  expect(String(answer.headers["set-cookie"])).toMatch(/Secure/);
});

test("the tables of identity never leave through the API", async () => {
  const house = await openSetUpHouse();
  const texts = await Promise.all(
    ["/api/me", "/api/users", "/api/access", "/api/me/sessions", "/api/metadata", "/api/role-grants"].map(
      (path) => house.owner.ask("GET", path),
    ),
  );
  const { password } = await house.runtime.database
    .selectFrom("auth.account")
    .select("password")
    .executeTakeFirstOrThrow();
  const { token } = await house.runtime.database
    .selectFrom("auth.session")
    .select("token")
    .executeTakeFirstOrThrow();
  for (const { status, body } of texts) {
    expect(status).toBe(200);
    const text = JSON.stringify(body);
    expect(text).not.toContain(password);
    expect(text).not.toContain(token);
    expect(text).not.toMatch(/password|"token"|secret/i);
  }
});
