import { createHmac } from "node:crypto";
import type { ServerResponse } from "node:http";
import { sql } from "kysely";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { adapterOf } from "../adapters.ts";
import type { MessengerShown } from "../contract/messengers.ts";
import { settleWaiting } from "../taking-in/settling.ts";
import { holdMessengers } from "./holding.ts";
import { fetchMedia } from "./media.ts";
import { openAddressOf } from "./open-files.ts";
import { type Answers, type Asked, openMessengerHouse, playServices } from "./testing/messenger-house.ts";

/** Plays Viber, VK and Mastodon, as their documentation says. */
let services: Awaited<ReturnType<typeof playServices>>;
let door: Awaited<ReturnType<typeof openMessengerHouse>>;
let asked: Asked[];

beforeAll(async () => {
  services = await playServices();
  ({ asked } = services);
  door = await openMessengerHouse(services);
});

const settle = () => settleWaiting(door.house.runtime, adapterOf);
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);

test("a bot of Viber calls back while it is told our address, keeps ids longer than numbers, and says what became of answers", async () => {
  // More than a number holds: the last digits are what tells two messages apart.
  const ids = { first: "5741311803571721087", second: "5741311803571721088", out: "5741311803571721099" };
  const calls = (of: MessengerShown, fields: string, key = "viber") => {
    const raw = `{${fields}}`;
    const signature = createHmac("sha256", key).update(raw).digest("hex");
    return door.tells(of, raw, { "x-viber-content-signature": signature });
  };
  let calledBack = 0;
  services.answers = async ({ url, headers, body }) => {
    if (url === "/media/photo.jpg") return [200, jpeg];
    if (headers["x-viber-auth-token"] !== "viber")
      return [200, { status: 2, status_message: "invalidAuthToken" }];
    if (url === "/pa/get_account_info") return [200, { status: 0, status_message: "ok", name: "Vitosha" }];
    if (url === "/pa/send_message") return [200, Buffer.from(`{"status":0,"message_token":${ids.out}}`)];
    const id = JSON.parse(body).url.split("/").at(-1);
    const told = `"event":"webhook","timestamp":1457764197627,"message_token":241256543215`;
    calledBack = (await calls({ id } as MessengerShown, told)).statusCode;
    return [200, calledBack === 200 ? { status: 0 } : { status: 1, status_message: "invalidUrl" }];
  };
  const settings = { kind: "viber", server: services.server, sender: "Vitosha" };
  const bot = await door.ask("POST", "/api/messengers", {
    name: "Viber",
    unknown: "lead",
    settings,
    secrets: { token: "viber" },
  });
  expect(bot).toMatchObject({ state: "working", address: "Vitosha", problem: null });
  expect(calledBack).toBe(200);
  const sender = `"sender":{"id":"K1bZkuqoM7rCqLAeWtLRBA==","name":"Elena Petrova","language":"bg"}`;
  const message = (id: string, said: string) =>
    `"event":"message","timestamp":1457764197627,"message_token":${id},${sender},"message":{${said}}`;
  const hello = message(ids.first, `"type":"text","text":"Is it there?"`);
  expect((await calls(bot, hello, "other")).statusCode).toBe(400);
  for (const told of [hello, hello]) expect((await calls(bot, told)).statusCode).toBe(200);
  const photo = `"type":"picture","text":"This one","media":"${services.server}/media/photo.jpg"`;
  await calls(bot, message(ids.second, photo));
  await settle();
  await fetchMedia(door.house.runtime);
  const conversation = await door.conversationOf(bot);
  expect(conversation).toMatchObject({ contact_name: "Elena Petrova", messages: 2, language: "bg" });
  expect(conversation.party).not.toBeNull();
  await door.writes(conversation.id, { body: "It is." });
  expect(JSON.parse(asked.at(-1)?.body ?? "")).toMatchObject({
    receiver: "K1bZkuqoM7rCqLAeWtLRBA==",
    type: "text",
    text: "It is.",
    sender: { name: "Vitosha" },
  });
  const state = (event: string) =>
    calls(
      bot,
      `"event":"${event}","timestamp":1457764197627,"message_token":${ids.out},"user_id":"K1bZkuqoM7rCqLAeWtLRBA=="`,
    );
  for (const event of ["seen", "delivered"]) await state(event);
  await settle();
  const { data } = await door.ask("GET", `/api/conversations/${conversation.id}/messages`);
  expect(data).toMatchObject([
    { body: "Is it there?" },
    { body: "This one", files: [{ type: "image/jpeg" }] },
    { body: "It is.", state: "read" },
  ]);
  // A file is fetched by an address that is open to whoever was told it, for a month.
  const picture = await door.uploaded("bike.jpg", jpeg, "image/jpeg");
  const offer = await door.uploaded("Оферта 7.pdf", "%PDF-1.7", "application/pdf");
  await door.writes(conversation.id, { body: "Here it is.", files: [picture, offer] });
  const [text, shown, file] = asked.slice(-3).map(({ body }) => JSON.parse(body));
  expect(text).toMatchObject({ type: "text", text: "Here it is." });
  expect(shown).toMatchObject({ type: "picture", text: "", media: expect.stringMatching(/\/bike\.jpg$/) });
  expect(file).toMatchObject({ type: "file", size: 8, file_name: "Оферта 7.pdf" });
  const fetched = (media: string) => door.house.ask({ url: new URL(media).pathname });
  const answered = await fetched(file.media);
  expect([answered.statusCode, answered.body]).toEqual([200, "%PDF-1.7"]);
  expect(answered.headers).toMatchObject({
    "content-disposition": expect.stringMatching(/^attachment/),
    "x-content-type-options": "nosniff",
  });
  expect((await fetched(shown.media)).rawPayload).toEqual(jpeg);
  const of = (media: string): string => /channel-files\/([0-9a-f-]{36})/.exec(media)?.[1] ?? "";
  // Whoever knows one knows no other, and none that goes out elsewhere; nor one of which the time is over.
  expect((await fetched(shown.media.replace(of(shown.media), of(file.media)))).statusCode).toBe(404);
  expect((await fetched(file.media.replace(/-[0-9a-z]+-/, "-zzzzzz-"))).statusCode).toBe(404);
  const { settings: own } = door.house.runtime;
  // Names that are long in an address are shorter there, and end as they do.
  const long = openAddressOf(own, { id: of(file.media), name: `${"😀".repeat(250)}.pdf` });
  expect([long.endsWith(".pdf"), (await fetched(long)).statusCode]).toEqual([true, 200]);
  const past = openAddressOf(
    own,
    { id: of(file.media), name: "a.pdf" },
    new Date(Date.now() - 31 * 86_400_000),
  );
  expect((await fetched(past)).statusCode).toBe(404);
  await door.ask("PUT", `/api/channel-accounts/${bot.id}/messenger`, {
    name: "Viber",
    settings,
    active: false,
  });
  expect((await fetched(file.media)).statusCode).toBe(404);
});

