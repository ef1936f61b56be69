import { sql } from "kysely";
import { notify } from "#platform";
import { byRule, updateMany, type Work } from "#records";
import type { AssignmentExplanation } from "../contract/assignment.ts";
import { leadEvents } from "../contract/events.ts";
import { openStatuses } from "../contract/lead-objects.ts";
import { type Assignment, endAssignments, writeAssignments } from "../leads/assignment-log.ts";
import { choose, give, type LeadToAssign, type Rule, type Seller } from "./choosing.ts";
import { leadsToAssign, readChoosing } from "./choosing-among.ts";

/** More at once for one person is told as a number. */
const mostTold = 20;
/** Beyond every turn that the database has counted. */
const nextTurn = Number.MAX_SAFE_INTEGER - 1_000_000;

/**
 * Gives leads to whom the rules say; those for whom nobody is free stay as they are. One at a time in the whole house, so
 * that nobody's turn is counted twice. Answers how many were given.
 */
export async function assignByRules(work: Work, ids: readonly string[]): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext('sales.lead_assignment'))`.execute(work.db);
  const choosing = await readChoosing(work);
  if (choosing.rules.length === 0) return 0;
  const leads = await leadsToAssign(work, await stillOpen(work, ids), choosing.rules);
  const given = leads.flatMap((lead, index): Given[] => {
    const { seller, rule, steps, user } = choose(lead, choosing);
    if (!seller || !rule) return [];
    give(seller, rule, nextTurn + index, work.now);
    return [{ lead, seller, rule, explanation: { steps, user } }];
  });
  await write(work, given);
  return given.length;
}

/** Who would be given a lead, and why; nothing is written. */
export async function tryAssignment(work: Work, id: string): Promise<AssignmentExplanation> {
  const choosing = await readChoosing(work);
  const [lead] = await leadsToAssign(work, [id], choosing.rules);
  if (!lead) return { steps: [], user: null };
  const { steps, user } = choose(lead, choosing);
  return { steps, user };
}

interface Given {
  readonly lead: LeadToAssign;
  readonly seller: Seller;
  readonly rule: Rule;
  readonly explanation: AssignmentExplanation;
}

// Locked in the order of their ids; what was closed meanwhile is nobody's work any more.
async function stillOpen(work: Work, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from leads where id = any(${ids}::uuid[]) and archived_at is null
      and status = any(${openStatuses}::text[]) order by id for update`.execute(work.db);
  return rows.map(({ id }) => id);
}

async function write(work: Work, given: readonly Given[]): Promise<void> {
  if (given.length === 0) return;
  const leads = given.map(({ lead }) => lead.id);
  const owners = given.map(({ lead, seller }) => ({ id: lead.id, values: { owner: seller.id } }));
  await updateMany(byRule(work), "lead", owners);
  await endAssignments(work, leads, "handed_over");
  await writeAssignments(
    work,
    given.map(
      ({ lead, seller, rule, explanation }): Assignment => ({
        lead: lead.id,
        user: seller.id,
        way: rule.way,
        rule: rule.id,
        explanation,
      }),
    ),
  );
  for (const [user, some] of Map.groupBy(given, ({ seller }) => seller.id)) await tell(work, user, some);
}

async function tell(work: Work, user: string, given: readonly Given[]): Promise<void> {
  const leads = given.map(({ lead }) => lead.id);
  work.emit({ name: leadEvents.assigned, object: "lead", records: leads, payload: { user, way: "rule" } });
  if (user === work.actor.userId) return;
  if (given.length > mostTold)
    return notify(work, [user], "leads_assigned", { params: { count: given.length } });
  for (const { lead, rule } of given)
    await notify(work, [user], "lead_assigned", {
      object: "lead",
      id: lead.id,
      params: { title: lead.name, rule: rule.name },
    });
}
