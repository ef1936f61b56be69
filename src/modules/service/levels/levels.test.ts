import { beforeAll, expect, test } from "vitest";
import { create, get, list, update } from "#records";
import { partyOf } from "../../../../test/office.ts";
import { solveTicket as solveAction } from "../contract/index.ts";
import { type Desk, openDesk } from "../testing/desk.ts";
import { reopenTicket, waitForCustomer } from "../tickets/moving.ts";
import { solveTicket } from "../tickets/solving.ts";
import { keepTime } from "./keeping.ts";
import { settleAll } from "./settling-all.ts";

let desk: Desk;
let gold: string;

/** Monday to Friday, 9 to 13 and 14 to 18 in Sofia, which is two hours ahead of UTC in November. */
beforeAll(async () => {
  desk = await openDesk();
  const made = (object: string, values: Record<string, unknown>) =>
    desk.as(desk.agent, async (work) => (await create(work, object, values)).id);
  const calendar = await made("business_calendar", { name: "Office" });
  const days = ["mon", "tue", "wed", "thu", "fri"];
  await made("business_hours", { calendar, days, opens: "09:00", closes: "13:00" });
  await made("business_hours", { calendar, days, opens: "14:00", closes: "18:00" });
  await made("holiday", { calendar, name: "A day off", day: "2026-11-30" });
  gold = await made("service_level", {
    name: "Gold",
    calendar,
    condition: "type is incident",
    warn_minutes: 30,
    escalations: ["tell_owner", "raise_priority"],
  });
  await made("service_target", {
    service_level: gold,
    priority: "normal",
    first_answer: 60,
    next_answer: 120,
    solution: 480,
  });
  await made("service_target", {
    service_level: gold,
    priority: "high",
    first_answer: 30,
    next_answer: 60,
    solution: 240,
  });
});

/** A ticket that comes on a Friday, two hours before the office closes. */
const friday = "2026-11-27T14:00:00.000Z";
const ticketAt = (now: string, values: Record<string, unknown> = {}) =>
  desk.at(
    now,
    async (work) => {
      const { id } = await create(work, "ticket", {
        subject: "No light",
        type: "incident",
        owner: desk.agent.userId,
        ...values,
      });
      // What is written is written now: here it is written then.
      await work.db
        .updateTable("tickets")
        .set({ created_at: new Date(now) })
        .where("id", "=", id)
        .execute();
      await update(work, "ticket", id, { description: "It is dark" });
      return id;
    },
    desk.agent,
  );
const read = (id: string) => desk.as(desk.agent, (work) => get(work, "ticket", id));
const deadlines = (id: string) =>
  desk.rows<{ kind: string; due: string; met: boolean; missed: boolean }>(
    `select kind, due_at as due, met_at is not null as met, missed from ticket_deadlines where ticket_id = '${id}' order by started_at, kind`,
  );

test("what is promised is counted in minutes of business: dinner, weekend and a day off are none", async () => {
  const id = await ticketAt(friday);
  expect(await read(id)).toMatchObject({
    service_level: { id: gold },
    first_answer_due: "2026-11-27T15:00:00.000Z",
    solution_due: "2026-12-01T14:00:00.000Z",
    due_at: "2026-11-27T15:00:00.000Z",
    next_answer_due: null,
  });
});

test("who fulfils no condition is promised nothing, and another priority is another time", async () => {
  expect(await read(await ticketAt(friday, { type: "question" }))).toMatchObject({
    service_level: null,
    due_at: null,
  });
  const id = await ticketAt(friday, { priority: "high" });
  expect(await read(id)).toMatchObject({ first_answer_due: "2026-11-27T14:30:00.000Z" });
  await desk.at(friday, (work) => update(work, "ticket", id, { priority: "normal" }), desk.agent);
  expect(await read(id)).toMatchObject({ first_answer_due: "2026-11-27T15:00:00.000Z" });
});

test("while it waits for the customer the clock stands still, and what was waited comes on top", async () => {
  const id = await ticketAt(friday);
  await desk.at("2026-11-27T14:30:00.000Z", (work) => waitForCustomer(work, id), desk.agent);
  expect(await read(id)).toMatchObject({ due_at: null, solution_due: null });
  await desk.at("2026-11-27T15:30:00.000Z", (work) => reopenTicket(work, id), desk.agent);
  // An hour of business was waited.
  expect(await read(id)).toMatchObject({ solution_due: "2026-12-01T15:00:00.000Z" });
});

test("each time that they write again we owe the next answer; answered in time it is kept, and solved nothing is owed", async () => {
  const conversation = await desk.conversation({}, "2026-11-27T14:00:00.000Z");
  const id = await ticketAt("2026-11-27T14:00:00.000Z");
  await desk.rows(`update tickets set conversation_id = '${conversation}' where id = '${id}'`);
  const says = (direction: "in" | "out", at: string) => desk.says(conversation, { direction, at });
  await says("out", "2026-11-27T14:40:00.000Z");
  await says("in", "2026-11-27T15:00:00.000Z");
  expect(await read(id)).toMatchObject({
    next_answer_due: "2026-12-01T08:00:00.000Z",
    due_at: "2026-12-01T08:00:00.000Z",
  });
  await says("out", "2026-12-01T09:30:00.000Z");
  expect(await read(id)).toMatchObject({ next_answer_due: null, breached: true });
  await desk.ask(desk.agent, solveAction, { params: { id }, body: {} });
  const kept = await deadlines(id);
  expect(kept.map(({ kind, met }) => [kind, met])).toEqual([
    ["first_answer", true],
    ["solution", true],
    ["next_answer", true],
  ]);
  expect(kept.find(({ kind }) => kind === "next_answer")).toMatchObject({ missed: true });
  expect(kept.find(({ kind }) => kind === "first_answer")).toMatchObject({ missed: false });
  expect(await read(id)).toMatchObject({
    due_at: null,
    overdue_since: null,
    promises_kept: 2,
    promises_missed: 1,
  });
});