test("a community of VK confirms our address, is known by its word, and sends an answer once however often it is tried", async () => {
  const sent = new Map<string, string>();
  let isDown = false;
  const api = communityOf(sent, () => isDown);
  services.answers = (one) => api(one);
  const settings = { kind: "vk", server: services.server, group_id: "123" };
  const community = await door.ask("POST", "/api/messengers", {
    name: "VK",
    settings,
    secrets: { token: "vk1.a.right" },
  });
  expect(community).toMatchObject({ state: "working", address: "vk.com/vitosha" });
  const added = asked.find(({ url }) => url === "/method/groups.addCallbackServer");
  const secret = new URLSearchParams(added?.body).get("secret_key") ?? "";
  const confirmed = await door.tells(community, { type: "confirmation", group_id: 123 }, {});
  expect([confirmed.statusCode, confirmed.body]).toEqual([200, "c0ffee"]);
  const event = (id: number, said: object, word = secret) =>
    door.tells(
      community,
      {
        type: "message_new",
        group_id: 123,
        event_id: `event ${id} ${Math.random()}`,
        v: "5.199",
        secret: word,
        object: {
          message: {
            date: 1_700_000_000 + id,
            from_id: 77,
            peer_id: 77,
            conversation_message_id: id,
            text: "",
            ...said,
          },
          client_info: {},
        },
      },
      {},
    );
  expect((await event(1, { text: "forged" }, "other")).statusCode).toBe(400);
  for (const _ of [1, 2]) expect((await event(1, { text: "Есть?" })).body).toBe("ok");
  const photo = {
    sizes: [
      { url: `${services.server}/small`, width: 75 },
      { url: `${services.server}/large`, width: 900 },
    ],
  };
  await event(2, { attachments: [{ type: "photo", photo }] });
  // Rooms are none of ours, nor is what we wrote there ourselves.
  await event(3, { text: "all", peer_id: 2_000_000_001 });
  const reply = { type: "message_reply", group_id: 123, event_id: "reply", secret, object: { text: "Ours" } };
  expect((await door.tells(community, reply, {})).body).toBe("ok");
  await settle();
  await fetchMedia(door.house.runtime);
  const { rows: kept } =
    await sql`select 1 from receipts where position(${secret}::bytea in raw) > 0`.execute(
      door.house.runtime.database,
    );
  expect(kept).toEqual([]);
  const conversation = await door.conversationOf(community);
  expect(conversation).toMatchObject({ contact: "id77", contact_name: "Елена Петрова", messages: 2 });
  isDown = true;
  const file = await door.uploaded("price.txt", "12 EUR");
  await door.ask("POST", `/api/conversations/${conversation.id}/messages`, { body: "Да", files: [file] });
  await expect(door.goesOut()).rejects.toThrow("expected");
  expect(await door.stateIn(conversation.id)).toMatchObject({ state: "queued" });
  isDown = false;
  await door.goesOut();
  expect(await door.stateIn(conversation.id)).toMatchObject({ state: "sent", problem: null });
  expect([...sent.values()]).toEqual(["Да", "doc-123_5"]);
});

