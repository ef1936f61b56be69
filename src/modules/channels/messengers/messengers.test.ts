import { createHmac } from "node:crypto";
import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { create } from "#records";
import { adapterOf } from "../adapters.ts";
import type { MessengerShown } from "../contract/messengers.ts";
import { sendDue } from "../sending/outbox.ts";
import { settleWaiting } from "../taking-in/settling.ts";
import { fetchMedia } from "./media.ts";
import { isOptedOut as isNumberOut } from "./opting.ts";
import { type Asked, openMessengerHouse, pathOf, playServices } from "./testing/messenger-house.ts";

/** Plays Telegram, Meta's graph and Twilio, as their documentation says. */
let services: Awaited<ReturnType<typeof playServices>>;
let door: Awaited<ReturnType<typeof openMessengerHouse>>;
let house: (typeof door)["house"];
let server: string;
let asked: Asked[];

beforeAll(async () => {
  services = await playServices();
  ({ server, asked } = services);
  door = await openMessengerHouse(services);
  ({ house } = door);
});

test("a bot of Telegram is connected, hears each update once, and answers with words and files", async () => {
  services.answers = telegram;
  const bot = await door.ask("POST", "/api/messengers", {
    name: "Shop",
    unknown: "lead",
    settings: { kind: "telegram", server },
    secrets: { token: "1:right" },
  });
  expect(bot).toMatchObject({ state: "working", address: "@vitosha_bot", problem: null });
  const set = JSON.parse(asked.at(-1)?.body ?? "");
  expect(set).toMatchObject({ url: bot.webhook, allowed_updates: ["message", "edited_message"] });
  const from = { id: 77, is_bot: false, first_name: "Elena", last_name: "Petrova", username: "elena" };
  const chat = { id: 77, type: "private" };
  const update = (id: number, said: object) => ({
    update_id: id,
    message: { message_id: id, date: 1_700_000_000 + id, chat, from, ...said },
  });
  const proof = { "x-telegram-bot-api-secret-token": set.secret_token };
  expect((await door.tells(bot, update(1, { text: "forged" }), {})).statusCode).toBe(400);
  for (const told of [update(1, { text: "Is it there?" }), update(1, { text: "Is it there?" })])
    expect((await door.tells(bot, told, proof)).statusCode).toBe(200);
  await door.tells(
    bot,
    update(2, { caption: "This one", photo: [{ file_id: "s" }, { file_id: "large" }] }),
    proof,
  );
  await settleWaiting(house.runtime, adapterOf);
  const conversation = await door.conversationOf(bot);
  // What was merged into a conversation by mail is still asked for where it came from.
  const mailbox = await door.ask("POST", "/api/channel-accounts", { name: "Mail", kind: "mailbox" });
  const { id: mails } = await house.runtime.runAsSystem((work) =>
    create(
      work,
      "conversation",
      { subject: "Mail", channel: "email", account: mailbox.id },
      { governed: true },
    ),
  );
  const merge = (method: "PUT" | "DELETE", payload?: object) =>
    door.ask(method, `/api/conversations/${conversation.id}/merge`, payload);
  await merge("PUT", { into: mails });
  await door.tells(bot, update(4, { text: "And this" }), proof);
  await settleWaiting(house.runtime, adapterOf);
  const { rows: accounts } = await sql<{ account: string }>`
    select account_id as account from messages where conversation_id = ${mails}`.execute(
    house.runtime.database,
  );
  expect(accounts).toEqual([bot, bot, bot].map(({ id }) => ({ account: id })));
  await sql`update messages set archived_at = now() where conversation_id = ${mails} and body = 'And this'`.execute(
    house.runtime.database,
  );
  await fetchMedia(house.runtime);
  await merge("DELETE");
  expect(conversation).toMatchObject({
    channel: "messenger",
    contact: "@elena",
    contact_name: "Elena Petrova",
  });
  expect(conversation.party).not.toBeNull();
  const { data } = await door.ask("GET", `/api/conversations/${conversation.id}/messages`);
  expect(data.map((one: { body: string }) => one.body)).toEqual(["Is it there?", "This one"]);
  expect(data[1].files).toMatchObject([{ title: "photo-2.jpg", type: "image/jpeg" }]);
  const file = await door.uploaded("price.txt", "12 EUR");
  await door.writes(conversation.id, { body: "It is.", files: [file] });
  const sent = asked.slice(-2);
  expect(JSON.parse(sent[0]?.body ?? "")).toEqual({ chat_id: "77", text: "It is." });
  expect(sent[1]?.url).toBe("/bot1:right/sendDocument");
  expect(sent[1]?.body).toContain("12 EUR");
  expect(await door.stateIn(conversation.id)).toMatchObject({ state: "sent", problem: null });
});

