import { hash as digest, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterEach, beforeAll, expect, test } from "vitest";
import { create } from "#records";
import { type FrontDoor, openBeside, openFrontDoor } from "../../../../test/front-door.ts";
import { until } from "../../../../test/live-stream.ts";
import { openMailServer } from "../../platform/testing/mail-server.ts";
import { adapterOf } from "../adapters.ts";
import { standardChat } from "../contract/chat.ts";
import { keepMailbox } from "../mail/connecting/stored-connection.ts";
import { sendingBy } from "../mail/testing/sending-settings.ts";
import { sendDue } from "../sending/outbox.ts";
import { keepArrivals } from "../taking-in/receipts.ts";
import { settleReceipt } from "../taking-in/settling.ts";
import { goOnByMail } from "./by-mail/going-on.ts";
import { isOpenAt } from "./settings/hours.ts";
import type { Line } from "./telling/lines.ts";
import { signatureOf } from "./visiting/identity.ts";

const shop = "https://shop.example";

let door: FrontDoor;
let address: string;
let account: string;
const hanging: AbortController[] = [];

beforeAll(async () => {
  door = await openFrontDoor();
  address = await door.listen();
  account = await newChat("Site");
});

afterEach(() => {
  for (const one of hanging.splice(0)) one.abort();
});

test("a message that is sent three times is there once, and its visitor sees it wherever they open the chat", async () => {
  const visitor = await begin();
  const id = randomUUID();
  const sent = { id, body: "Do you deliver to Varna?", name: "Elena", email: "elena@client.example" };
  for (let time = 0; time < 3; time++) expect((await visitor.post("messages", sent)).status).toBe(200);
  const { rows } = await sql<{ contact: string; name: string; messages: number; preview: string }>`
    select contact, contact_name as name, messages, preview from conversations where account_id = ${account}`.execute(
    door.runtime.database,
  );
  expect(rows).toEqual([
    { contact: "elena@client.example", name: "Elena", messages: 1, preview: "Do you deliver to Varna?" },
  ]);
  const again = await begin({ token: visitor.token });
  expect(again.token).toBe(visitor.token);
  const stream = await again.listen();
  await until(() => stream.lines.length === 1);
  expect(stream.lines[0]).toMatchObject({ sent: id, from: "visitor", body: "Do you deliver to Varna?" });
});

test("what is said while a stream is cut comes once it is open again, in order and once, also from another process; what was seen is marked", async () => {
  const visitor = await begin();
  const first = await visitor.listen();
  await visitor.post("messages", { id: randomUUID(), body: "Hello" });
  await until(() => first.lines.length === 1);
  const conversation = await conversationOf(visitor.token);
  await answer(conversation, "Good morning");
  await until(() => first.lines.length === 2);
  first.hangUp();
  await answer(conversation, "One more thing");
  await answer(conversation, "And another");
  const beside = await openBeside(door);
  const after = first.lines.at(-1)?.sequence ?? 0;
  const second = await visitor.listen({ after, at: await beside.listen() });
  await until(() => second.lines.length === 2);
  await answer(conversation, "The last");
  await until(() => second.lines.length === 3);
  expect([...first.lines, ...second.lines].map(({ body }) => body)).toEqual([
    "Hello",
    "Good morning",
    "One more thing",
    "And another",
    "The last",
  ]);
  await visitor.post("marks", { delivered: after + 3, read: after });
  const states = await sql<{ body: string; state: string }>`
    select body, state from messages where conversation_id = ${conversation} and direction = 'out' order by id`.execute(
    door.runtime.database,
  );
  expect(states.rows.map(({ state }) => state)).toEqual(["read", "delivered", "delivered", "delivered"]);
});

test("a long transaction of somebody else keeps nobody in a chat waiting", async () => {
  const visitor = await begin();
  const stream = await visitor.listen();
  await visitor.post("messages", { id: randomUUID(), body: "Are you there?" });
  await until(() => stream.lines.length === 1);
  const long = await door.pool.connect();
  try {
    await long.query("begin");
    await long.query("select pg_current_xact_id()");
    await answer(await conversationOf(visitor.token), "Yes");
    await until(() => stream.lines.length === 2);
  } finally {
    await long.query("rollback");
    long.release();
  }
});

