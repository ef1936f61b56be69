import { sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import { AppError } from "#kernel/error";
import { forgetNumber, numberConversation } from "#channels";
import { type Change, changes, type Draft, type ObjectRules, update, valueOf, type Work } from "#records";
import { settleDeadlines } from "../levels/settling.ts";
import { linkIncident } from "./incidents.ts";
import { moveTicket } from "./moving.ts";
import { logStays } from "./stays.ts";
import { allStatuses, firstOf, isOver, type Status } from "./statuses.ts";

export const ticketRules: ObjectRules = {
  async prepare(work, drafts) {
    const statuses = await allStatuses(work);
    for (const draft of drafts) settleStatus(work, draft, statuses);
    await takeCustomers(work, drafts);
    await refuseRounds(work, drafts);
  },
  async followUp(work, drafts) {
    await logStays(work, drafts);
    await numberConversations(work, drafts);
    await settleDeadlines(
      work,
      drafts.map(({ id }) => id),
    );
  },
  takeBack,
};

/** The mails of its conversation bear the number of the ticket; what leads nowhere any more is forgotten. */
async function numberConversations(work: Work, drafts: readonly Draft[]): Promise<void> {
  const turned = drafts.filter((draft) => changes(draft, "conversation"));
  if (turned.length === 0) return;
  const { rows } = await sql<{ conversation: string | null; number: string }>`
    select conversation_id as conversation, number from tickets
    where id = any(${turned.map(({ id }) => id)}::uuid[]) and number is not null order by id`.execute(
    work.db,
  );
  for (const { conversation, number } of rows)
    await (conversation ? numberConversation(work, conversation, number) : forgetNumber(work, number));
}

function settleStatus(work: Work, draft: Draft, statuses: readonly Status[]): void {
  const { before, values } = draft;
  if (before === null) Object.assign(values, cameAt(work));
  if (before === null) values["status"] ??= firstOf(statuses, "new", "open").id;
  if (!changes(draft, "status")) return;
  const to = statuses.find(({ id }) => id === values["status"]);
  if (!to) throw new AppError("link_not_found", { field: "status" });
  const now = work.now.toISOString();
  const wasOver = before !== null && before["solved_at"] !== null;
  if (isOver(to.kind)) {
    values["solved_at"] ??= before?.["solved_at"] ?? now;
    values["closed_at"] = to.kind === "closed" ? (values["closed_at"] ?? now) : null;
  } else {
    values["solved_at"] = null;
    values["closed_at"] = null;
    if (wasOver) values["reopened"] = Number(before["reopened"] ?? 0) + 1;
  }
  // To solve it, or to ask back, is an answer by whatever way it was given.
  if (isOver(to.kind) || to.kind === "waiting") {
    if (valueOf(draft, "first_answered_at") === null)
      values["first_answered_at"] = values["solved_at"] ?? now;
    values["waiting_since"] = null;
  }
}

/** Who is named as the contact says whose ticket it is, where nobody else did. */
async function takeCustomers(work: Work, drafts: readonly Draft[]): Promise<void> {
  const without = drafts.filter(
    (draft) =>
      draft.values["contact"] && valueOf(draft, "customer") === null && !("customer" in draft.values),
  );
  if (without.length === 0) return;
  const { rows } = await sql<{ id: string; customer: string }>`
    select id, coalesce(company_id, id) as customer from parties
    where id = any(${without.map(({ values }) => String(values["contact"]))}::uuid[])`.execute(work.db);
  const customers = new Map(rows.map(({ id, customer }) => [id, customer]));
  for (const { values } of without) values["customer"] = customers.get(String(values["contact"])) ?? null;
}

/** Day and hour by the clock of the organisation: by them reports tell tickets apart. */
function cameAt({ now, timeZone }: Work): Readonly<Record<"came_on" | "came_hour", unknown>> {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  return { came_on: local.toPlainDate().toString(), came_hour: local.hour };
}

/** A ticket is not its own parent, nor that of one that it is under. */
async function refuseRounds(work: Work, drafts: readonly Draft[]): Promise<void> {
  const placed = drafts.filter((draft) => draft.before !== null && draft.values["parent"]);
  for (const { id, values } of placed) {
    const { rows } = await sql`
      with recursive above (id) as (
        select ${String(values["parent"])}::uuid
        union select t.parent_id from above a join tickets t on t.id = a.id where t.parent_id is not null)
      select 1 from above where id = ${id}`.execute(work.db);
    if (rows.length > 0) throw new AppError("field_invalid", { field: "parent" });
  }
}

/** Brings tickets back to where they stood, by the capabilities and with their permissions. */
async function takeBack(work: Work, earlier: readonly Change[]): Promise<void> {
  for (const { id, values } of earlier) {
    const { status, problem, solution, ...others } = values;
    const field = Object.keys(others)[0];
    if (field) throw new AppError("field_governed", { field });
    if (status) await moveTicket(work, id, { status: String(status) });
    if (problem !== undefined) await linkIncident(work, id, problem as string | null);
    if (solution !== undefined) await update(work, "ticket", id, { solution }, { governed: true });
  }
}
