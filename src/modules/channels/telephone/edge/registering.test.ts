import { sql } from "kysely";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { openFrontDoor, type FrontDoor } from "../../../../../test/front-door.ts";
import type { EdgeLine } from "./edge-lines.ts";
import { type Registering, registering } from "./registering.ts";

const account = {
  server: "sip.example.com",
  user: "office",
  domain: "sip.example.com",
  login: "office",
  password: "seven grey geese",
};
const answer = { what: "registered", reason: "", seconds: null, least: null, challenge: null } as const;
const challenge = 'Digest realm="example.com", nonce="abc"';

let house: FrontDoor;
let line: EdgeLine;
let said: string[];
let registrations: Registering;

beforeAll(async () => {
  house = await openFrontDoor();
  const { id } = await ask("POST", "/api/channel-accounts", { name: "Office", kind: "telephone" });
  line = { id, number: null, peers: [{ address: "192.0.2.7", port: 5060 }], account };
  await ask("PUT", `/api/channel-accounts/${id}/telephone`, {
    softphone: true,
    peers: ["sip.example.com"],
    provider_user: "office",
    provider_password: account.password,
  });
  await sql`insert into telephone_edge (held_by, held_until, state) values (gen_random_uuid(), now() + interval '1 hour', 'runs')`.execute(
    house.runtime.database,
  );
});

beforeEach(() => {
  said = [];
  registrations = registering(house.runtime, (words) => said.push(words));
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => void vi.useRealTimers());

test("a line proves itself when it is asked to, and registers again before that is over", async () => {
  registrations.keep([line]);
  heard({ code: 401, challenge });
  expect(said[1]).toContain(Buffer.from('Authorization: Digest username="office"').toString("hex"));
  heard({ code: 200, seconds: 100 });
  await expect.poll(stands).toMatchObject({ state: "registered" });
  registrations.keep([line]);
  expect(said).toHaveLength(2);
  vi.setSystemTime(Date.now() + 51_000);
  registrations.keep([line]);
  expect(said).toHaveLength(3);
});

test("who is refused is not asked again at once, is said to be with what the provider said, and tries another password there and then", async () => {
  registrations.keep([line]);
  heard({ code: 401, challenge });
  heard({ code: 401, challenge, reason: "Wrong Password" });
  await expect.poll(stands).toMatchObject({ state: "refused", said: "401 Wrong Password" });
  const told = () =>
    house.ask({ method: "GET", url: "/api/notifications", headers: { cookie: house.cookie } });
  await expect.poll(async () => (await told()).body).toContain("line_sign_in");
  vi.setSystemTime(Date.now() + 30_000);
  registrations.keep([line]);
  expect(said).toHaveLength(2);
  registrations.keep([{ ...line, account: { ...account, password: "eight" } }]);
  expect(said).toHaveLength(3);
  await expect.poll(stands).toMatchObject({ state: "trying" });
});

test("what else is changed of a line leaves how it stands, and nobody is told of it again", async () => {
  registrations.keep([line]);
  heard({ code: 403, reason: "Not You" });
  await expect.poll(stands).toMatchObject({ state: "refused" });
  const troubled = async () => (await ask("GET", `/api/channel-accounts/${line.id}`)).state;
  const before = await troubled();
  await ask("PUT", `/api/channel-accounts/${line.id}/telephone`, { ring_for: 30 });
  await ask("POST", `/api/channel-accounts/${line.id}/telephone-secrets`, { kind: "secret" });
  expect([await stands(), await troubled()]).toMatchObject([
    { state: "refused", said: "403 Not You" },
    before,
  ]);
  await ask("PUT", `/api/channel-accounts/${line.id}/telephone`, { provider_password: "another one" });
  expect(await stands()).toBeNull();
});

test("a provider that grants for ever is asked again all the same", async () => {
  registrations.keep([line]);
  heard({ code: 200, seconds: 9_999_999_999 });
  vi.setSystemTime(Date.now() + 151_000);
  registrations.keep([line]);
  expect(said).toHaveLength(2);
  heard({ code: 403, reason: "The last" });
  await expect.poll(stands).toMatchObject({ said: "403 The last" });
});

test("who was refused is patient also where the name leads elsewhere now; who was not goes there at once", async () => {
  const elsewhere = { ...line, peers: [{ address: "192.0.2.8", port: 5060 }] };
  registrations.keep([line]);
  heard({ code: 200 });
  registrations.keep([elsewhere]);
  expect(said.at(-1)).toContain(";peer=192.0.2.8:5060;");
  heard({ code: 403 });
  registrations.keep([line]);
  registrations.keep([elsewhere]);
  expect(said).toHaveLength(2);
  registrations.keep([{ ...elsewhere, account: { ...account, server: "other.example.com" } }]);
  expect(said).toHaveLength(3);
  heard({ code: 403, reason: "Once more" });
  await expect.poll(stands).toMatchObject({ said: "403 Once more" });
});

test("a provider that does not answer is unreachable, also where the edge says nothing of it; one without an address has none", async () => {
  registrations.keep([line]);
  heard({ code: 408 });
  await expect.poll(stands).toMatchObject({ state: "unreachable" });
  registrations.keep([{ ...line, peers: [] }]);
  await expect.poll(stands).toMatchObject({ state: "no_address" });
  registrations.keep([line]);
  await expect.poll(stands).toMatchObject({ state: "trying" });
  vi.setSystemTime(Date.now() + 16_000);
  registrations.keep([line]);
  await expect.poll(stands).toMatchObject({ state: "unreachable" });
});

test("a provider that wants longer is asked for so long; a line that registers no more is forgotten with its password", async () => {
  registrations.keep([line]);
  await expect.poll(stands).toMatchObject({ state: "trying" });
  heard({ code: 423, least: 600 });
  registrations.keep([line]);
  expect(said.at(-1)).toContain(";seconds=600;");
  registrations.keep([{ ...line, account: null }]);
  expect(said.at(-1)).toMatch(/^do=forget;line=[0-9a-f]{32}$/);
});

test("an answer to an earlier attempt, or of a line that is none, is not heard", async () => {
  registrations.keep([line]);
  await expect.poll(stands).toMatchObject({ state: "trying" });
  registrations.heard({ ...answer, line: line.id, turn: 99, code: 200 });
  registrations.heard({ ...answer, line: "nobody", turn: 1, code: 200 });
  expect(await stands()).toMatchObject({ state: "trying" });
});

test("the password is told to nobody", async () => {
  const shown = await ask("GET", `/api/channel-accounts/${line.id}/telephone`);
  expect(shown).toMatchObject({ provider_user: "office", has_provider_password: true });
  expect(JSON.stringify(shown)).not.toContain(account.password);
});

function heard(part: {
  code: number;
  challenge?: string;
  reason?: string;
  seconds?: number;
  least?: number;
}): void {
  const turn = Number(/turn=(\d+)/.exec(said.at(-1) ?? "")?.[1]);
  registrations.heard({ ...answer, line: line.id, turn, ...part });
}

async function stands() {
  return (await ask("GET", `/api/channel-accounts/${line.id}/telephone`)).registration;
}

async function ask(method: "GET" | "POST" | "PUT", url: string, payload?: object) {
  const answer = await house.ask({ method, url, payload, headers: { cookie: house.cookie } });
  if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.body}`);
  return answer.json();
}