test("nobody reads another's chat, and notes are ours", async () => {
  const [visitor, other] = [await begin(), await begin()];
  await visitor.post("messages", { id: randomUUID(), body: "It is about my illness" });
  const conversation = await conversationOf(visitor.token);
  await ours("POST", `/api/conversations/${conversation}/notes`, { body: "A difficult one" });
  await answer(conversation, "We look into it");
  await other.post("messages", { id: randomUUID(), body: "Hi" });
  expect(JSON.stringify(await other.get("messages"))).not.toContain("illness");
  const told = await visitor.get("messages");
  expect(told.body.lines.map(({ body }: Line) => body)).toContain("We look into it");
  expect(JSON.stringify(told.body)).not.toContain("difficult");
  for (const token of ["", "x".repeat(43), `${visitor.token}x`])
    expect((await ask("GET", "messages", { token })).status).toBe(401);
  const elsewhere = await newChat("Another");
  expect((await ask("GET", "messages", { token: visitor.token, chat: elsewhere })).status).toBe(401);
});

test("that the other writes is told both ways, and kept nowhere", async () => {
  const visitor = await begin();
  await visitor.post("messages", { id: randomUUID(), body: "Hello", name: "Zoya" });
  const conversation = await conversationOf(visitor.token);
  await visitor.post("typing", {});
  const watched = await ours("PUT", `/api/conversations/${conversation}/watching`, { doing: "typing" });
  expect(watched).toMatchObject({ data: [{ title: "Zoya", doing: "typing" }] });
  const stream = await visitor.listen();
  await until(() => stream.typing() > 0);
});

test("a file is what its first bytes say, and its visitor's alone", async () => {
  const [visitor, other] = [await begin(), await begin()];
  const id = randomUUID();
  const page = Buffer.from("<svg onload=alert(1)>");
  const sent = await door.ask({
    method: "POST",
    url: `/chat/at/${account}/files?id=${id}&name=${encodeURIComponent("../снимка.png")}`,
    headers: { origin: shop, authorization: `Bearer ${visitor.token}`, "content-type": "image/png" },
    payload: page,
  });
  expect(sent.statusCode).toBe(200);
  const stream = await visitor.listen();
  await until(() => stream.lines.length === 1);
  const file = stream.lines[0]?.files[0];
  expect(file).toMatchObject({ name: "снимка.png", type: "application/octet-stream", size: page.length });
  const theirs = await door.ask({
    method: "GET",
    url: `/chat/at/${account}/files/${file?.id}`,
    headers: { authorization: `Bearer ${visitor.token}` },
  });
  expect(theirs.rawPayload).toEqual(page);
  const { rows } = await sql`select raw from receipts where source_id like ${`%${id}`}`.execute(
    door.runtime.database,
  );
  expect(rows).toEqual([{ raw: null }]);
  expect(theirs.headers).toMatchObject({ "content-security-policy": expect.stringContaining("sandbox") });
  expect((await other.get(`files/${file?.id}`)).status).toBe(404);
});

test("a chat takes so many files a day, whoever they come from", async () => {
  const chat = await newChat("Busy");
  const { token } = await begin({}, chat);
  const key = digest("sha256", ["chat files of account", chat].join("\u0000"), "base64url");
  await sql`insert into auth.attempts (key, count) values (${key}, 1000)`.execute(door.runtime.database);
  const sent = await door.ask({
    method: "POST",
    url: `/chat/at/${chat}/files?id=${randomUUID()}&name=x.txt`,
    headers: { origin: shop, authorization: `Bearer ${token}`, "content-type": "text/plain" },
    payload: "x",
  });
  expect(sent.statusCode).toBe(429);
});

test("a large body is taken where files come alone", async () => {
  const { token } = await begin();
  const send = async (way: string) =>
    (
      await door.ask({
        method: "POST",
        url: `/chat/at/${account}/${way}`,
        headers: { origin: shop, authorization: `Bearer ${token}`, "content-type": "text/plain" },
        payload: "x".repeat(100_000),
      })
    ).statusCode;
  expect(await send("messages")).toBe(413);
  expect(await send(`files?id=${randomUUID()}&name=x.txt`)).toBe(200);
});

