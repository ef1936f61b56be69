import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createHmac } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { signatureOf } from "#platform";
import { type FrontDoor, openFrontDoor } from "../../../../test/front-door.ts";
import { forgetRecordings } from "./forgetting-recordings.ts";
import { fetchRecordings } from "./recordings.ts";
import { settleCalls } from "./settling.ts";

let house: FrontDoor;
let board: Server;
let line: string;
let secret: string;
let token: string;
let me: string;
let late = 0;
const asked: { body: string; signature: string }[] = [];

beforeAll(async () => {
  board = createServer((request, answer) => {
    if (request.url === "/late.mp3" && ++late < 2) return answer.writeHead(404).end();
    if (request.method === "GET")
      return answer.writeHead(200, { "content-type": "audio/mpeg" }).end("ID3 said");
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      asked.push({ body, signature: String(request.headers["rapport-signature"]) });
      answer.writeHead(204).end();
    });
  });
  await new Promise<void>((done) => board.listen(0, "127.0.0.1", done));
  const { port } = board.address() as AddressInfo;
  house = await openFrontDoor();
  Object.assign(house.runtime.settings, { egressAllow: [{ host: "127.0.0.1", port }] });
  me = (await ask("GET", "/api/me")).user.id;
  line = (
    await ask("POST", "/api/channel-accounts", { name: "Office", kind: "telephone", address: "+35929000000" })
  ).id;
  secret = (await ask("POST", `${settings()}-secrets`, { kind: "secret" })).secret;
  token = (await ask("POST", `${settings()}-secrets`, { kind: "token" })).secret;
  await ask("PUT", settings(), {
    twilio_token: "twilio-token",
    dial_address: `http://127.0.0.1:${port}/dial`,
    extensions: [{ extension: "21", user: me }],
  });
});

afterAll(() => board.close());

test("a call rings at whose customer it is, is one message and one interaction with its length, and is told once", async () => {
  const elena = (
    await ask("POST", "/api/people", { name: { given: "Elena" }, phone: "+359888123456", owner: me })
  ).id;
  const call = { call_id: "c-1", direction: "in", from: "0888 123 456", to: "+35929000000" };
  const rung = await told({ ...call, seq: 1, event: "new", at: "2026-11-26T09:00:00Z" });
  expect(rung).toEqual({ outcome: "heard", route: { action: "dial", extensions: ["21"] } });
  await told({ ...call, seq: 3, event: "ended", cause: "hung_up", at: "2026-11-26T09:02:05Z" });
  await told({ ...call, seq: 2, event: "answered", user: "21", at: "2026-11-26T09:00:05Z" });
  expect(await told({ ...call, seq: 2, event: "answered", user: "21" })).toEqual({ outcome: "known" });
  await settled();
  await settled();
  const { data } = await ask("GET", `/api/parties/${elena}/timeline`);
  expect(data).toMatchObject([
    {
      kind: "interaction",
      event: "call",
      object: "conversation",
      details: { outcome: "reached", duration: 120 },
    },
  ]);
  expect(data[0].actor.id).toBe(me);
  const { data: said } = await ask("GET", `/api/conversations/${data[0].record}/messages`);
  expect(said).toMatchObject([{ kind: "call", body: null, details: { outcome: "reached", duration: 120 } }]);
});

test("who rang in vain is called back: a task with a deadline, and the conversation waits", async () => {
  const call = { callId: "z-1", direction: "in", from: "+359888000111", to: "+35929000000" };
  await zammad({ ...call, event: "newCall", user: ["21"] });
  await zammad({ ...call, event: "hangup", cause: "cancel" });
  await settled();
  const { data: tasks } = await ask("GET", "/api/tasks?search=359888000111");
  expect(tasks).toMatchObject([
    { kind: "call", priority: "high", subject: expect.stringContaining("+359888000111") },
  ]);
  const { data } = await ask("GET", "/api/conversations?search=359888000111");
  expect(data).toMatchObject([{ state: "open", channel: "phone" }]);
  expect(data[0].waiting_since).not.toBeNull();
});

