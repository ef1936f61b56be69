import { beforeAll, expect, test } from "vitest";
import { channelEvents } from "#channels/contract";
import { readPartyTimeline } from "#customers/contract";
import { create, get, update, updateMany } from "#records";
import { everything, partyOf } from "../../../../test/office.ts";
import {
  attachConversation,
  holdTicket,
  linkIncident,
  makeTicket,
  mergeTicket,
  moveTicket,
  reopenTicket,
  solveTicket,
  waitForCustomer,
} from "../contract/index.ts";
import { type Desk, openDesk } from "../testing/desk.ts";
import { formsMakeTickets } from "./of-forms.ts";

let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
});

const read = (id: string) => desk.as(desk.agent, (work) => get(work, "ticket", id));
const ticket = async (values: Record<string, unknown> = {}) =>
  (await desk.as(desk.agent, (work) => create(work, "ticket", { subject: "No toner", ...values }))).id;
const kind = async (id: string) =>
  (
    await desk.rows<{ kind: string }>(
      `select s.kind from tickets t join ticket_statuses s on s.id = t.status_id where t.id = '${id}'`,
    )
  )[0]?.kind;
const events = (id: string) =>
  desk.rows<{ name: string }>(
    `select name from events where '${id}' = any(records) and name like 'service.%'`,
  );

test("a ticket has a number of its own, begins as new, and its customer is whom its contact works for", async () => {
  const company = await partyOf(desk, desk.agent, "company", { name: "Rila Ltd" });
  const contact = await partyOf(desk, desk.agent, "person", { name: { given: "Elena" }, company });
  const made = await read(await ticket({ contact }));
  expect(made["number"]).toMatch(/^T-\d{5}$/);
  expect(made).toMatchObject({ customer: { id: company }, status: { title: "New" }, priority: "normal" });
});

test("what they ask in a conversation becomes a ticket: whose it is, what they wrote, and that they wait", async () => {
  const company = await partyOf(desk, desk.agent, "company", { name: "Pirin Ltd" });
  const party = await partyOf(desk, desk.agent, "person", { name: { given: "Boris" }, company });
  const conversation = await desk.conversation({ party, priority: "high" });
  const made = await desk.ask(desk.agent, makeTicket, {
    params: { id: conversation },
    body: { type: "problem" },
  });
  expect(made).toMatchObject({
    subject: "The printer is silent",
    description: "It does not print",
    type: "problem",
    priority: "high",
    channel: "email",
    customer: { id: company },
    contact: { id: party },
    owner: { id: desk.agent.userId },
  });
  expect(made["waiting_since"]).not.toBeNull();
  expect(made["first_answered_at"]).toBeNull();
});

test("whose role hides what messages say does not read it in a ticket, nor is told of it by articles", async () => {
  const deaf = (await desk.colleague("Deaf", {
    objects: { "*": everything, message: { ...everything, fields: { body: "hidden" } } },
  })) as Desk["agent"];
  const conversation = await desk.conversation({ subject: "Question" });
  const { id } = await desk.ask(deaf, makeTicket, { params: { id: conversation }, body: {} });
  expect(await read(id)).toMatchObject({ subject: "Question", description: null });
});

test("what is said in a conversation is heard by the ticket that was attached to it", async () => {
  const id = await ticket();
  const conversation = await desk.conversation();
  const attach = () => desk.ask(desk.agent, attachConversation, { params: { id }, body: { conversation } });
  expect(await attach()).toMatchObject({ conversation: { id: conversation } });
  await expect(attach()).rejects.toMatchObject({ code: "already_done" });
  const at = new Date(Date.now() + 60_000).toISOString();
  await desk.says(conversation, { direction: "out", at });
  expect(await read(id)).toMatchObject({ first_answered_at: at });
  const keys = () =>
    desk.rows(
      `select 1 from conversation_keys where conversation_id = '${conversation}' and key like 'number:%'`,
    );
  expect(await keys()).toHaveLength(1);
  await desk.ask(desk.agent, attachConversation, { params: { id }, body: { conversation: null } });
  expect(await keys()).toHaveLength(0);
});