test("a group of Telegram is one conversation, in which writers are named and taken for nobody's customer", async () => {
  services.answers = telegram;
  const bot = await door.ask("POST", "/api/messengers", {
    name: "Club",
    unknown: "lead",
    settings: { kind: "telegram", server },
    secrets: { token: "1:right" },
  });
  const { secret_token } = JSON.parse(asked.at(-1)?.body ?? "");
  const says = (id: number, first_name: string, said: object) =>
    door.tells(
      bot,
      {
        update_id: id,
        message: {
          message_id: id,
          date: 1_700_000_000 + id,
          chat: { id: -5, type: "supergroup", title: "Cyclists" },
          from: { id, is_bot: false, first_name, username: "elena" },
          ...said,
        },
      },
      { "x-telegram-bot-api-secret-token": secret_token },
    );
  await says(1, "Elena", { text: "/price" });
  await says(2, "Ivan", { text: "@vitosha_bot and the helmet?" });
  await says(3, "Ivan", { left_chat_member: { id: 9 } });
  await settleWaiting(house.runtime, adapterOf);
  const group = await door.conversationOf(bot);
  expect(group).toMatchObject({ subject: "Cyclists", contact: null, party: null, messages: 2 });
  const { data } = await door.ask("GET", `/api/conversations/${group.id}/messages`);
  expect(data.map((one: { sender_name: string }) => one.sender_name)).toEqual(["Elena", "Ivan"]);
  await door.writes(group.id, { body: "12 EUR" });
  expect(JSON.parse(asked.at(-1)?.body ?? "")).toEqual({ chat_id: "-5", text: "12 EUR" });
});

