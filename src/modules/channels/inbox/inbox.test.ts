import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { resolveActor } from "#platform";
import { create, get, type Runtime, update, type Work } from "#records";
import { fullGrant } from "#records/contract";
import { buildOrganisation, buildUser, type TestActor } from "../../../../test/builders.ts";
import { testRuntime } from "../../../../test/harness.ts";
import { accountOf } from "../accounts/account.ts";
import type { ChannelAdapter } from "../adapter.ts";
import { claimConversation } from "../conversations/assigning.ts";
import { followConversation, followersAreTold, unfollowConversation } from "../conversations/following.ts";
import { mergeConversation } from "../conversations/merging.ts";
import { closeConversation } from "../conversations/moving.ts";
import { answeringOf, beginningsFor } from "../messages/answering.ts";
import { noteInIt, writeMessage } from "../messages/writing.ts";
import { takeIn } from "../taking-in/taking-in.ts";
import { inboxCounts, viewCounts } from "./counting.ts";
import { draftOf, keepDraft } from "./drafting.ts";
import { readAll, readNone, unreadOf } from "./reading.ts";
import { watchConversation } from "./watching.ts";

let runtime: Runtime;
let maria: TestActor;
let ivan: TestActor;
let mailbox: string;
let queue: string;

beforeAll(async () => {
  runtime = await testRuntime({ resolveActor });
  await buildOrganisation(runtime.database);
  maria = await buildUser(runtime.database, { name: "Maria Ivanova" });
  ivan = await buildUser(runtime.database, { name: "Ivan Georgiev" });
  queue = (await as(maria, (work) => create(work, "queue", { name: "Orders" }))).id;
  const values = { name: "Support", kind: "mailbox", queue };
  mailbox = (await as(maria, (work) => create(work, "channel_account", values))).id;
});

test("each view counts what stands in it, for who looks", async () => {
  const mine = await comes();
  const closed = await comes();
  await comes();
  await as(maria, (work) => claimConversation(work, mine));
  await as(maria, (work) => closeConversation(work, closed));
  expect(await as(maria, inboxCounts)).toEqual({
    mine: 1,
    followed: 0,
    unassigned: 1,
    waiting: 2,
    open: 2,
    snoozed: 0,
    closed: 1,
    spam: 0,
    queues: [{ id: queue, title: "Orders", count: 2, opens_at: null }],
    accounts: [{ id: mailbox, title: "Support", count: 2, kind: "mailbox", state: "unset" }],
  });
  expect(await as(ivan, inboxCounts)).toMatchObject({ mine: 0, unassigned: 1, open: 2 });
});

test("saved views are counted for those who may use them", async () => {
  const urgent = await comes();
  await as(maria, (work) => update(work, "conversation", urgent, { priority: "urgent" }));
  const definition = { filter: { field: "priority", op: "is", value: "urgent" } };
  const save = async (name: string, shared: boolean) => {
    const { rows } = await sql<{ id: string }>`
      insert into views (object, name, kind, definition, owner_id, shared, position)
      values ('conversation', ${name}, 'table', ${JSON.stringify(definition)}, ${maria.userId}, ${shared}, 0)
      returning id`.execute(runtime.database);
    return rows[0]?.id;
  };
  const [own, shared] = [await save("Mine alone", false), await save("Of all", true)];
  const counted = (actor: TestActor) => runtime.read(actor, "screen", (work) => viewCounts(work, runtime));
  const settled = async (actor: TestActor) => {
    await expect.poll(async () => (await counted(actor)).counting).toBe(false);
    return (await counted(actor)).data.map(({ id, count }) => ({ id, count }));
  };
  expect(await settled(ivan)).toEqual([{ id: shared, count: 1 }]);
  const data = await settled(maria);
  expect(data).toHaveLength(2);
  expect(data).toContainEqual({ id: own, count: 1 });
  // While one takes long the others have their numbers, and nobody waits; it has its own once it was counted.
  const another = await save("Takes long", true);
  const done = Promise.withResolvers<void>();
  const locked = Promise.withResolvers<void>();
  const holding = runtime.database.transaction().execute(async (db) => {
    await sql`lock table conversations in access exclusive mode`.execute(db);
    locked.resolve();
    await done.promise;
  });
  await locked.promise;
  const meanwhile = await counted(ivan);
  expect(meanwhile).toMatchObject({ counting: true, data: [{ id: shared, count: 1 }] });
  done.resolve();
  await holding;
  expect(await settled(ivan)).toContainEqual({ id: another, count: 1 });
});