test("a ticket takes no conversation of another customer, nor one that the actor may only read", async () => {
  const [rila, pirin] = [
    await partyOf(desk, desk.agent, "company", { name: "Rila" }),
    await partyOf(desk, desk.agent, "company", { name: "Pirin" }),
  ];
  const id = await ticket({ customer: rila });
  const attach = (conversation: string, actor = desk.agent) =>
    desk.ask(actor, attachConversation, { params: { id }, body: { conversation } });
  await expect(attach(await desk.conversation({ party: pirin }))).rejects.toMatchObject({
    code: "field_invalid",
  });
  const reader = (await desk.colleague("Reader of all", {
    objects: { "*": everything, conversation: { ...everything, change: "none" } },
  })) as Desk["agent"];
  await expect(attach(await desk.conversation(), reader)).rejects.toMatchObject({ code: "not_allowed" });
  expect(await attach(await desk.conversation({ party: rila }))).toMatchObject({ customer: { id: rila } });
});

test("mails of its conversation bear its number", async () => {
  const conversation = await desk.conversation();
  const made = await desk.ask(desk.agent, makeTicket, { params: { id: conversation }, body: {} });
  const keys = await desk.rows<{ key: string }>(
    `select key from conversation_keys where conversation_id = '${conversation}' and key like 'number:%'`,
  );
  expect(keys).toEqual([{ key: `number:${String(made["number"]).toLowerCase()}` }]);
});

test("what comes by a form that says so becomes a ticket, once, of the type and priority that the form gives", async () => {
  const party = await partyOf(desk, desk.agent, "person", { name: { given: "Elena" } });
  const sent = async (asked: unknown) => {
    const conversation = await desk.conversation({ party, channel: "web_form" });
    const event = {
      name: channelEvents.formSubmitted,
      object: "conversation",
      records: [conversation],
      payload: { account: null, message: null, ticket: asked },
      sequence: "1",
      at: new Date().toISOString(),
      actorId: null,
    };
    await formsMakeTickets.hear(desk.runtime, event);
    await formsMakeTickets.hear(desk.runtime, event);
    return desk.rows(
      `select type, priority, channel, description, contact_id from tickets where conversation_id = '${conversation}'`,
    );
  };
  const made = { channel: "web_form", description: "It does not print", contact_id: party };
  expect(await sent({ type: "incident", priority: "urgent" })).toEqual([
    { ...made, type: "incident", priority: "urgent" },
  ]);
  expect(await sent(true)).toEqual([{ ...made, type: "question", priority: "normal" }]);
  // A queue that is there no more stands in nobody's way.
  expect(await sent({ queue: crypto.randomUUID() })).toHaveLength(1);
  expect(await sent(false)).toEqual([]);
});

test("our first answer is kept, opens what was new, and nobody waits any more", async () => {
  const conversation = await desk.conversation();
  const { id } = await desk.ask(desk.agent, makeTicket, { params: { id: conversation }, body: {} });
  const at = new Date(Date.now() + 60_000).toISOString();
  await desk.says(conversation, { direction: "out", at, automatic: true });
  expect((await read(id))["first_answered_at"]).toBeNull();
  await desk.says(conversation, { direction: "out", at });
  expect(await read(id)).toMatchObject({ first_answered_at: at, waiting_since: null });
  expect(await kind(id)).toBe("open");
});

test("what they write opens a ticket again that waited for them or was solved; what a machine writes does not", async () => {
  const conversation = await desk.conversation();
  const { id } = await desk.ask(desk.agent, makeTicket, { params: { id: conversation }, body: {} });
  await desk.ask(desk.agent, waitForCustomer, { params: { id } });
  const later = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  await desk.says(conversation, { direction: "in", at: later(1), automatic: true });
  expect(await kind(id)).toBe("waiting");
  await desk.says(conversation, { direction: "in", at: later(2) });
  expect(await kind(id)).toBe("open");
  await desk.ask(desk.agent, solveTicket, { params: { id }, body: { solution: "A new cable" } });
  expect(await read(id)).toMatchObject({ solution: "A new cable", waiting_since: null });
  const again = later(3);
  await desk.says(conversation, { direction: "in", at: again });
  expect(await kind(id)).toBe("open");
  expect(await read(id)).toMatchObject({ reopened: 1, solved_at: null, waiting_since: again });
  expect((await events(id)).map(({ name }) => name)).toContain("service.ticket_reopened");
});