test("pages of sites that are not named get nothing, also not by names that look alike", async () => {
  const look = (origin: string) =>
    door.ask({ method: "GET", url: `/chat/at/${account}/look`, headers: { origin } });
  const allowed = await look(shop);
  expect(allowed.statusCode).toBe(200);
  expect(allowed.headers).toMatchObject({
    "access-control-allow-origin": shop,
    vary: expect.stringMatching(/origin/i),
  });
  expect((await look("https://news.shop.example")).statusCode).toBe(200);
  expect(allowed.headers).not.toHaveProperty("access-control-allow-credentials");
  for (const origin of [
    "https://evil.example",
    "http://shop.example",
    "https://shop.example.evil.example",
    "https://evilshop.example",
    "null",
    "https://shop.example:444",
  ]) {
    const refused = await look(origin);
    expect([origin, refused.statusCode]).toEqual([origin, 403]);
    expect(refused.headers).not.toHaveProperty("access-control-allow-origin");
  }
  const asks = await door.ask({
    method: "OPTIONS",
    url: `/chat/at/${account}/messages`,
    headers: { origin: shop, "access-control-request-method": "POST" },
  });
  expect(asks.statusCode).toBe(204);
  expect(asks.headers["access-control-allow-headers"]).toContain("authorization");
  expect((await ask("GET", "look", { chat: randomUUID() })).status).toBe(404);
  expect((await ask("POST", "session", { body: { token: 1 } })).status).toBe(422);
});

test("who is signed in at the page has one chat on all devices; a signature made up, or of another, opens nothing", async () => {
  const { secret } = (await ours("POST", `/api/chats/${account}/secret`)) as { secret: string };
  const email = "ivan@client.example";
  const inAnHour = Math.floor(Date.now() / 1000) + 3600;
  const signed = (until: number) => {
    const who = { id: "17", email, name: "Ivan", until };
    return { ...who, signature: signatureOf(secret, who) };
  };
  const identity = signed(inAnHour);
  const visitor = await begin({ identity });
  await visitor.post("messages", { id: randomUUID(), body: "My invoice", email: "other@client.example" });
  const phone = await begin({ identity });
  expect(phone.token).not.toBe(visitor.token);
  const stream = await phone.listen();
  await until(() => stream.lines.length === 1);
  const { rows } = await sql<{ contact: string }>`
    select contact from conversations where id = ${await conversationOf(visitor.token)}`.execute(
    door.runtime.database,
  );
  expect(rows[0]?.contact).toBe(email);
  for (const forged of [
    { ...identity, signature: "0".repeat(64) },
    { ...identity, id: "18" },
    { ...identity, email: "boss@client.example" },
    { ...identity, name: "Vitosha support" },
    { id: "17", until: inAnHour, signature: identity.signature },
    { ...identity, until: inAnHour + 1 },
    signed(inAnHour - 7200),
    signed(inAnHour + 30 * 86_400),
  ])
    expect((await ask("POST", "session", { body: { identity: forged } })).status).toBe(403);
  // Signed out at the same machine: the next one there does not read it.
  const next = await begin({ token: visitor.token });
  expect((await next.get("messages")).body.lines).toEqual([]);
});

test("who types is shown what is published for everybody, before they have a session", async () => {
  await ours("PUT", "/api/service-settings", { close_after_days: 14, survey: false, help: true });
  const written = { title: "Delivery to islands", body: "By boat, on Mondays.", language: "en" };
  for (const audience of ["public", "internal"]) {
    const { id } = (await ours("POST", "/api/articles", { ...written, audience })) as { id: string };
    await ours("PUT", `/api/articles/${id}/publication`);
  }
  const typed = await ask("POST", "articles?language=en", { body: { words: "Do you deliver to islands?" } });
  expect(typed.body).toEqual({
    articles: [
      {
        title: "Delivery to islands",
        address: expect.stringMatching(/\/help\/en\/\d+-delivery-to-islands$/),
      },
    ],
  });
  expect((await ask("POST", "articles", { body: { words: "x".repeat(501) } })).status).toBe(422);
});

test("one visitor holds ten streams and no more, and the next is free once one is given up", async () => {
  const visitor = await begin();
  const streams = [];
  for (let at = 0; at < 10; at++) streams.push(await visitor.listen());
  expect((await visitor.get("messages?after=0")).status).toBe(429);
  streams[0]?.hangUp();
  await visitor.post("messages", { id: randomUUID(), body: "Hello" });
  await expect.poll(async () => (await visitor.get("messages?after=0")).status).toBe(200);
});

test("letters that no database takes keep no message back", async () => {
  const visitor = await begin();
  const sent = { name: "El\u0000ena\n", page: "https://shop.example/\ud800", body: "Hel\u0000lo \udc00" };
  expect((await visitor.post("messages", { id: randomUUID(), ...sent })).status).toBe(200);
  const { lines } = (await visitor.get("messages")).body as { lines: Line[] };
  expect(lines).toMatchObject([{ name: "Elena", body: "Hello \ufffd" }]);
});

