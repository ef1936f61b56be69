import { beforeAll, expect, test } from "vitest";
import { resolveActor } from "#platform";
import { create, type Runtime, type Work } from "#records";
import { buildOrganisation, buildUser, type TestActor } from "../../../../test/builders.ts";
import { testRuntime } from "../../../../test/harness.ts";
import { accountOf } from "../accounts/account.ts";
import { claimConversation } from "../conversations/assigning.ts";
import { closeConversation } from "../conversations/moving.ts";
import { noteInIt } from "../messages/writing.ts";
import { takeIn } from "../taking-in/taking-in.ts";
import { inboxCounts } from "./counting.ts";
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
    unassigned: 1,
    waiting: 2,
    open: 2,
    snoozed: 0,
    closed: 1,
    spam: 0,
    queues: [{ id: queue, title: "Orders", count: 2 }],
    accounts: [{ id: mailbox, title: "Support", count: 2, kind: "mailbox", state: "unset" }],
  });
  expect(await as(ivan, inboxCounts)).toMatchObject({ mine: 0, unassigned: 1, open: 2 });
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
  await as(ivan, (work) => noteInIt(work, id, { body: "Hi", mentions: [] }));
  expect(await as(maria, (work) => draftOf(work, id))).toEqual({ draft: null });
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