test("a ticket hears what is said where its conversation was merged into", async () => {
  const [conversation, other] = [await desk.conversation(), await desk.conversation()];
  const { id } = await desk.ask(desk.agent, makeTicket, { params: { id: conversation }, body: {} });
  await desk.ask(desk.agent, waitForCustomer, { params: { id } });
  await desk.rows(`update conversations set merged_into_id = '${other}' where id = '${conversation}'`);
  const at = new Date(Date.now() + 60_000).toISOString();
  await desk.says(other, { direction: "in", at });
  expect(await kind(id)).toBe("open");
});

test("what they write once it is closed is another matter: a ticket under the old one", async () => {
  const conversation = await desk.conversation();
  const { id } = await desk.ask(desk.agent, makeTicket, { params: { id: conversation }, body: {} });
  const [closed] = await desk.rows<{ id: string }>("select id from ticket_statuses where kind = 'closed'");
  await desk.ask(desk.agent, moveTicket, { params: { id }, body: { status: closed?.id ?? "" } });
  const at = new Date(Date.now() + 60_000).toISOString();
  await desk.says(conversation, { direction: "in", at });
  const all = await desk.rows<{ id: string; parent: string | null }>(
    `select id, parent_id as parent from tickets where conversation_id = '${conversation}' order by created_at`,
  );
  expect(all.map(({ parent }) => parent)).toEqual([null, id]);
  expect(await kind(id)).toBe("closed");
});

test("it is solved once, and where it stood is kept with its times", async () => {
  const id = await ticket();
  await desk.ask(desk.agent, holdTicket, { params: { id } });
  await desk.ask(desk.agent, reopenTicket, { params: { id } });
  await desk.ask(desk.agent, solveTicket, { params: { id }, body: {} });
  await expect(desk.ask(desk.agent, solveTicket, { params: { id }, body: {} })).rejects.toMatchObject({
    code: "already_done",
  });
  const stays = await desk.rows<{ kind: string; left: boolean }>(
    `select kind, left_at is not null as left from ticket_status_changes where ticket_id = '${id}' order by entered_at, id`,
  );
  expect(stays).toEqual([
    { kind: "new", left: true },
    { kind: "on_hold", left: true },
    { kind: "open", left: true },
    { kind: "solved", left: false },
  ]);
  await expect(
    desk.as(desk.agent, (work) => updateMany(work, "ticket", [{ id, values: { solution: "By hand" } }])),
  ).rejects.toMatchObject({ code: "field_governed" });
});

test("once a problem is solved those on hold for it are open again, and who has them is told", async () => {
  const boris = await desk.colleague("Boris");
  const problem = await ticket({ type: "problem", subject: "The mail server is down" });
  const incident = await ticket({ type: "incident", owner: boris.userId });
  await desk.ask(desk.agent, linkIncident, { params: { id: incident }, body: { problem } });
  await desk.ask(desk.agent, holdTicket, { params: { id: incident } });
  await desk.ask(desk.agent, solveTicket, { params: { id: problem }, body: {} });
  expect(await kind(incident)).toBe("open");
  const told = await desk.rows(
    `select kind from notifications where user_id = '${boris.userId}' and kind = 'problem_solved'`,
  );
  expect(told).toHaveLength(1);
  const round = desk.ask(desk.agent, linkIncident, { params: { id: problem }, body: { problem: incident } });
  await expect(round).rejects.toMatchObject({ code: "field_invalid" });
});

