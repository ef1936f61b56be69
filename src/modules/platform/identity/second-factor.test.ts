import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { type House, openSetUpHouse, ownersPassword, theOwner, type Visitor } from "../testing/visitor.ts";

const credentials = { email: theOwner.email, password: ownersPassword };

test("with a second factor the password alone opens nothing", async () => {
  const { house, address } = await withSecondFactor();
  const maria = house.visitor();
  expect((await maria.ask("POST", "/api/session", credentials)).body).toEqual({ secondFactor: true });
  expect((await maria.ask("GET", "/api/me")).status).toBe(401);
  expect((await maria.ask("POST", "/api/session/second-factor", { code: "000000" })).body.code).toBe(
    "code_wrong",
  );
  expect((await maria.ask("POST", "/api/session/second-factor", { code: codeOf(address, 1) })).status).toBe(
    200,
  );
  expect((await maria.ask("GET", "/api/me")).body.user.secondFactor).toBe(true);
});

test("a code counts once, also for two who send it at the same moment", async () => {
  const { house, address } = await withSecondFactor();
  const visitors = await Promise.all([1, 2, 3].map(() => challenged(house)));
  const code = codeOf(address, 1);
  const answers = await Promise.all(
    visitors.map((visitor) => visitor.ask("POST", "/api/session/second-factor", { code })),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  const inside = await Promise.all(visitors.map((visitor) => visitor.ask("GET", "/api/me")));
  expect(inside.filter(({ status }) => status === 200)).toHaveLength(1);
  const later = await challenged(house);
  expect((await later.ask("POST", "/api/session/second-factor", { code })).body.code).toBe("code_wrong");
});

test("the code that turned the second factor on is spent", async () => {
  const { house, address } = await withSecondFactor();
  const maria = await challenged(house);
  expect((await maria.ask("POST", "/api/session/second-factor", { code: codeOf(address) })).body.code).toBe(
    "code_wrong",
  );
});

test("each recovery code counts once", async () => {
  const { house, recoveryCodes } = await withSecondFactor();
  const maria = await challenged(house);
  expect((await maria.ask("POST", "/api/session/second-factor", { code: recoveryCodes[0] })).status).toBe(
    200,
  );
  const again = await challenged(house);
  expect((await again.ask("POST", "/api/session/second-factor", { code: recoveryCodes[0] })).body.code).toBe(
    "code_wrong",
  );
  expect((await again.ask("POST", "/api/session/second-factor", { code: recoveryCodes[1] })).status).toBe(
    200,
  );
});

test("codes cannot be guessed: after five wrong ones the sign-in starts over", async () => {
  const { house, address } = await withSecondFactor();
  const maria = await challenged(house);
  for (let guess = 0; guess < 5; guess++)
    await maria.ask("POST", "/api/session/second-factor", { code: `00000${guess}` });
  const answer = await maria.ask("POST", "/api/session/second-factor", { code: codeOf(address, 1) });
  expect(answer).toMatchObject({ status: 401, body: { code: "sign_in_again" } });
});

test("it takes the password to turn the second factor on or off", async () => {
  const { house, owner } = await withSecondFactor();
  expect(
    (await owner.ask("POST", "/api/me/second-factor/removal", { password: "a wrong password" })).body.code,
  ).toBe("password_wrong");
  expect(
    (await owner.ask("POST", "/api/me/second-factor/removal", { password: ownersPassword })).status,
  ).toBe(204);
  const maria = house.visitor();
  expect((await maria.ask("POST", "/api/session", credentials)).body).toEqual({ secondFactor: false });
});

async function withSecondFactor() {
  const house = await openSetUpHouse();
  const { owner } = house;
  expect((await owner.ask("POST", "/api/me/second-factor", { password: "a wrong password" })).body.code).toBe(
    "password_wrong",
  );
  const { body } = await owner.ask("POST", "/api/me/second-factor", { password: ownersPassword });
  expect(
    (await owner.ask("POST", "/api/me/second-factor/confirmation", { code: codeOf(body.address) })).status,
  ).toBe(204);
  return { house, owner, ...(body as { address: string; recoveryCodes: string[] }) };
}

async function challenged(house: House): Promise<Visitor> {
  const visitor = house.visitor();
  await visitor.ask("POST", "/api/session", credentials);
  return visitor;
}

/** The code an authenticator shows (RFC 6238), `steps` half minutes from now. */
function codeOf(address: string, steps = 0): string {
  const key = fromBase32(new URL(address).searchParams.get("secret") ?? "");
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const digest = createHmac("sha1", key).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

function fromBase32(text: string): Buffer {
  const bits = [...text.replace(/=/g, "")]
    .map((sign) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(sign).toString(2).padStart(5, "0"))
    .join("");
  return Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
}