test("WhatsApp proves its address, tells several things in one post in any order, and takes answers for a day", async () => {
  services.answers = graph;
  const line = await door.ask("POST", "/api/messengers", {
    name: "WhatsApp",
    settings: { kind: "whatsapp", server, number_id: "555", account_id: "777" },
    secrets: { token: "right", app_secret: "meta" },
  });
  expect(line).toMatchObject({ state: "working", address: "+359 2 900 0000" });
  const query = `hub.mode=subscribe&hub.challenge=4711&hub.verify_token=`;
  const proven = await house.ask({ url: `${pathOf(line)}?${query}${line.verify_token}` });
  expect([proven.statusCode, proven.body]).toEqual([200, "4711"]);
  expect((await house.ask({ url: `${pathOf(line)}?${query}other` })).statusCode).toBe(400);
  const ivan = (await door.ask("POST", "/api/people", { name: { given: "Ivan" }, phone: "+359888123456" }))
    .id;
  const message = (id: string, at: number, body: string) => ({
    id,
    from: "359888123456",
    timestamp: String(at),
    type: "text",
    text: { body },
  });
  const now = Math.floor(Date.now() / 1000);
  const value = {
    messaging_product: "whatsapp",
    metadata: { phone_number_id: "555" },
    contacts: [{ profile: { name: "Ivan" }, wa_id: "359888123456" }],
    messages: [message("wamid.1", now - 60, "Hello"), message("wamid.2", now - 50, "Anybody?")],
  };
  const other = {
    ...value,
    metadata: { phone_number_id: "556" },
    messages: [message("wamid.9", now, "Not yours")],
  };
  await posts(line, [value, other]);
  await posts(line, [value]);
  await settleWaiting(house.runtime, adapterOf);
  const conversation = await door.conversationOf(line);
  expect(conversation).toMatchObject({ contact: "+359888123456", messages: 2, party: { id: ivan } });
  await door.writes(conversation.id, { body: "Yes!" });
  expect(asked.at(-1)?.headers.authorization).toBe("Bearer right");
  expect(JSON.parse(asked.at(-1)?.body ?? "")).toMatchObject({ to: "359888123456", text: { body: "Yes!" } });
  const status = (state: string) => ({ id: "wamid.out", status: state, timestamp: String(now) });
  const states = {
    metadata: value.metadata,
    statuses: [status("read"), status("sent"), status("delivered")],
  };
  await posts(line, [states]);
  await settleWaiting(house.runtime, adapterOf);
  expect(await door.stateIn(conversation.id)).toMatchObject({ state: "read" });
  await sql`update messages set at = at - interval '2 days' where direction = 'in'`.execute(
    house.runtime.database,
  );
  const late = await house.ask({
    method: "POST",
    url: `/api/conversations/${conversation.id}/messages`,
    headers: { cookie: house.cookie },
    payload: { body: "Still there?" },
  });
  expect(late.json()).toMatchObject({ code: "too_late_to_answer" });
  // What Meta has approved goes out at any time, page by page; what asks for a place on the map or a code is not offered.
  const { data: templates } = await door.ask("GET", `/api/channel-accounts/${line.id}/templates`);
  const shared = { language: "bg", header: "", header_blank: null, media: null, marketing: false, links: [] };
  expect(templates).toEqual([
    { ...shared, name: "ready", body: "{{1}}, чака ви {{2}}.", footer: "Витоша", blanks: ["1", "2"] },
    { ...shared, name: "pictured", marketing: true, media: "image", body: "Ново", footer: "", blanks: [] },
    { ...shared, name: "invoice", media: "document", body: "Фактура", footer: "", blanks: [] },
    {
      ...shared,
      name: "named",
      header: "За {{1}}",
      header_blank: "1",
      body: "Ново",
      footer: "",
      blanks: [],
      links: [{ index: 1, text: "Вижте", url: "https://vitosha.example/o/{{1}}" }],
    },
  ]);
  const template = { name: "ready", language: "bg", values: ["Иван", "колелото"] };
  await door.ask("POST", `/api/conversations/${conversation.id}/templates`, template);
  await door.goesOut();
  expect(JSON.parse(asked.at(-1)?.body ?? "")).toMatchObject({
    to: "359888123456",
    type: "template",
    template: {
      name: "ready",
      language: { code: "bg" },
      components: [
        {
          type: "body",
          parameters: [
            { type: "text", text: "Иван" },
            { type: "text", text: "колелото" },
          ],
        },
      ],
    },
  });
  // Its heading and the addresses of its buttons are filled in as well.
  const named = { name: "named", language: "bg", header: "Иван", links: ["17"] };
  await door.ask("POST", `/api/conversations/${conversation.id}/templates`, named);
  await door.goesOut();
  expect(JSON.parse(asked.at(-1)?.body ?? "").template.components).toEqual([
    { type: "header", parameters: [{ type: "text", text: "Иван" }] },
    { type: "button", sub_type: "url", index: "1", parameters: [{ type: "text", text: "17" }] },
  ]);
  expect((await door.stateIn(conversation.id)).body).toBe(
    "За Иван\n\nНово\n\nВижте: https://vitosha.example/o/17",
  );
  const { data: all } = await door.ask("GET", `/api/conversations/${conversation.id}/messages`);
  expect(all.map(({ body }: { body: string }) => body)).toContain("Иван, чака ви колелото.\n\nВитоша");
});

