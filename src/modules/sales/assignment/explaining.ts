import { sql } from "kysely";
import { get, visibleWhere, type Work } from "#records";
import type { PastAssignment } from "../contract/assignment.ts";

/** Whose a lead was and is, and why; the newest first. */
export async function assignmentsOf(work: Work, lead: string): Promise<PastAssignment[]> {
  await get(work, "lead", lead);
  const { rows } = await sql<
    Omit<PastAssignment, "user" | "assigned_at" | "ended_at"> & {
      user: string;
      name: string;
      assigned_at: Date;
      ended_at: Date | null;
    }
  >`
    select a.id, a.user_id as "user", u.name, a.way, r.name as rule, a.assigned_at, a.ended_at, a.ended, a.explanation
    from lead_assignments a join users u on u.id = a.user_id left join assignment_rules r on r.id = a.rule_id
    where a.lead_id = ${lead} and ${visibleWhere(work, "lead_assignment", "a")} and ${visibleWhere(work, "user", "u")}
    order by a.turn desc limit 50`.execute(work.db);
  return rows.map(({ user, name, assigned_at, ended_at, ...row }) => ({
    ...row,
    user: { id: user, name },
    assigned_at: assigned_at.toISOString(),
    ended_at: ended_at?.toISOString() ?? null,
  }));
}
