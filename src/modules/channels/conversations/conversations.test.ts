import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { resolveActor } from "#platform";
import { fullGrant, type RoleGrants } from "#records/contract";
import { create, get, list, update, type Runtime, type Work } from "#records";
import { buildOrganisation, buildUser, type TestActor } from "../../../../test/builders.ts";
import { testRuntime } from "../../../../test/harness.ts";
import { accountOf } from "../accounts/account.ts";
import type { Incoming } from "../taking-in/incoming.ts";
import { takeIn } from "../taking-in/taking-in.ts";
import { assignConversation, claimConversation } from "./assigning.ts";
import { closeConversation } from "./moving.ts";
import { moveToParty } from "./party.ts";

let runtime: Runtime;
let maria: TestActor;
let ivan: TestActor;
let mailbox: string;

beforeAll(async () => {
  runtime = await testRuntime({ resolveActor });
  await buildOrganisation(runtime.database);
  maria = await buildUser(runtime.database);
  ivan = await buildUser(runtime.database, { name: "Ivan Georgiev" });
  mailbox = await account({ name: "Support", kind: "mailbox", address: "support@vitosha.example" });
});

test("what a known contact writes is a message and one interaction of theirs, and an answer belongs to the same conversation", async () => {
  const elena = await person("elena@client.example");
  const first = await comes({ keys: ["mid:1"], from: { value: "Elena@client.example" } });
  const second = await comes({ keys: ["mid:2"], belongsTo: ["mid:9", "mid:1"], body: "One more thing" });
  expect(second.conversation).toBe(first.conversation);
  expect(await told(elena)).toEqual([
    { conversation: first.conversation, body: "Where is my order?" },
    { conversation: first.conversation, body: "One more thing" },
  ]);
  const conversation = await read(first.conversation);
  expect(conversation).toMatchObject({ state: "open", messages: 2, preview: "One more thing" });
  expect(conversation["waiting_since"]).not.toBeNull();
});

test("an unknown contact waits; once somebody says whose it is all of it is theirs, and the next one finds them", async () => {
  const boris = await person("boris@client.example");
  const { conversation } = await comes({ keys: ["mid:20"], from: { value: "b@other.example", name: "B." } });
  expect((await read(conversation))["party"]).toBeNull();
  await as(maria, (work) => moveToParty(work, conversation, { party: boris, keep_contact: true }));
  expect(await told(boris)).toHaveLength(1);
  await comes({ keys: ["mid:21"], from: { value: "B@other.example" } });
  expect(await told(boris)).toHaveLength(2);
});

test("a conversation that was moved by mistake takes its interactions along to the right one", async () => {
  const wrong = await person("wrong@client.example");
  const right = await person("right@client.example");
  const { conversation } = await comes({ keys: ["mid:30"], from: { value: "wrong@client.example" } });
  await as(maria, (work) => moveToParty(work, conversation, { party: right, keep_contact: false }));
  expect([await told(wrong), await told(right)].map((all) => all.length)).toEqual([0, 1]);
});

test("where a channel makes leads of the unknown, a person does and a machine does not", async () => {
  const sales = await account({ name: "Sales", kind: "mailbox", unknown: "lead" });
  const by = await comes(
    { keys: ["mid:40"], from: { value: "new@lead.example", name: "Petar Novak" } },
    sales,
  );
  const machine = await comes(
    { keys: ["mid:41"], from: { value: "no-reply@lead.example" }, automatic: true },
    sales,
  );
  const party = (await read(by.conversation))["party"] as { id: string; title: string };
  expect(party.title).toBe("Petar Novak");
  expect((await as(maria, (work) => get(work, "person", party.id)))["roles"]).toEqual(["lead"]);
  expect(await read(machine.conversation)).toMatchObject({
    party: null,
    state: "closed",
    waiting_since: null,
  });
});

test("what they write opens a closed conversation again, what a machine writes does not", async () => {
  const { conversation } = await comes({ keys: ["mid:50"] });
  await as(maria, (work) => closeConversation(work, conversation));
  await comes({ keys: ["mid:51"], belongsTo: ["mid:50"], automatic: true });
  expect((await read(conversation))["state"]).toBe("closed");
  await comes({ keys: ["mid:52"], belongsTo: ["mid:50"] });
  expect((await read(conversation))["state"]).toBe("open");
});