test("one writes first at WhatsApp by an approved text, with a picture or a document above it, to who wants it", async () => {
  services.answers = graph;
  const { data: messengers } = await door.ask("GET", "/api/messengers");
  const line = messengers.find(({ kind }: MessengerShown) => kind === "whatsapp");
  const phone = "+359888200300";
  const maria = (
    await door.ask("POST", "/api/people", { name: { given: "Maria" }, phone: "+359 888 200 300" })
  ).id;
  const { data: beginnings } = await door.ask("GET", `/api/conversation-beginnings?party=${maria}`);
  expect(beginnings).toContainEqual(
    expect.objectContaining({ account: line.id, by_template: true, contacts: ["+359 888 200 300"] }),
  );
  const begins = (url: string, payload: object) =>
    house.ask({
      method: "POST",
      url: `/api/channel-accounts/${line.id}/${url}`,
      headers: { cookie: house.cookie },
      payload: { party: maria, ...payload },
    });
  expect((await begins("conversations", { body: "Hello" })).json()).toMatchObject({
    code: "too_late_to_answer",
  });
  const invoice = { name: "invoice", language: "bg" };
  expect((await begins("templates", invoice)).json()).toMatchObject({ code: "field_required" });
  const text = await door.uploaded("invoice.txt", "no PDF");
  expect((await begins("templates", { ...invoice, file: text })).json()).toMatchObject({ field: "file" });
  const pdf = await door.uploaded("invoice.pdf", "%PDF-1.7", "application/pdf");
  const begun = await begins("templates", { ...invoice, file: pdf });
  expect(begun.json()).toMatchObject({ contact: phone, party: { id: maria } });
  await door.goesOut();
  expect(asked.at(-2)).toMatchObject({ url: "/555/media", body: expect.stringContaining("%PDF-1.7") });
  expect(JSON.parse(asked.at(-1)?.body ?? "")).toMatchObject({
    to: "359888200300",
    template: {
      name: "invoice",
      components: [
        {
          type: "header",
          parameters: [{ type: "document", document: { id: "m1", filename: "invoice.pdf" } }],
        },
      ],
    },
  });
  // What they answer stands in what we began.
  const answers = async (id: string, body: string): Promise<void> => {
    const timestamp = String(Math.ceil(Date.now() / 1000));
    const message = { id, from: "359888200300", timestamp, type: "text", text: { body } };
    await posts(line, [{ metadata: { phone_number_id: "555" }, messages: [message] }]);
    await settleWaiting(house.runtime, adapterOf);
  };
  await answers("wamid.maria1", "Thank you");
  expect(await door.stateIn(begun.json().id)).toMatchObject({ direction: "in", body: "Thank you" });
  // Advertising goes to who consents to it by messenger alone.
  const picture = await door.uploaded("new.png", png, "image/png");
  const pictured = { name: "pictured", language: "bg", file: picture };
  expect((await begins("templates", pictured)).json()).toMatchObject({ code: "consent_needed" });
  const consent = {
    party: maria,
    purpose: "marketing",
    channel: "messenger",
    basis: "consent",
    source: "told us",
  };
  await door.ask("POST", "/api/consents", { ...consent, given: true });
  expect((await begins("templates", pictured)).statusCode).toBe(200);
  // It had not gone out yet as they took it back.
  await door.ask("POST", "/api/consents", { ...consent, given: false });
  const sent = asked.length;
  await sql`update messages set send_at = now() where state = 'queued'`.execute(house.runtime.database);
  expect(await sendDue(house.runtime, adapterOf)).toBe(0);
  expect(asked.length).toBe(sent);
  await answers("wamid.maria2", "Stop promotions");
  expect((await begins("templates", { ...invoice, file: pdf, contact: phone })).json()).toMatchObject({
    code: "opted_out",
  });
});

test("a short message is signed by Twilio, begins by us too, and what did not arrive is told", async () => {
  services.answers = twilio;
  const settings = { kind: "sms", server, account_sid: `AC${"0".repeat(32)}`, number: "+35929000000" };
  const wrong = await door.ask("POST", "/api/messengers", {
    name: "SMS",
    settings,
    secrets: { token: "wrong" },
  });
  expect(wrong).toMatchObject({ state: "sign_in_again", problem: "sign_in" });
  const number = await door.ask("PUT", `/api/channel-accounts/${wrong.id}/messenger`, {
    name: "SMS",
    settings,
    secrets: { token: "right" },
  });
  expect(number).toMatchObject({ state: "working", address: "+35929000000", problem: null });
  const begun = await door.ask("POST", `/api/channel-accounts/${number.id}/conversations`, {
    contact: "+359888999888",
    body: "Your order is here",
  });
  await door.goesOut();
  const form = new URLSearchParams(asked.at(-1)?.body);
  expect(Object.fromEntries(form)).toMatchObject({ To: "+359888999888", StatusCallback: number.webhook });
  const inbound = {
    MessageSid: "SM1",
    From: "+359888999888",
    To: "+35929000000",
    Body: "Thanks & bye",
    NumMedia: "0",
  };
  expect((await calls(number, inbound, "wrong")).statusCode).toBe(400);
  expect((await calls(number, inbound)).body).toBe("<Response/>");
  await calls(number, { MessageSid: "SMout", MessageStatus: "undelivered", ErrorCode: "30003" });
  await settleWaiting(house.runtime, adapterOf);
  const { data } = await door.ask("GET", `/api/conversations/${begun.id}/messages`);
  expect(data).toMatchObject([
    { direction: "out", state: "bounced", problem: "30003" },
    { direction: "in", body: "Thanks & bye" },
  ]);
});