/** What a community sent stands in `sent`, by the number that keeps it from being sent twice. While it is down, it takes and does not answer. */
function communityOf(sent: Map<string, string>, isDown: () => boolean): Answers {
  const methods: Readonly<Record<string, unknown>> = {
    "groups.getById": { groups: [{ id: 123, name: "Vitosha", screen_name: "vitosha" }] },
    "groups.getCallbackConfirmationCode": { code: "c0ffee" },
    "groups.getCallbackServers": { count: 0, items: [] },
    "groups.addCallbackServer": { server_id: 9 },
    "groups.setCallbackSettings": 1,
    "users.get": [{ id: 77, first_name: "Елена", last_name: "Петрова" }],
    "docs.getMessagesUploadServer": { upload_url: `${services.server}/upload` },
    "docs.save": { type: "doc", doc: { id: 5, owner_id: -123 } },
  };
  return ({ url, body }) => {
    if (url === "/large") return [200, jpeg];
    if (url === "/upload") return [200, { file: "uploaded" }];
    const params = new URLSearchParams(body);
    if (params.get("access_token") !== "vk1.a.right" || params.get("v") !== "5.199")
      return [200, { error: { error_code: 5, error_msg: "User authorization failed" } }];
    if (url !== "/method/messages.send") return [200, { response: methods[url.replace("/method/", "")] }];
    sent.set(params.get("random_id") ?? "", params.get("message") ?? params.get("attachment") ?? "");
    return isDown() ? [0, null] : [200, { response: 900 }];
  };
}