test("what is asked first must be told, and outside of the hours the chat says so", async () => {
  const asking = await newChat("Asking", {
    ask: { name: "no", email: "required" },
    hours: [{ day: 1, from: "00:00", to: "00:01" }],
    outside: { en: "We are back on Monday" },
  });
  const visitor = await begin({}, asking);
  const refused = await visitor.post("messages", { id: randomUUID(), body: "Hello?" });
  expect(refused).toMatchObject({ status: 422, body: { code: "field_required", field: "email" } });
  const taken = await visitor.post("messages", {
    id: randomUUID(),
    body: "Hello?",
    email: "e@client.example",
  });
  expect(taken.status).toBe(200);
  expect((await ask("GET", "look?language=en", { chat: asking })).body.outside).toBe("We are back on Monday");
  const hours = [{ day: 1, from: "09:00", to: "18:00" }];
  expect(isOpenAt(hours, new Date("2026-11-23T07:00:00Z"), "Europe/Sofia")).toBe(true);
  expect(isOpenAt(hours, new Date("2026-11-23T06:59:00Z"), "Europe/Sofia")).toBe(false);
  expect(isOpenAt(hours, new Date("2026-11-23T16:00:00Z"), "Europe/Sofia")).toBe(false);
  expect(isOpenAt(hours, new Date("2026-11-24T09:00:00Z"), "Europe/Sofia")).toBe(false);
});

test("what a visitor who is gone has not seen goes to them by mail once, and their answer comes back to the same chat", async () => {
  const server = await openMailServer();
  door.runtime.settings.egressAllow ??
    Object.assign(door.runtime.settings, { egressAllow: [{ host: "127.0.0.1" }] });
  const mailbox = await newMailbox(server.url);
  const visitor = await begin();
  await visitor.post("messages", {
    id: randomUUID(),
    body: "When do you open?",
    email: "vera@client.example",
  });
  const conversation = await conversationOf(visitor.token);
  await answer(conversation, "At nine.");
  await goOnByMail(door.runtime, adapterOf);
  expect(await mails(conversation)).toEqual([]);
  await sql`update chat_sessions set seen_at = now() - interval '10 minutes'
    where id = (select substr(key, 6)::uuid from conversation_keys where conversation_id = ${conversation} and key like 'chat:%')`.execute(
    door.runtime.database,
  );
  await sql`update messages set at = at - interval '10 minutes' where conversation_id = ${conversation}`.execute(
    door.runtime.database,
  );
  for (let time = 0; time < 2; time++) await goOnByMail(door.runtime, adapterOf);
  await sendDue(door.runtime, adapterOf);
  expect(server.letters.map(({ to }) => to)).toEqual([["vera@client.example"]]);
  const [mail] = await mails(conversation);
  expect(mail).toMatchObject({ state: "sent", body: expect.stringContaining("At nine.") });
  // Whoever types the address of somebody else sends them no words of their own.
  expect(mail?.body).not.toContain("When do you open?");
  const raw = `From: vera@client.example\r\nTo: info@vitosha.example\r\nIn-Reply-To: <${mail?.id}>\r\nMessage-ID: <v1@client>\r\nSubject: Re\r\n\r\nThank you!\r\n`;
  const [receipt] = await keepArrivals(door.runtime.database, mailbox, [
    { sourceId: "1", raw: Buffer.from(raw) },
  ]);
  expect((await settleReceipt(door.runtime, adapterOf, receipt ?? ""))?.conversation).toBe(conversation);
  // That she typed an address does not show her what comes from there.
  await visitor.post("messages", { id: randomUUID(), body: "I am back" });
  const stream = await visitor.listen();
  await until(() => stream.lines.some(({ body }) => body === "I am back"));
  expect(stream.lines.map(({ body }) => body)).toEqual(["When do you open?", "At nine.", "I am back"]);
  // Nor what she is answered; that goes to who wrote by mail, whatever the visitor types.
  await visitor.post("messages", { id: randomUUID(), body: "Me again", email: "evil@else.example" });
  await answer(conversation, "The code of your safe is 1234.");
  await visitor.post("marks", { read: 100 });
  await sql`update messages set at = at - interval '10 minutes' where conversation_id = ${conversation}`.execute(
    door.runtime.database,
  );
  for (let time = 0; time < 2; time++) await goOnByMail(door.runtime, adapterOf);
  await sendDue(door.runtime, adapterOf);
  expect(server.letters.map(({ to }) => to)).toEqual([["vera@client.example"], ["vera@client.example"]]);
  expect((await mails(conversation)).at(-1)?.body).toContain("1234");
  await until(() => stream.lines.some(({ body }) => body === "Me again"));
  const { body: seen } = await visitor.get("messages");
  expect(JSON.stringify([seen, stream.lines])).not.toContain("1234");
});

