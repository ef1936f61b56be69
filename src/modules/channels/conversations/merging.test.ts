import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { resolveActor } from "#platform";
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

test("a message that is about something else begins a conversation of its own, to which its answers lead", async () => {
  const { conversation } = await comes({ key: "e1" });
  const other = await comes({ key: "e2", belongsTo: "e1", body: "By the way, an invoice is missing" });
  const { id } = await as((work) => splitMessage(work, other.message));
  expect(await read(id)).toMatchObject({ messages: 1, preview: "By the way, an invoice is missing" });
  expect(await read(conversation)).toMatchObject({ messages: 1, preview: "Where is my order?" });
  expect((await comes({ key: "e3", belongsTo: "e2" })).conversation).toBe(id);
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
      belongsTo: belongsTo ? [`mid:${belongsTo}`] : [],
      keys: [`mid:${key}`],
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