test("of two who claim at once one gets it, the other is told who; what is another's is given on by who may assign", async () => {
  const { conversation } = await comes({ keys: ["mid:60"] });
  const outcomes = await Promise.allSettled(
    [maria, ivan].map((actor) => as(actor, (work) => claimConversation(work, conversation))),
  );
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const lost = outcomes.find((outcome) => outcome.status === "rejected");
  expect(lost?.reason).toMatchObject({ code: "conversation_taken" });
  const agent = await buildUser(runtime.database, { name: "Agent", rights: answering });
  await expect(
    as(agent, (work) => assignConversation(work, conversation, { user: agent.userId })),
  ).rejects.toMatchObject({ code: "conversation_taken" });
});

test("whose a conversation is changes by no way that asks for less than assigning", async () => {
  const { conversation } = await comes({ keys: ["mid:65"] });
  const agent = await buildUser(runtime.database, {
    name: "Agent",
    rights: { ...answering, objects: { ...answering.objects, queue: fullGrant } },
  });
  const change = (values: Readonly<Record<string, unknown>>) =>
    as(agent, (work) => update(work, "conversation", conversation, values));
  const queue = (await as(maria, (work) => create(work, "queue", { name: "Second line" }))).id;
  await change({ owner: agent.userId });
  await change({ owner: null, queue });
  await as(maria, (work) => claimConversation(work, conversation));
  for (const values of [{ owner: agent.userId }, { owner: null }, { queue: null }])
    await expect(change(values)).rejects.toMatchObject({ code: "not_allowed" });
  await change({ priority: "high" });
  await as(ivan, (work) => update(work, "conversation", conversation, { owner: agent.userId, queue: null }));
});

test("a personal channel is its user's alone: neither its conversations nor what stands on a timeline is seen by others", async () => {
  const own = await account({ name: "Ivan’s", kind: "mailbox", user: ivan.userId });
  const elena = await person("private@client.example");
  const { conversation } = await comes({ keys: ["mid:70"], from: { value: "private@client.example" } }, own);
  const asIvan = await runtime.actorOf(ivan.userId);
  const asMaria = await runtime.actorOf(maria.userId);
  const seenBy = async (actor: typeof asIvan) => {
    if (!actor) throw new Error("nobody");
    const filter = { field: "conversation", op: "is", value: conversation } as const;
    const page = await runtime.read(actor, "screen", (work) =>
      list(work, "interaction", { filter, limit: 10 }),
    );
    return page.data.length;
  };
  expect([await seenBy(asIvan), await seenBy(asMaria)]).toEqual([1, 0]);
  await expect(
    runtime.read(asMaria as TestActor, "screen", (work) => get(work, "conversation", conversation)),
  ).rejects.toMatchObject({ code: "not_found" });
  expect(await told(elena)).toHaveLength(1);
});

const answering: RoleGrants = {
  objects: { conversation: { ...fullGrant, delete: "none" } },
  permissions: ["conversations:answer"],
};

async function account(values: Readonly<Record<string, unknown>>): Promise<string> {
  return (await as(maria, (work) => create(work, "channel_account", values))).id;
}

async function person(email: string): Promise<string> {
  return (await as(maria, (work) => create(work, "person", { name: { given: email }, email }))).id;
}

async function comes(words: Partial<Incoming>, by = mailbox) {
  const account = await accountOf(runtime.database, by);
  const incoming: Incoming = {
    kind: "message",
    at: new Date(),
    from: { value: "somebody@else.example" },
    subject: "Order 17",
    body: "Where is my order?",
    belongsTo: [],
    keys: [],
    ...words,
  };
  return runtime.runAsSystem((work) => takeIn(work, account, incoming));
}

async function told(party: string) {
  const { rows } = await sql<{ conversation: string; body: string }>`
    select conversation_id as conversation, body from interactions where party_id = ${party} order by at, id`.execute(
    runtime.database,
  );
  return rows;
}

function read(conversation: string) {
  return as(maria, (work) => get(work, "conversation", conversation));
}

function as<T>(actor: TestActor, capability: (work: Work) => Promise<T>): Promise<T> {
  return runtime.run(actor, "screen", capability);
}
