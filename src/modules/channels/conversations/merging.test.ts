import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { resolveActor } from "#platform";
import { fullGrant, type RoleGrants } from "#records/contract";
import { create, get, type Runtime, type Work } from "#records";
import { buildOrganisation, buildUser, type TestActor } from "../../../../test/builders.ts";
import { testRuntime } from "../../../../test/harness.ts";
import { accountOf } from "../accounts/account.ts";
import { takeIn } from "../taking-in/taking-in.ts";
import { mergeConversation, separateConversation } from "./merging.ts";
import { splitMessage } from "./splitting.ts";

let runtime: Runtime;
let maria: TestActor;
let mailbox: string;
let elena: string;

beforeAll(async () => {
  runtime = await testRuntime({ resolveActor });
  await buildOrganisation(runtime.database);
  maria = await buildUser(runtime.database);
  const account = { name: "Support", kind: "mailbox", address: "support@vitosha.example" };
  mailbox = (await as((work) => create(work, "channel_account", account))).id;
  elena = await person("elena@client.example");
});

test("of two conversations one is a part of the other, with its words on the timeline and what comes later; taken apart each has its own", async () => {
  const first = await comes({ key: "a1", from: "stranger@else.example", body: "From another address" });
  const second = await comes({ key: "b1", body: "The same matter" });
  await as((work) => mergeConversation(work, first.conversation, second.conversation));
  expect(await read(first.conversation)).toMatchObject({ state: "closed", messages: 0, waiting_since: null });
  expect(await read(second.conversation)).toMatchObject({
    state: "open",
    messages: 2,
    preview: "The same matter",
  });
  expect(await told()).toEqual(["From another address", "The same matter"]);
  const later = await comes({ key: "a2", belongsTo: "a1", from: "stranger@else.example", body: "One more" });
  expect(later.conversation).toBe(second.conversation);
  await as((work) => separateConversation(work, first.conversation));
  expect(await read(first.conversation)).toMatchObject({ state: "open", messages: 1, merged_into: null });
  expect(await read(second.conversation)).toMatchObject({ messages: 2, preview: "One more" });
  await expect(as((work) => separateConversation(work, first.conversation))).rejects.toMatchObject({
    code: "not_merged",
  });
});

test("what is a part of a conversation goes on with it, and comes back with it", async () => {
  const names = ["g1", "h1", "i1"];
  const [a, b, c] = (await Promise.all(names.map((key) => comes({ key, body: key })))).map(
    ({ conversation }) => conversation,
  ) as [string, string, string];
  await as((work) => mergeConversation(work, a, b));
  await as((work) => mergeConversation(work, b, c));
  expect((await comes({ key: "g2", belongsTo: "g1" })).conversation).toBe(c);
  expect(await read(a)).toMatchObject({ merged_into: { id: c } });
  await as((work) => separateConversation(work, b));
  expect([await read(a), await read(b)]).toMatchObject([
    { merged_into: { id: b } },
    { merged_into: null, messages: 2, state: "open" },
  ]);
  await as((work) => mergeConversation(work, b, c));
  await as((work) => separateConversation(work, a));
  expect(await Promise.all([a, b, c].map(read))).toMatchObject([
    { merged_into: null, messages: 1, preview: "g1" },
    { merged_into: { id: c }, messages: 0 },
    { merged_into: null, messages: 3 },
  ]);
});

test("nothing that waits to be sent goes to another: it is neither merged nor split, and messengers are not mixed", async () => {
  const [one, other] = [await comes({ key: "j1" }), await comes({ key: "k1" })];
  const state = (value: string) =>
    sql`update messages set direction = 'out', state = ${value} where id = ${one.message}`.execute(
      runtime.database,
    );
  const merge = (from: string, into: string) => as((work) => mergeConversation(work, from, into));
  await state("queued");
  for (const pair of [
    [one, other],
    [other, one],
  ] as const)
    await expect(merge(pair[0].conversation, pair[1].conversation)).rejects.toMatchObject({
      code: "message_waiting",
    });
  await comes({ key: "j2", belongsTo: "j1" });
  await expect(as((work) => splitMessage(work, one.message))).rejects.toMatchObject({
    code: "message_waiting",
  });
  await sql`update messages set direction = 'in', state = 'received', details = '{"peer":"7"}'
    where id in (${one.message}, ${other.message})`.execute(runtime.database);
  const values = { name: "Telegram", kind: "telegram" };
  const { id: telegram } = await as((work) => create(work, "channel_account", values));
  await sql`update conversations set account_id = ${telegram} where id = ${one.conversation}`.execute(
    runtime.database,
  );
  await expect(merge(one.conversation, other.conversation)).rejects.toMatchObject({
    code: "merge_of_two_channels",
  });
});