test("who follows is told once until they read it, who is named follows, and who does not see it hears nothing", async () => {
  const elsewhere = { conversation: { ...fullGrant, read: "own" as const } };
  const rights = { objects: { "*": fullGrant, ...elsewhere }, permissions: ["conversations:answer"] };
  const boris = await buildUser(runtime.database, { name: "Boris", rights });
  const id = await comes();
  await as(ivan, (work) => followConversation(work, id));
  expect(await as(ivan, inboxCounts)).toMatchObject({ followed: 1 });
  expect((await as(maria, (work) => get(work, "conversation", id)))["followers"]).toMatchObject([
    { id: ivan.userId },
  ]);
  await told(id);
  await told(id);
  expect(await heard(ivan)).toEqual(["conversation_followed Order 17"]);
  await as(ivan, (work) => readAll(work, id));
  await told(id);
  expect(await heard(ivan)).toHaveLength(2);
  const note = (mentions: string[]) =>
    as(ivan, (work) => noteInIt(work, id, { body: "Look at it", mentions }));
  await tell((await note([maria.userId, boris.userId])).id);
  expect([await heard(maria), await heard(boris)]).toEqual([["mentioned Order 17"], []]);
  expect(await as(maria, inboxCounts)).toMatchObject({ followed: 1 });
  await as(ivan, (work) => unfollowConversation(work, id));
  await told(id);
  expect(await heard(ivan)).toHaveLength(2);
  const part = await comes();
  await as(ivan, (work) => followConversation(work, part));
  await as(maria, (work) => mergeConversation(work, part, id));
  await as(ivan, (work) => readAll(work, id));
  await told(id);
  expect(await heard(ivan)).toHaveLength(3);
});

test("what one has read is read for oneself alone, until they or a colleague write again", async () => {
  const id = await comes();
  const unread = async (actor: TestActor) => (await as(actor, (work) => unreadOf(work, id))).data;
  await as(maria, (work) => readAll(work, id));
  expect([await unread(maria), await unread(ivan)]).toEqual([[], [id]]);
  await as(ivan, (work) => noteInIt(work, id, { body: "I am on it", mentions: [] }));
  expect(await unread(ivan)).toEqual([id]);
  await comes(id);
  expect(await unread(maria)).toEqual([id]);
  await as(maria, (work) => readAll(work, id));
  await as(maria, (work) => readNone(work, id));
  expect(await unread(maria)).toEqual([id]);
});

test("there is one draft, which colleagues see and do not write over unseen; what is said is a draft no more", async () => {
  const id = await comes();
  const written = { kind: "note" as const, recipients: {}, files: [] };
  const { draft } = await as(maria, (work) => keepDraft(work, id, { ...written, body: "Dear", version: 0 }));
  expect(await as(ivan, (work) => draftOf(work, id))).toEqual({ draft });
  expect(draft?.by.title).toBe("Maria Ivanova");
  const over = (version: number) => (work: Work) => keepDraft(work, id, { ...written, body: "Hi", version });
  await expect(as(ivan, over(0))).rejects.toMatchObject({ code: "draft_changed" });
  expect((await as(ivan, over(1))).draft).toMatchObject({ body: "Hi", version: 2 });
  const { rows } = await sql<{ id: string }>`
    insert into files (name, size, type, location, sha256, created_by)
    values ('Payroll.pdf', 1, 'application/pdf', 'payroll', repeat('0', 64), ${maria.userId}) returning id`.execute(
    runtime.database,
  );
  const withFile = (version: number) => (work: Work) =>
    keepDraft(work, id, { ...written, body: "Hi", files: [rows[0]?.id ?? ""], version });
  await expect(as(ivan, withFile(2))).rejects.toMatchObject({ code: "link_not_found" });
  await as(maria, withFile(2));
  expect((await as(ivan, withFile(3))).draft?.files).toMatchObject([{ title: "Payroll.pdf" }]);
  await as(ivan, (work) => noteInIt(work, id, { body: "Hi", mentions: [] }));
  expect(await as(maria, (work) => draftOf(work, id))).toEqual({ draft: null });
});