test("with a problem its incidents are solved where that is said, and their customers are answered; what one may not change stays", async () => {
  const problem = await ticket({ type: "problem", subject: "The mail server is down" });
  const conversation = await desk.conversation({ contact: "elena@client.example" });
  const { id: incident } = await desk.ask(desk.agent, makeTicket, { params: { id: conversation }, body: {} });
  const silent = await ticket({ type: "incident" });
  const another = await ticket({ type: "incident", owner: (await desk.colleague("Vera")).userId });
  for (const id of [incident, silent, another])
    await desk.ask(desk.agent, linkIncident, { params: { id }, body: { problem } });
  const narrow = (await desk.colleague("Narrow", {
    objects: { "*": everything, ticket: { ...everything, change: "own" } },
  })) as Desk["agent"];
  await desk.rows(
    `update tickets set owner_id = '${narrow.userId}' where id in ('${problem}', '${incident}', '${silent}')`,
  );
  await desk.ask(narrow, solveTicket, {
    params: { id: problem },
    body: { solution: "A new disk", incidents: true, answer: "Mail works again." },
  });
  expect(await Promise.all([problem, incident, silent, another].map(kind))).toEqual([
    "solved",
    "solved",
    "solved",
    "new",
  ]);
  expect(await read(incident)).toMatchObject({ solution: "A new disk" });
  const said = await desk.rows<{ body: string }>(
    `select body from messages where conversation_id = '${conversation}' and direction = 'out'`,
  );
  expect(said).toEqual([{ body: "Mail works again." }]);
});

test("once the last part of a ticket is solved, whoever has it is told", async () => {
  const vera = await desk.colleague("Vera");
  const whole = await ticket({ owner: vera.userId });
  const parts = [await ticket({ parent: whole }), await ticket({ parent: whole })];
  const told = () =>
    desk.rows(`select 1 from notifications where record_id = '${whole}' and kind = 'parts_solved'`);
  await desk.ask(desk.agent, solveTicket, { params: { id: parts[0] ?? "" }, body: {} });
  expect(await told()).toHaveLength(0);
  await desk.ask(desk.agent, solveTicket, { params: { id: parts[1] ?? "" }, body: {} });
  expect(await told()).toHaveLength(1);
});

test("merged, a ticket is closed and what they write in it is heard by the other", async () => {
  const into = await ticket({ subject: "Printer" });
  const child = await ticket();
  const conversation = await desk.conversation();
  const { id } = await desk.ask(desk.agent, makeTicket, { params: { id: conversation }, body: {} });
  await desk.as(desk.agent, (work) => update(work, "ticket", child, { parent: id }));
  const merged = await desk.ask(desk.agent, mergeTicket, { params: { id }, body: { into } });
  expect(merged).toMatchObject({ merged_into: { id: into } });
  expect((await read(child))["parent"]).toMatchObject({ id: into });
  await desk.ask(desk.agent, waitForCustomer, { params: { id: into } });
  await desk.says(conversation, { direction: "in", at: new Date(Date.now() + 60_000).toISOString() });
  expect([await kind(into), await kind(id)]).toEqual(["open", "closed"]);
  const again = desk.ask(desk.agent, mergeTicket, { params: { id: into }, body: { into: id } });
  await expect(again).rejects.toMatchObject({ code: "field_invalid" });
});

test("is not found by who may not see it, and not allowed to who may only read", async () => {
  const id = await ticket();
  const solve = (actor: Desk["agent"]) => desk.ask(actor, solveTicket, { params: { id }, body: {} });
  const blind = await desk.colleague("Blind", {
    objects: { ticket: { ...everything, read: "own", change: "own" } },
  });
  const reader = await desk.colleague("Reader", { objects: { ticket: { ...everything, change: "none" } } });
  const idle = await desk.colleague("Idle", { permissions: [] });
  await expect(solve(blind as Desk["agent"])).rejects.toMatchObject({ code: "not_found" });
  await expect(solve(reader as Desk["agent"])).rejects.toMatchObject({ code: "not_allowed" });
  await expect(solve(idle as Desk["agent"])).rejects.toMatchObject({ code: "not_allowed" });
});

test("a ticket stands on the timeline of its customer, and is not put under itself", async () => {
  const customer = await partyOf(desk, desk.agent, "company", { name: "Vitosha" });
  const id = await ticket({ customer });
  await desk.ask(desk.agent, solveTicket, { params: { id }, body: { solution: "New toner" } });
  const page = await desk.ask(desk.agent, readPartyTimeline, {
    params: { id: customer },
    query: { kinds: "ticket" },
  });
  expect(page.data.map(({ event, text }) => [event, text])).toEqual([
    ["solved", "New toner"],
    ["opened", null],
  ]);
  const child = await ticket({ parent: id });
  const round = desk.as(desk.agent, (work) => update(work, "ticket", id, { parent: child }));
  await expect(round).rejects.toMatchObject({ code: "field_invalid" });
});
