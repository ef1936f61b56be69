import { beforeAll, expect, test } from "vitest";
import { changePresence } from "#channels/contract";
import type { Filter } from "#kernel/filter";
import { create, list } from "#records";
import { everything } from "../../../../test/office.ts";
import {
  breakdowns,
  conversationBreakdowns,
  readConversationReport,
  readDesk,
  readTicketReport,
  solveTicket,
  ticketsBehind,
} from "../contract/index.ts";
import { type Desk, openDesk } from "../testing/desk.ts";

let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
  const made = (values: Record<string, unknown>) =>
    desk.as(desk.agent, async (work) => (await create(work, "ticket", { subject: "Leak", ...values })).id);
  const mine = await made({ owner: desk.agent.userId, priority: "high" });
  await made({ owner: desk.agent.userId });
  const nobodys = await made({ owner: null });
  await desk.ask(desk.agent, solveTicket, { params: { id: mine }, body: {} });
  await desk.rows(`update tickets set satisfaction = 4, rated_at = now(), breached = true,
    created_at = solved_at - interval '90 minutes', came_on = current_date - 1, first_answered_at = solved_at - interval '60 minutes',
    first_answer_minutes = 30, solution_minutes = 90, promises_kept = 1, promises_missed = 1 where id = '${mine}'`);
  await desk.rows(`insert into ticket_deadlines (ticket_id, kind, started_at, due_at, met_at, missed)
    values ('${mine}', 'first_answer', now(), now(), now(), true), ('${mine}', 'solution', now(), now(), now(), false)`);
  await desk.rows(`update tickets set due_at = now(), overdue_since = now() where id = '${nobodys}'`);
});

const span = { from: "2000-01-01", to: "2100-01-01" };

test("a report tells how many came, how soon they were answered and solved, what was kept, and how satisfied they were", async () => {
  const report = await desk.ask(desk.agent, readTicketReport, { query: { by: "owner", ...span } });
  const figures = {
    tickets: 2,
    solved: 1,
    first_answer: 30,
    solution: 90,
    kept: 1,
    missed: 1,
    rated: 1,
    satisfaction: 4,
  };
  expect(report.rows).toEqual([
    expect.objectContaining({ key: desk.agent.userId, title: "Ana Agent", breached: 1, ...figures }),
    expect.objectContaining({ key: null, title: null, tickets: 1, solved: 0, satisfaction: null }),
  ]);
  expect(report.total).toMatchObject({ tickets: 3, solved: 1 });
});

test("each figure opens as many tickets as it tells of", async () => {
  for (const by of breakdowns) {
    const report = await desk.ask(desk.agent, readTicketReport, { query: { by, ...span } });
    expect(
      report.rows.reduce((sum, { tickets }) => sum + tickets, 0),
      by,
    ).toBe(3);
    for (const row of [null, ...report.rows])
      for (const figure of ["tickets", "solved", "breached", "rated"] as const) {
        const filter = ticketsBehind(row ?? report, figure);
        expect(await countOf(filter), `${by} ${figure}`).toBe((row ?? report.total)[figure]);
      }
  }
});

test("the desk tells what is to be done now, by agent and queue; who may see no tickets is told of none", async () => {
  await desk.conversation({ owner: desk.agent.userId }, "2026-05-04T10:00:00.000Z");
  await desk.ask(desk.agent, changePresence, { body: { state: "available" } });
  const { agents, queues } = await desk.ask(desk.agent, readDesk);
  expect(agents).toMatchObject([
    { key: null, title: null, unsolved: 1, unassigned: 1, overdue: 1, due_today: 1, waiting: 0 },
    {
      key: desk.agent.userId,
      title: "Ana Agent",
      unsolved: 1,
      unassigned: 0,
      overdue: 0,
      due_today: 0,
      waiting: 0,
      conversations: 1,
      longest_wait: "2026-05-04T10:00:00.000Z",
      presence: { state: "available", load: 1, capacity: 10 },
    },
  ]);
  expect(queues).toMatchObject([{ key: null, unsolved: 2, conversations: 1 }]);
  const blind = await desk.colleague("Blind", { objects: { ticket: { ...everything, read: "none" } } });
  await expect(desk.ask(blind, readDesk)).rejects.toMatchObject({ code: "not_found" });
});

test("conversations are told by what they have in common, and each figure opens as many", async () => {
  const queue = await desk.as(desk.agent, (work) => create(work, "queue", { name: "Orders" }));
  const answered = await desk.conversation({ queue: queue.id });
  await desk.conversation({ channel: "phone" });
  await desk.rows(
    `update conversations set first_answer_at = created_at + interval '20 minutes', state = 'closed', closed_at = now()
     where id = '${answered}'`,
  );
  for (const by of conversationBreakdowns) {
    const report = await desk.ask(desk.agent, readConversationReport, { query: { by } });
    expect(report.total, by).toMatchObject({ answered: 1, closed: 1, first_answer: 20 });
    expect(await countOf(report.filter, "conversation"), by).toBe(report.total.conversations);
    for (const row of report.rows)
      expect(await countOf(row.filter as Filter, "conversation"), by).toBe(row.conversations);
    expect(report.rows.reduce((sum, row) => sum + row.conversations, 0)).toBe(report.total.conversations);
  }
  const byQueue = await desk.ask(desk.agent, readConversationReport, { query: { by: "queue" } });
  expect(byQueue.rows.find(({ key }) => key === queue.id)).toMatchObject({
    title: "Orders",
    conversations: 1,
    answered: 1,
    first_answer: 20,
  });
});

async function countOf(filter: Filter, object = "ticket"): Promise<number> {
  return (await desk.as(desk.agent, (work) => list(work, object, { filter, limit: 50 }))).data.length;
}