test("what it took is told in minutes of business, without what the clock stood still", async () => {
  // Two hours before the office closes on a Friday; Monday is a day off.
  const id = await ticketAt(friday);
  await desk.at("2026-11-27T15:00:00.000Z", (work) => waitForCustomer(work, id), desk.agent);
  await desk.at("2026-11-27T15:30:00.000Z", (work) => reopenTicket(work, id), desk.agent);
  await desk.at("2026-12-01T08:00:00.000Z", (work) => solveTicket(work, desk.runtime, id), desk.agent);
  expect(await read(id)).toMatchObject({ first_answer_minutes: 60, solution_minutes: 150, came_hour: 16 });
  const other = await ticketAt(friday, { type: "question" });
  await desk.at("2026-11-27T16:00:00.000Z", (work) => solveTicket(work, desk.runtime, other), desk.agent);
  // Nothing is promised of it: as the clock goes.
  expect(await read(other)).toMatchObject({ solution_minutes: 120 });
});

test("its owner is warned before a deadline; missed, it is said and raised, once each", async () => {
  await desk.rows("update ticket_deadlines set warned_at = now(), escalated_at = now()");
  const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  const id = await ticketAt("2099-11-26T14:00:00.000Z");
  const set = (due: string) =>
    desk.rows(`update ticket_deadlines set warn_at = now() - interval '1 minute', due_at = '${due}'
      where ticket_id = '${id}' and kind = 'first_answer' returning id`);
  const told = async () =>
    (
      await desk.rows<{ kind: string }>(
        `select kind from notifications where record_id = '${id}' and kind like 'ticket%' order by created_at, kind`,
      )
    ).map(({ kind }) => kind);
  await set(soon(10));
  await keepTime(desk.runtime);
  await keepTime(desk.runtime);
  expect(await told()).toEqual(["ticket_due_soon"]);
  await set(soon(-1));
  await keepTime(desk.runtime);
  await keepTime(desk.runtime);
  expect(await told()).toEqual(["ticket_due_soon", "ticket_overdue"]);
  expect(await read(id)).toMatchObject({ priority: "high", breached: true });
});

test("what was due is overdue as soon as anybody looks, and no longer once it is solved", async () => {
  const id = await ticketAt("2024-03-01T10:00:00.000Z");
  const overdue = async () =>
    (
      await desk.as(desk.agent, (work) =>
        list(work, "ticket", { filter: { field: "overdue_since", op: "not_empty" }, limit: 50 }),
      )
    ).data.map((one) => one.id);
  await desk.as(desk.agent, (work) => update(work, "ticket", id, { description: "Still dark" }));
  expect(await overdue()).toContain(id);
  expect(await read(id)).toMatchObject({ breached: true });
  await desk.ask(desk.agent, solveAction, { params: { id }, body: {} });
  expect(await overdue()).not.toContain(id);
});

test("where what is promised is changed, what is still to be solved is promised anew", async () => {
  const id = await ticketAt(friday, { priority: "high" });
  const [target] = await desk.rows<{ id: string }>(
    `select id from service_targets where service_level_id = '${gold}' and priority = 'high'`,
  );
  await desk.as(desk.agent, (work) => update(work, "service_target", target?.id ?? "", { first_answer: 45 }));
  await settleAll(desk.runtime, {});
  expect(await read(id)).toMatchObject({ first_answer_due: "2026-11-27T14:45:00.000Z" });
});

test("it says of which customers it speaks, and a condition that cannot be read is refused", async () => {
  const customer = await partyOf(desk, desk.agent, "company", {
    name: "Gold & Co",
    address: { country: "BG" },
  });
  const level = await desk.as(desk.agent, (work) =>
    create(work, "service_level", { name: "Bulgaria", condition: "customer.name contains Gold" }),
  );
  await desk.as(desk.agent, (work) =>
    create(work, "service_target", { service_level: level.id, priority: "normal", solution: 60 }),
  );
  const id = await ticketAt(friday, { type: "question", customer });
  // Round the clock, where no calendar is named.
  expect(await read(id)).toMatchObject({
    service_level: { id: level.id },
    solution_due: "2026-11-27T15:00:00.000Z",
  });
  const broken = desk.as(desk.agent, (work) =>
    create(work, "service_level", { name: "Broken", condition: "nonsense is" }),
  );
  await expect(broken).rejects.toMatchObject({ details: { field: "condition" } });
  const endless = desk.as(desk.agent, (work) =>
    create(work, "service_level", { name: "Heir", escalations: ["hand_over"] }),
  );
  await expect(endless).rejects.toMatchObject({ code: "field_required", details: { field: "escalate_to" } });
});