test("Twilio's callbacks are heard by their own signature, and a recording is fetched", async () => {
  const { port } = board.address() as AddressInfo;
  const form = {
    CallSid: "CA1",
    CallStatus: "completed",
    Direction: "outbound-api",
    From: "+35929000000",
    To: "+359888222333",
    RecordingUrl: `http://127.0.0.1:${port}/said.mp3`,
  };
  expect((await twilio(form, "another-token")).json()).toEqual({ outcome: "notice_forged" });
  expect((await twilio(form)).statusCode).toBe(200);
  await fetchRecordings(house.runtime);
  const { data } = await ask("GET", "/api/calls");
  expect(data.find((call: { number: string }) => call.number === "+359888222333").recording).toMatchObject({
    type: "audio/mpeg",
  });
});

test("a recording that is not there yet is asked for again after a while", async () => {
  const { port } = board.address() as AddressInfo;
  await sql`insert into calls (account_id, conversation_id, source_id, direction, state, started_at, settled_at, recording_at)
    select account_id, conversation_id, 'late', 'in', 'ended', now(), now(), ${`http://127.0.0.1:${port}/late.mp3`}
    from calls limit 1`.execute(house.runtime.database);
  const recording = async () => {
    await fetchRecordings(house.runtime);
    const { rows } = await sql<{ here: boolean }>`
      select recording_id is not null as here from calls where source_id = 'late'`.execute(
      house.runtime.database,
    );
    return rows[0]?.here;
  };
  expect([await recording(), await recording(), late]).toEqual([false, false, 1]);
  await sql`update calls set recording_due_at = now() where source_id = 'late'`.execute(
    house.runtime.database,
  );
  expect(await recording()).toBe(true);
});

test("a call of a line that lies in the bin is settled, and one that fails keeps no other waiting", async () => {
  const old = (await ask("POST", "/api/channel-accounts", { name: "Old", kind: "telephone" })).id;
  await sql`insert into calls (account_id, conversation_id, source_id, direction, state, started_at, ended_at)
    select case n when 2 then account_id else ${old}::uuid end, conversation_id, 'n' || n, 'in', 'ended', now(),
      case n when 1 then '-infinity' else now() end
    from (select * from calls limit 1) c, generate_series(1, 3) as n`.execute(house.runtime.database);
  await sql`update calls set duration = 2147483647, started_at = 'infinity' where source_id = 'n1'`.execute(
    house.runtime.database,
  );
  await sql`update channel_accounts set archived_at = now() where id = ${old}`.execute(
    house.runtime.database,
  );
  await expect(settled()).rejects.toThrow();
  const { rows } = await sql<{ call: string }>`
    select source_id as call from calls where source_id like 'n_' and settled_at is not null order by 1`.execute(
    house.runtime.database,
  );
  expect(rows.map(({ call }) => call)).toEqual(["n2", "n3"]);
  await sql`delete from calls where source_id = 'n1'`.execute(house.runtime.database);
});

test.each([
  ["nothing signed", {}, "notice_forged"],
  ["another secret", { "rapport-signature": sign("{}", "other") }, "notice_forged"],
])("a switchboard that proves nothing is not heard: %s", async (_what, headers, outcome) => {
  const answer = await house.ask({ method: "POST", url: `/cti/v1/${line}/events`, headers, payload: "{}" });
  expect([answer.statusCode, answer.json()]).toEqual([400, { outcome }]);
});

test("an overheard signature is worth nothing later", async () => {
  const headers = { "rapport-signature": sign("{}", secret, 1_000_000_000) };
  const answer = await house.ask({ method: "POST", url: `/cti/v1/${line}/events`, headers, payload: "{}" });
  expect(answer.json()).toEqual({ outcome: "notice_stale" });
});

test.each(["", "[]", "{", '{"call_id":"x"}', `{"call_id":"x","seq":1,"event":"flown","direction":"in"}`])(
  "what is no news of a call is told so, and nothing is written: %s",
  async (body) => {
    const before = await calls();
    const answer = await post(body);
    expect([answer.statusCode, answer.json().outcome]).toEqual([400, "body_invalid"]);
    expect(await calls()).toBe(before);
  },
);

test("a click has the switchboard ring one's own telephone first, signed", async () => {
  const answer = await ask("POST", `/api/channel-accounts/${line}/calls`, { number: "0888 999 000" });
  expect(answer).toEqual({ way: "switchboard", address: null });
  const [{ body, signature } = { body: "", signature: "" }] = asked;
  expect(JSON.parse(body)).toMatchObject({ action: "dial", extension: "21", number: "+359888999000" });
  const time = /t=(\d+)/.exec(signature)?.[1] ?? "";
  expect(signature).toBe(`t=${time},v1=${signatureOf(secret, time, body)}`);
});

const settings = () => `/api/channel-accounts/${line}/telephone`;

async function ask(method: "GET" | "POST" | "PUT", url: string, payload?: object) {
  const answer = await house.ask({ method, url, payload, headers: { cookie: house.cookie } });
  if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.body}`);
  return answer.json();
}