test("an answer is offered what the channel takes, until it takes none; one begins where one sees an address", async () => {
  const adapter: ChannelAdapter = {
    kind: "mailbox",
    abilities: {
      html: false,
      subject: false,
      recipients: false,
      files: 0,
      length: 160,
      delivered: false,
      read: false,
      answersWithin: 24,
      begins: true,
    },
    read: () => Promise.resolve(null),
    send: () => Promise.resolve({ state: "sent" }),
  };
  const adapterOf = () => adapter;
  const id = await comes();
  const answering = async () => (await as(maria, (work) => answeringOf(work, adapterOf, id))).answering;
  expect(await answering()).toMatchObject({ files: 0, length: 160, active: true, late: false });
  expect(Date.parse((await answering())?.until ?? "")).toBeGreaterThan(Date.now());
  await sql`update messages set at = at - interval '25 hours' where conversation_id = ${id}`.execute(
    runtime.database,
  );
  expect(await answering()).toMatchObject({ late: true });
  const write = (work: Work) => writeMessage(work, { runtime, adapterOf }, id, { body: "Hello", files: [] });
  await expect(as(maria, write)).rejects.toMatchObject({ code: "too_late_to_answer" });
  const email = "elena@client.example";
  const person = await as(maria, (work) => create(work, "person", { name: { given: "Elena" }, email }));
  const contact_point = { ...fullGrant, fields: { value: "hidden" as const } };
  const rights = { objects: { "*": fullGrant, contact_point }, permissions: ["conversations:answer"] };
  const boris = await buildUser(runtime.database, { name: "Boris who sees no address", rights });
  const contacts = async (actor: TestActor) =>
    (await as(actor, (work) => beginningsFor(work, adapterOf, person.id))).data.map((one) => one.contacts);
  expect([await contacts(maria), await contacts(boris)]).toEqual([[[email]], [[]]]);
});

test("who looks at a conversation sees who else does, and whether they write, until they go", async () => {
  const id = await comes();
  const doing = (actor: TestActor, what: "looking" | "typing" | "gone") =>
    as(actor, (work) => watchConversation(work, id, { doing: what }));
  await doing(maria, "typing");
  expect(await doing(ivan, "looking")).toMatchObject({
    data: [{ id: maria.userId, title: "Maria Ivanova", doing: "typing" }],
  });
  await doing(maria, "gone");
  expect((await doing(ivan, "looking")).data).toEqual([]);
});

/** They write once more, and the news of it is heard. */
async function told(conversation: string): Promise<void> {
  await comes(conversation);
  const { rows } = await sql<{ id: string }>`
    select id from messages where conversation_id = ${conversation} order by id desc limit 1`.execute(
    runtime.database,
  );
  await tell(rows[0]?.id ?? "");
}

function tell(message: string): Promise<void> {
  return followersAreTold.hear(runtime, {
    name: "channels.note_written",
    object: "message",
    records: [message],
    sequence: "1",
    at: new Date().toISOString(),
    actorId: null,
  });
}

async function heard({ userId }: TestActor): Promise<string[]> {
  const { rows } = await sql<{ said: string }>`
    select kind || ' ' || (params ->> 'title') as said from notifications where user_id = ${userId} order by id`.execute(
    runtime.database,
  );
  return rows.map(({ said }) => said);
}

let came = 0;

async function comes(into?: string): Promise<string> {
  const account = await accountOf(runtime.database, mailbox);
  const key = into ?? `mid:${++came}`;
  const { conversation } = await runtime.runAsSystem((work) =>
    takeIn(work, account, {
      kind: "message",
      at: new Date(),
      from: { value: "somebody@else.example" },
      subject: "Order 17",
      body: "Where is my order?",
      belongsTo: [key],
      keys: [key],
    }),
  );
  if (!into)
    await runtime.database
      .insertInto("conversation_keys")
      .values({ key: conversation, conversation_id: conversation })
      .execute();
  return conversation;
}

function as<T>(actor: TestActor, capability: (work: Work) => Promise<T>): Promise<T> {
  return runtime.run(actor, "screen", capability);
}