test("who answers a short message by STOP is written to no more until they write START", async () => {
  services.answers = twilio;
  const { data: messengers } = await door.ask("GET", "/api/messengers");
  const number = messengers.find(({ kind }: MessengerShown) => kind === "sms");
  const phone = "+359888777666";
  const says = async (id: string, Body: string): Promise<void> => {
    await calls(number, { MessageSid: id, From: phone, To: "+35929000000", Body, NumMedia: "0" });
    await settleWaiting(house.runtime, adapterOf);
  };
  const { id: ivan } = await door.ask("POST", "/api/people", {
    name: { given: "Ivan" },
    phone: "0888 777 666",
  });
  await says("SMstop", " Стоп! ");
  const { data: conversations } = await door.ask("GET", "/api/conversations");
  const { id } = conversations.find(({ contact }: { contact: string }) => contact === phone);
  const writes = (body: string) =>
    house.ask({
      method: "POST",
      url: `/api/conversations/${id}/messages`,
      headers: { cookie: house.cookie },
      payload: { body },
    });
  const isOptedOut = async (): Promise<boolean | undefined> => {
    const { rows } = await sql<{ out: boolean }>`
      select opted_out_at is not null as out from contact_points where party_id = ${ivan} and kind = 'phone'`.execute(
      house.runtime.database,
    );
    return rows[0]?.out;
  };
  expect((await writes("Sale!")).json()).toMatchObject({ code: "opted_out" });
  expect(await isOptedOut()).toBe(true);
  await says("SMhelp", "help");
  expect((await writes("Sale!")).statusCode).toBe(409);
  await says("SMstart", "START");
  expect(await isOptedOut()).toBe(false);
  expect((await writes("Welcome back")).statusCode).toBeLessThan(300);
  // What was written before they asked does not go out either.
  await says("SMbaja", "BAJA");
  await sql`update messages set send_at = now() where state = 'queued'`.execute(house.runtime.database);
  expect(await sendDue(house.runtime, adapterOf)).toBe(0);
  const { data } = await door.ask("GET", `/api/conversations/${id}/messages`);
  const late = data.find(({ body }: { body: string }) => body === "Welcome back");
  expect(late).toMatchObject({ state: "refused", problem: "opted_out" });
  // Services call some numbers otherwise than one dials them.
  for (const [called, dialled] of [
    ["+551187654321", "+5511987654321"],
    ["+5215512345678", "+525512345678"],
    ["+5491123456789", "+541123456789"],
  ] as const) {
    const { id: party } = await door.ask("POST", "/api/people", { name: { given: dialled }, phone: dialled });
    await calls(number, {
      MessageSid: `SM${called}`,
      From: called,
      To: "+35929000000",
      Body: "STOP",
      NumMedia: "0",
    });
    await settleWaiting(house.runtime, adapterOf);
    const { rows } = await sql`
      select opted_out_at is not null as out from contact_points where party_id = ${party} and kind = 'phone'`.execute(
      house.runtime.database,
    );
    expect([dialled, rows]).toEqual([dialled, [{ out: true }]]);
    await sql`update contact_points set opted_out_at = null where party_id = ${party}`.execute(
      house.runtime.database,
    );
    expect([dialled, await isNumberOut(house.runtime.database, dialled)]).toEqual([dialled, true]);
  }
});

test("what is theirs and cannot be read is kept where people see it; by what we sign in is told to nobody", async () => {
  const { data } = await door.ask("GET", "/api/messengers");
  const line = data.find(({ kind }: MessengerShown) => kind === "whatsapp");
  const raw = "no JSON";
  const proof = { "x-hub-signature-256": `sha256=${createHmac("sha256", "meta").update(raw).digest("hex")}` };
  expect((await door.tells(line, raw, proof)).statusCode).toBe(200);
  await settleWaiting(house.runtime, adapterOf);
  const { rows } =
    await sql`select raw from receipts where account_id = ${line.id} and state = 'unreadable'`.execute(
      house.runtime.database,
    );
  expect(rows).toEqual([{ raw: Buffer.from(raw) }]);
  expect(JSON.stringify(data)).not.toMatch(/right|"meta"/);
  // Another server is not sent what the first was told.
  const moved = await house.ask({
    method: "PUT",
    url: `/api/channel-accounts/${line.id}/messenger`,
    headers: { cookie: house.cookie },
    payload: { name: "WhatsApp", settings: { ...line.settings, server: "http://elsewhere.example" } },
  });
  expect(moved.json()).toMatchObject({ code: "field_required", field: "token" });
});

function telegram({ url }: Asked): [number, unknown] {
  const [, of, method] = /^\/(?:file\/)?bot([^/]+)\/(.+)$/.exec(url) ?? [];
  if (of !== "1:right") return [401, { ok: false, description: "Unauthorized" }];
  const results: Readonly<Record<string, unknown>> = {
    getMe: { username: "vitosha_bot" },
    setWebhook: true,
    getFile: { file_path: "photos/large.jpg" },
    sendMessage: { message_id: 900 },
    sendDocument: { message_id: 901 },
  };
  if (method === "photos/large.jpg") return [200, Buffer.from([0xff, 0xd8, 0xff, 0xe0])];
  return [200, { ok: true, result: results[method ?? ""] }];
}

