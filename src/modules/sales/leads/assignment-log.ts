import { sql } from "kysely";
import { changes, type Draft, valueOf, type Work } from "#records";
import type { AssignmentExplanation } from "../contract/assignment.ts";
import type { WayToAssign } from "../contract/assignment-objects.ts";
import { isOpenStatus } from "./status.ts";

/** That a lead came to somebody. */
export interface Assignment {
  readonly lead: string;
  readonly user: string;
  readonly way: WayToAssign | "by_hand";
  readonly rule: string | null;
  readonly explanation: AssignmentExplanation | null;
}

/** Keeps whose a lead was. What the rules of assignment do they write themselves, with the reason. */
export async function keepWhoHadThem(work: Work, drafts: readonly Draft[]): Promise<void> {
  const handed = drafts.filter(changesHands);
  const closed = drafts.filter(
    (draft) => draft.before && changes(draft, "status") && !isOpenStatus(valueOf(draft, "status")),
  );
  if (work.source !== "rule") {
    await endAssignments(work, ids(handed.filter(({ before }) => before !== null)), "handed_over");
    await writeAssignments(work, handed.flatMap(byHand));
  }
  await endAssignments(work, ids(closed), "closed");
}

function changesHands(draft: Draft): boolean {
  return draft.before === null ? Boolean(valueOf(draft, "owner")) : changes(draft, "owner");
}

function byHand(draft: Draft): Assignment[] {
  const user = valueOf(draft, "owner") as string | null;
  return user ? [{ lead: draft.id, user, way: "by_hand", rule: null, explanation: null }] : [];
}

function ids(drafts: readonly Draft[]): string[] {
  return drafts.map(({ id }) => id);
}

export async function endAssignments(
  work: Work,
  leads: readonly string[],
  how: "handed_over" | "returned" | "closed",
): Promise<void> {
  if (leads.length === 0) return;
  await sql`update lead_assignments set ended_at = ${work.now}::timestamptz, ended = ${how}, version = version + 1,
      updated_at = ${work.now}::timestamptz, updated_by = ${work.actor.userId}::uuid
    where lead_id = any(${leads}::uuid[]) and ended_at is null`.execute(work.db);
}

export async function writeAssignments(work: Work, assignments: readonly Assignment[]): Promise<void> {
  if (assignments.length === 0) return;
  await sql`
    insert into lead_assignments (lead_id, user_id, way, rule_id, explanation, assigned_at, created_at, created_by, updated_by)
    select lead, "user", way, rule, nullif(explanation, 'null'::jsonb), ${work.now}::timestamptz, ${work.now}::timestamptz,
      ${work.actor.userId}::uuid, ${work.actor.userId}::uuid
    from jsonb_to_recordset(${JSON.stringify(assignments)}::jsonb)
      as given (lead uuid, "user" uuid, way text, rule uuid, explanation jsonb)`.execute(work.db);
}
