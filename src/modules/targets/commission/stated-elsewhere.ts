import { sql } from "kysely";
import type { Work } from "#records";
import type { CommissionPlan } from "../contract/commission.ts";
import type { Entry } from "./bases.ts";

/**
 * Whether an entry is paid to a seller by another plan that had ended when it came about: as when a deal is reopened and won once
 * more after the plan has changed. It counts here as soon as that plan has taken it back in a correction.
 */
export type IsStatedElsewhere = (entry: Pick<Entry, "entry" | "day">, user: string) => boolean;

export async function statedElsewhere(
  work: Work,
  { id, base }: Pick<CommissionPlan, "id" | "base">,
  entries: readonly Entry[],
): Promise<IsStatedElsewhere> {
  const { rows } = await sql<{ entry: string; user: string; endedOn: string }>`
    select r.entry, s.user_id as "user", p.ends_on as "endedOn"
    from commission_rows r join commission_statements s on s.id = r.statement_id join commission_plans p on p.id = s.plan_id
    where r.entry = any(${entries.map(({ entry }) => entry)}::uuid[]) and p.id <> ${id} and p.base = ${base} and p.ends_on is not null
    group by r.entry, s.user_id, p.id having sum(r.base) <> 0`.execute(work.db);
  const byEntry = Map.groupBy(rows, ({ entry }) => entry);
  return ({ entry, day }, user) =>
    byEntry.get(entry)?.some((row) => row.user === user && row.endedOn < day) ?? false;
}