test("what stands in a personal mailbox is not mixed with what all see, neither way round", async () => {
  const values = { name: "Own", kind: "mailbox", address: "maria@vitosha.example", user: maria.userId };
  const { id: own } = await as((work) => create(work, "channel_account", values));
  const [one, other] = [await comes({ key: "p1" }), await comes({ key: "p2" })];
  await sql`update conversations set account_id = ${own} where id = ${one.conversation}`.execute(
    runtime.database,
  );
  for (const [from, into] of [
    [one, other],
    [other, one],
  ] as const)
    await expect(
      as((work) => mergeConversation(work, from.conversation, into.conversation)),
    ).rejects.toMatchObject({ code: "merge_of_personal" });
});

test("who merges is answered with what they may see alone", async () => {
  const answering: RoleGrants = {
    objects: {
      conversation: { ...fullGrant, fields: { contact: "hidden" } },
      message: fullGrant,
      party: fullGrant,
      channel_account: fullGrant,
    },
    permissions: ["conversations:answer"],
  };
  const agent = await buildUser(runtime.database, { name: "Agent", rights: answering });
  const [one, other] = [await comes({ key: "l1" }), await comes({ key: "m1" })];
  const merged = await runtime.run(agent, "screen", (work) =>
    mergeConversation(work, one.conversation, other.conversation),
  );
  expect([merged["id"], merged["contact"]]).toEqual([other.conversation, undefined]);
});

test("conversations of two customers do not become one, and none becomes a part of itself", async () => {
  await person("boris@client.example");
  const one = await comes({ key: "c1" });
  const other = await comes({ key: "d1", from: "boris@client.example" });
  const merge = (from: string, into: string) => as((work) => mergeConversation(work, from, into));
  await expect(merge(one.conversation, other.conversation)).rejects.toMatchObject({
    code: "merge_of_two_customers",
  });
  await expect(merge(one.conversation, one.conversation)).rejects.toMatchObject({ code: "field_invalid" });
});

test("a message that is about something else begins a conversation of its own, to which its answers lead, and no other", async () => {
  const { conversation } = await comes({ key: "e1" });
  const other = await comes({ key: "e2", belongsTo: "e1", body: "By the way, an invoice is missing" });
  await comes({ key: "ee2", belongsTo: "e1" });
  const { id } = await as((work) => splitMessage(work, other.message));
  expect(await read(id)).toMatchObject({ messages: 1, preview: "By the way, an invoice is missing" });
  expect(await read(conversation)).toMatchObject({ messages: 2, preview: "Where is my order?" });
  expect((await comes({ key: "e3", belongsTo: "e2" })).conversation).toBe(id);
  expect((await comes({ key: "e4", belongsTo: "ee2" })).conversation).toBe(conversation);
  await expect(
    as(async (work) => splitMessage(work, (await comes({ key: "f1" })).message)),
  ).rejects.toMatchObject({ code: "nothing_to_split" });
});

async function person(email: string): Promise<string> {
  return (await as((work) => create(work, "person", { name: { given: email }, email }))).id;
}

interface Comes {
  readonly key: string;
  readonly belongsTo?: string;
  readonly from?: string;
  readonly body?: string;
}

async function comes({ key, belongsTo, from = "elena@client.example", body = "Where is my order?" }: Comes) {
  const account = await accountOf(runtime.database, mailbox);
  return runtime.runAsSystem((work) =>
    takeIn(work, account, {
      kind: "message",
      at: new Date(),
      from: { value: from },
      subject: "Order 17",
      body,
      externalId: key,
      belongsTo: belongsTo ? [`mail:${belongsTo}`] : [],
      keys: [`mail:${key}`],
    }),
  );
}

async function told(): Promise<string[]> {
  const { rows } = await sql<{ body: string }>`
    select body from interactions where party_id = ${elena} order by at, id`.execute(runtime.database);
  return rows.map(({ body }) => body);
}

function read(conversation: string) {
  return as((work) => get(work, "conversation", conversation));
}

function as<T>(capability: (work: Work) => Promise<T>): Promise<T> {
  return runtime.run(maria, "screen", capability);
}