function graph({ url, headers }: Asked): [number, unknown] {
  if (headers.authorization !== "Bearer right")
    return [401, { error: { message: "Invalid token", code: 190 } }];
  if (url.startsWith("/777/message_templates?")) return [200, approvedAt(url)];
  if (url === "/555/media") return [200, { id: "m1" }];
  return url === "/555/messages"
    ? [200, { messaging_product: "whatsapp", messages: [{ id: "wamid.out" }] }]
    : [200, { display_phone_number: "+359 2 900 0000", id: "555" }];
}

/** One dot. */
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=",
  "base64",
);

/** Two pages of what is approved. */
function approvedAt(url: string): object {
  if (new URL(url, "http://meta.example").searchParams.get("after") === "two")
    return { data: approved.slice(2) };
  return {
    data: approved.slice(0, 2),
    paging: { cursors: { after: "two" }, next: "https://meta.example/next" },
  };
}

const approved = [
  {
    name: "ready",
    language: "bg",
    status: "APPROVED",
    components: [
      { type: "BODY", text: "{{1}}, чака ви {{2}}." },
      { type: "FOOTER", text: "Витоша" },
    ],
  },
  {
    name: "pictured",
    language: "bg",
    status: "APPROVED",
    category: "MARKETING",
    components: [
      { type: "HEADER", format: "IMAGE" },
      { type: "BODY", text: "Ново" },
    ],
  },
  {
    name: "invoice",
    language: "bg",
    status: "APPROVED",
    category: "UTILITY",
    components: [
      { type: "HEADER", format: "DOCUMENT" },
      { type: "BODY", text: "Фактура" },
    ],
  },
  {
    name: "named",
    language: "bg",
    status: "APPROVED",
    components: [
      { type: "HEADER", format: "TEXT", text: "За {{1}}" },
      { type: "BODY", text: "Ново" },
      {
        type: "BUTTONS",
        buttons: [
          { type: "PHONE_NUMBER", text: "Обадете се" },
          { type: "URL", text: "Вижте", url: "https://vitosha.example/o/{{1}}" },
        ],
      },
    ],
  },
  {
    name: "placed",
    language: "bg",
    status: "APPROVED",
    components: [
      { type: "HEADER", format: "LOCATION" },
      { type: "BODY", text: "Ново" },
    ],
  },
  ...[
    { category: "AUTHENTICATION", button: { type: "QUICK_REPLY", text: "Да" } },
    { category: "MARKETING", button: { type: "COPY_CODE", text: "Код" } },
    { category: "UTILITY", button: { type: "URL", text: "Вижте", url: "https://vitosha.example/{{1}}/o" } },
  ].map(({ category, button }, at) => ({
    name: `more_${at}`,
    language: "bg",
    status: "APPROVED",
    category,
    components: [
      { type: "BODY", text: "Ново" },
      { type: "BUTTONS", buttons: [button] },
    ],
  })),
];

function twilio({ url, headers }: Asked): [number, unknown] {
  const right = Buffer.from(`AC${"0".repeat(32)}:right`).toString("base64");
  if (headers.authorization !== `Basic ${right}`) return [401, { code: 20_003, message: "Authenticate" }];
  return url.endsWith("/Messages.json")
    ? [201, { sid: "SMout", status: "queued" }]
    : [200, { status: "active" }];
}

async function posts(line: MessengerShown, values: readonly object[]): Promise<void> {
  const changes = values.map((value) => ({ field: "messages", value }));
  const raw = JSON.stringify({ object: "whatsapp_business_account", entry: [{ id: "1", changes }] });
  const signature = createHmac("sha256", "meta").update(raw).digest("hex");
  const answer = await door.tells(line, raw, { "x-hub-signature-256": `sha256=${signature}` });
  expect(answer.statusCode).toBe(200);
}

function calls(number: MessengerShown, fields: Record<string, string>, token = "right") {
  const sorted = Object.keys(fields)
    .sort()
    .map((name) => name + fields[name]);
  return house.ask({
    method: "POST",
    url: pathOf(number),
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-twilio-signature": createHmac("sha1", token)
        .update(number.webhook + sorted.join(""))
        .digest("base64"),
    },
    payload: new URLSearchParams(fields).toString(),
  });
}