test("who speaks of us or to us at Mastodon is answered as they spoke, once, and what was there before is left", async () => {
  const instance = instanceOf();
  services.answers = instance.answers;
  const settings = { kind: "mastodon", server: services.server };
  const member = await door.ask("POST", "/api/messengers", {
    name: "Mastodon",
    settings,
    secrets: { token: "right" },
  });
  expect(member).toMatchObject({ state: "working", address: `@vitosha@${new URL(services.server).host}` });
  instance.mention({ id: "5", content: "<p>Before you came</p>" });
  const stopping = new AbortController();
  const watches = [1, 2].map(() => holdMessengers(door.house.runtime, stopping.signal));
  onTestFinished(async () => {
    stopping.abort();
    await Promise.all(watches);
  });
  const conversations = async () => {
    const { data } = await door.ask("GET", "/api/conversations?sort=last_message_at");
    return data.filter(({ account }: { account: { id: string } }) => account.id === member.id);
  };
  const until = (isSo: () => Promise<boolean>) =>
    expect.poll(isSo, { timeout: 15_000, interval: 50 }).toBe(true);
  const counts = async () =>
    (await conversations()).map(({ messages }: { messages: number }) => messages).sort();
  await until(async () => instance.isHeard());
  instance.mention({
    id: "6",
    content: "<p>Is <b>it</b> there?<script>x()</script></p>",
    visibility: "public",
  });
  await until(async () => (await conversations()).length === 1);
  const [thread] = await conversations();
  expect(thread).toMatchObject({
    contact: "@elena@far.example",
    contact_name: "Elena",
    channel: "social_network",
  });
  const { data } = await door.ask("GET", `/api/conversations/${thread.id}/messages`);
  expect(data).toMatchObject([{ body: "Is it there?" }]);
  instance.isDown = true;
  await door.ask("POST", `/api/conversations/${thread.id}/messages`, { body: "It is." });
  await expect(door.goesOut()).rejects.toThrow("expected");
  instance.isDown = false;
  await door.goesOut();
  expect(instance.made).toEqual([
    { status: "@elena@far.example It is.", in_reply_to_id: "s6", visibility: "public", media_ids: [] },
  ]);
  // What they say to us alone is another conversation; what answers ours is this one.
  instance.mention({ id: "7", content: "<p>My number</p>", visibility: "direct" });
  instance.mention({ id: "8", content: "<p>Thanks</p>", visibility: "public", in_reply_to_id: "made1" });
  await until(async () =>
    (await conversations()).some(({ messages }: { messages: number }) => messages === 3),
  );
  // Who else answers us there is another conversation, and so is what is said to us alone.
  instance.mention({ id: "9", content: "<p>Me too</p>", in_reply_to_id: "made1", acct: "ivan" });
  instance.mention({ id: "10", content: "<p>Alone</p>", visibility: "direct", in_reply_to_id: "made1" });
  await until(async () => (await counts()).join() === "1,2,3");
  const alone = (await conversations()).find(({ messages }: { messages: number }) => messages === 2);
  const file = await door.uploaded("price.txt", "12 EUR");
  await door.writes(alone.id, { body: "Noted", files: [file] });
  expect(instance.made.at(-1)).toMatchObject({
    in_reply_to_id: "s10",
    visibility: "direct",
    media_ids: ["m1"],
  });
});

interface Mentioned {
  readonly id: string;
  readonly content: string;
  readonly visibility?: string;
  readonly in_reply_to_id?: string;
  readonly acct?: string;
}

interface Instance {
  readonly made: object[];
  isDown: boolean;
  isHeard(): boolean;
  mention(said: Mentioned): void;
  readonly answers: Answers;
}

/** An instance by https://docs.joinmastodon.org/methods: of two statuses with one key it makes one. While it is down, it takes and does not answer. */
function instanceOf(): Instance {
  const mentions: { id: string }[] = [];
  const streams: ServerResponse[] = [];
  const keys = new Map<string, string>();
  const made: object[] = [];
  const instance: Instance = {
    made,
    isDown: false,
    isHeard: () => streams.length > 0,
    mention({ id, acct = "elena@far.example", ...said }) {
      const status = {
        id: `s${id}`,
        in_reply_to_id: null,
        visibility: "public",
        media_attachments: [],
        ...said,
      };
      const account = { acct, display_name: "Elena", bot: false };
      mentions.unshift({
        id,
        type: "mention",
        created_at: new Date().toISOString(),
        account,
        status,
      } as never);
      for (const stream of streams) stream.write(`event: notification\ndata: {"id":"${id}"}\n\n`);
    },
    answers: (asked) => {
      const { url, method, headers, body } = asked;
      if (headers.authorization !== "Bearer right") return [401, { error: "The access token is invalid" }];
      const { pathname, searchParams } = new URL(url, services.server);
      if (pathname === "/api/v1/streaming/user/notification")
        return [200, (answer: ServerResponse) => void streams.push(answer)];
      if (pathname === "/api/v1/accounts/verify_credentials") return [200, { id: "1", username: "vitosha" }];
      if (pathname === "/api/v2/media") return [200, { id: "m1" }];
      if (pathname === "/api/v1/notifications") {
        const after = Number(searchParams.get("min_id") ?? 0);
        const found = mentions.filter(({ id }) => Number(id) > after);
        return [200, found.slice(-Number(searchParams.get("limit") ?? 40))];
      }
      if (pathname !== "/api/v1/statuses" || method !== "POST") return [404, { error: "Record not found" }];
      const key = String(headers["idempotency-key"]);
      if (!keys.has(key)) {
        made.push(JSON.parse(body));
        keys.set(key, `made${made.length}`);
      }
      return instance.isDown ? [0, null] : [200, { id: keys.get(key) }];
    },
  };
  return instance;
}