function sign(body: string, by: string, at = Math.floor(Date.now() / 1000)): string {
  return `t=${at},v1=${signatureOf(by, String(at), body)}`;
}

function post(body: string) {
  return house.ask({
    method: "POST",
    url: `/cti/v1/${line}/events`,
    headers: { "content-type": "application/json", "rapport-signature": sign(body, secret) },
    payload: body,
  });
}

async function told(event: object) {
  const answer = await post(JSON.stringify(event));
  expect([answer.statusCode, answer.body]).toEqual([200, answer.body]);
  return answer.json();
}

async function zammad(event: object): Promise<void> {
  const url = `/cti/v1/${line}/zammad/${token}`;
  const answer = await house.ask({ method: "POST", url, payload: event });
  expect(answer.statusCode).toBe(200);
}

function twilio(form: Record<string, string>, by = "twilio-token") {
  const address = `${house.runtime.settings.baseUrl}/cti/v1/${line}/twilio`;
  const said =
    address +
    Object.keys(form)
      .sort()
      .map((name) => name + form[name])
      .join("");
  return house.ask({
    method: "POST",
    url: `/cti/v1/${line}/twilio`,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-twilio-signature": createHmac("sha1", by).update(said).digest("base64"),
    },
    payload: new URLSearchParams(form).toString(),
  });
}

/** As if the news that may still be on their way had had their time. */
async function settled(): Promise<void> {
  await sql`update calls set updated_at = now() - interval '1 minute' where state = 'ended'`.execute(
    house.runtime.database,
  );
  await settleCalls(house.runtime);
}

async function calls(): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from calls`.execute(
    house.runtime.database,
  );
  return rows[0]?.n ?? 0;
}

test("a recording is removed for good once it was kept as long as its line says; its call stays", async () => {
  const { rows } = await sql<{ id: string; file: string }>`
    select id, recording_id as file from calls where recording_id is not null order by id limit 1`.execute(
    house.runtime.database,
  );
  const [call] = rows;
  const files = () =>
    house.ask({ method: "GET", url: `/api/files/${call?.file}`, headers: { cookie: house.cookie } });
  await forgetRecordings(house.runtime);
  expect((await files()).statusCode).toBe(200);
  await ask("PUT", settings(), { keep_recordings: 30 });
  await sql`update calls set ended_at = now() - interval '31 days' where id = ${call?.id}`.execute(
    house.runtime.database,
  );
  await forgetRecordings(house.runtime);
  expect((await files()).statusCode).toBe(404);
  expect(await ask("GET", `/api/calls/${call?.id}`)).toMatchObject({ recording: null });
});
