import { expect, test } from "vitest";
import { openMailServer } from "../testing/mail-server.ts";
import { colleague, openSetUpHouse, ownersPassword, roleId, theOwner } from "../testing/visitor.ts";

const fresh = "a completely new phrase";

test("with a mail server the invitation goes out in the invited one's language and the link is nowhere else", async () => {
  const mail = await openMailServer();
  const house = await openSetUpHouse({ settings: { smtpUrl: mail.url } });
  const roleIds = [await roleId(house, "salesperson")];
  const { body } = await house.owner.ask("POST", "/api/invitations", {
    name: "Иван",
    email: "ivan@vitosha.example",
    roleIds,
    locale: "bg",
  });
  expect(body.link).toBeNull();
  await house.settle();
  expect(mail.letters).toHaveLength(1);
  expect(mail.letters[0]).toMatchObject({
    to: ["ivan@vitosha.example"],
    text: expect.stringContaining("Здравейте, Иван"),
  });
  const token = linkIn(mail.letters[0]?.text).hash.slice(1);
  expect(
    (await house.visitor().ask("POST", "/api/invitations/acceptances", { token, password: fresh })).status,
  ).toBe(201);
});

test("who forgot their password gets a link by mail that works once and ends all sessions", async () => {
  const mail = await openMailServer();
  const house = await openSetUpHouse({ settings: { smtpUrl: mail.url } });
  const visitor = house.visitor();
  const asked = await visitor.ask("POST", "/api/password-reset-requests", { email: theOwner.email });
  expect(asked).toMatchObject({ status: 202, body: { byMail: true } });
  await house.settle();
  const token = linkIn(mail.letters[0]?.text).hash.slice(1);
  expect((await visitor.ask("POST", "/api/password-resets", { token, password: "short" })).body.code).toBe(
    "password_too_short",
  );
  expect((await visitor.ask("POST", "/api/password-resets", { token, password: fresh })).status).toBe(204);
  expect(
    (await visitor.ask("POST", "/api/password-resets", { token, password: "yet another phrase" })).body.code,
  ).toBe("link_expired");
  expect((await house.owner.ask("GET", "/api/me")).status).toBe(401);
  expect(
    (await visitor.ask("POST", "/api/session", { email: theOwner.email, password: ownersPassword })).status,
  ).toBe(401);
  expect((await visitor.ask("POST", "/api/session", { email: theOwner.email, password: fresh })).status).toBe(
    200,
  );
});

test("an unknown address is answered alike and gets no letter", async () => {
  const mail = await openMailServer();
  const house = await openSetUpHouse({ settings: { smtpUrl: mail.url } });
  const answer = await house
    .visitor()
    .ask("POST", "/api/password-reset-requests", { email: "nobody@vitosha.example" });
  expect(answer).toMatchObject({ status: 202, body: { byMail: true } });
  await house.settle();
  expect(mail.letters).toEqual([]);
});

test("links lead to the address in the settings, whatever host the request names", async () => {
  const mail = await openMailServer();
  const house = await openSetUpHouse({
    settings: { smtpUrl: mail.url, baseUrl: "https://crm.vitosha.example" },
  });
  await house.app.inject({
    method: "POST",
    url: "/api/password-reset-requests",
    headers: { host: "evil.example", "x-forwarded-host": "evil.example", forwarded: "host=evil.example" },
    payload: { email: theOwner.email },
  });
  await house.settle();
  expect(linkIn(mail.letters[0]?.text).origin).toBe("https://crm.vitosha.example");
  expect(JSON.stringify(mail.letters)).not.toContain("evil.example");
});

test("a name with line breaks adds no header to a letter", async () => {
  const mail = await openMailServer();
  const house = await openSetUpHouse({ settings: { smtpUrl: mail.url } });
  await house.owner.ask("POST", "/api/invitations", {
    name: "Eve\r\nBcc: thief@evil.example",
    email: "eve@vitosha.example",
  });
  await house.settle();
  for (const letter of mail.letters) {
    expect(letter.to).toEqual(["eve@vitosha.example"]);
    expect(letter.headers).not.toMatch(/^bcc:/im);
  }
});

test("without a mail server the administrators are told and hand the link over", async () => {
  const house = await openSetUpHouse();
  const ivan = await colleague(house);
  const visitor = house.visitor();
  expect((await visitor.ask("POST", "/api/password-reset-requests", { email: ivan.email })).body).toEqual({
    byMail: false,
  });
  await house.settle();
  const told = await house.owner.ask("GET", "/api/notifications");
  expect(told.body).toMatchObject({
    unread: 1,
    data: [{ kind: "password_reset_asked", recordId: ivan.id, params: { name: "Ivan Petrov" } }],
  });
  const { body } = await house.owner.ask("POST", `/api/users/${ivan.id}/password-reset`);
  const token = new URL(body.link).hash.slice(1);
  expect((await visitor.ask("POST", "/api/password-resets", { token, password: fresh })).status).toBe(204);
});

function linkIn(text: string | undefined): URL {
  return new URL(text?.match(/https?:\/\/\S+/)?.[0] ?? "");
}