interface Wishes {
  readonly token?: string;
  readonly identity?: unknown;
}

async function begin(wishes: Wishes = {}, chat = account) {
  const { body, status } = await ask("POST", "session", { body: wishes, chat });
  expect(status).toBe(200);
  const { token } = body as { token: string };
  return {
    token,
    post: (way: string, sent: unknown) => ask("POST", way, { token, body: sent, chat }),
    get: (way: string) => ask("GET", way, { token, chat }),
    listen: (from: { after?: number; at?: string } = {}) => listen({ token, chat, ...from }),
  };
}

async function listen({
  token,
  chat,
  after = 0,
  at = address,
}: {
  token: string;
  chat: string;
  after?: number;
  at?: string;
}) {
  const ending = new AbortController();
  hanging.push(ending);
  const lines: Line[] = [];
  const answer = await fetch(`${at}/chat/at/${chat}/stream`, {
    headers: { origin: shop, authorization: `Bearer ${token}`, "last-event-id": String(after) },
    signal: ending.signal,
  });
  expect(answer.status).toBe(200);
  let typing = 0;
  void readLines(answer, lines, () => typing++).catch(() => {});
  return { lines, typing: () => typing, hangUp: () => ending.abort() };
}

async function readLines(answer: Response, lines: Line[], hearTyping: () => void): Promise<void> {
  let text = "";
  for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const parts = (text + chunk).split("\n\n");
    text = parts.pop() ?? "";
    for (const part of parts) {
      const data = /^data: (.*)$/m.exec(part)?.[1];
      if (part.startsWith("event: typing")) hearTyping();
      else if (data) lines.push(JSON.parse(data) as Line);
    }
  }
}

interface Question {
  readonly token?: string;
  readonly body?: unknown;
  readonly chat?: string;
}

async function ask(method: "GET" | "POST", way: string, { token, body, chat = account }: Question = {}) {
  const answer = await door.ask({
    method,
    url: `/chat/at/${chat}/${way}`,
    headers: { origin: shop, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    ...(body !== undefined && { payload: body as object }),
  });
  const isJson = String(answer.headers["content-type"]).startsWith("application/json");
  return { status: answer.statusCode, body: isJson ? answer.json() : null };
}

async function ours(method: "POST" | "PUT", url: string, payload?: unknown): Promise<unknown> {
  const answer = await door.ask({
    method,
    url,
    headers: { cookie: door.cookie, "sec-fetch-site": "same-origin" },
    ...(payload !== undefined && { payload: payload as object }),
  });
  expect([answer.statusCode, answer.body]).toEqual([
    expect.toSatisfy((code: number) => code < 300),
    answer.body,
  ]);
  return answer.body ? answer.json() : undefined;
}

function answer(conversation: string, body: string): Promise<unknown> {
  return ours("POST", `/api/conversations/${conversation}/messages`, { body });
}

async function newChat(name: string, settings: object = {}): Promise<string> {
  const { id } = (await ours("POST", "/api/chats", {
    name,
    from_name: null,
    active: true,
    queue: null,
    unknown: "wait",
    settings: { ...standardChat, sites: [shop, "https://*.shop.example/"], ...settings },
  })) as { id: string };
  return id;
}

async function newMailbox(url: string): Promise<string> {
  const values = { name: "Info", kind: "mailbox", address: "info@vitosha.example" };
  return door.runtime.runAsSystem(async (work) => {
    const { id } = await create(work, "channel_account", values);
    const settings = sendingBy(url);
    await keepMailbox(work.db, door.runtime.settings.secret, { account: id, settings, secrets: {} });
    return id;
  });
}

async function conversationOf(token: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select k.conversation_id as id from conversation_keys k
    where k.key = (select 'chat:' || session_id from chat_tokens where token_hash = ${hash(token)})`.execute(
    door.runtime.database,
  );
  return rows[0]?.id ?? "";
}

async function mails(conversation: string) {
  const { rows } = await sql<{ id: string; state: string; body: string }>`
    select external_id as id, state, body from messages where conversation_id = ${conversation} and direction = 'out' and account_id is not null order by id`.execute(
    door.runtime.database,
  );
  return rows;
}

const hash = (token: string): string => digest("sha256", token, "base64url");
