import { sql } from "kysely";
import type { Work } from "#records";
import type { CommissionPlan, Tier } from "../contract/commission.ts";
import { type Period, periodAt } from "../contract/periods.ts";
import type { Row } from "./statement.ts";

/** A period of a plan that is closed: `startsOn` ≤ day < `endsOn`, with the tiers of then. */
export interface Closure {
  readonly startsOn: string;
  readonly endsOn: string;
  readonly tiers: readonly Tier[];
}

type Plan = Pick<CommissionPlan, "unit" | "starts_on" | "ends_on">;

/** The periods of a plan that are closed, in order. */
export async function closures(work: Work, plan: Pick<CommissionPlan, "id">): Promise<readonly Closure[]> {
  const { rows } = await sql<Closure>`
    select starts_on as "startsOn", ends_on as "endsOn", tiers from commission_closures where plan_id = ${plan.id} order by starts_on`.execute(
    work.db,
  );
  return rows;
}

/** First day of the first period behind those that are closed. */
export function nextOpen({ unit, starts_on }: Plan, closed: readonly Closure[]): string {
  const last = closed.at(-1);
  return last ? periodAt(unit, last.startsOn, 1).from : periodAt(unit, starts_on).from;
}

/**
 * Whether a period is the next to be closed, in which corrections of earlier ones stand: a later one would say them again. Once a
 * plan has ended and all its periods are closed it is any that is open, for nobody closes those in which nothing was corrected.
 */
export function isNext(plan: Plan, closed: readonly Closure[], { from }: Pick<Period, "from">): boolean {
  const next = nextOpen(plan, closed);
  const isThrough = plan.ends_on !== null && next > plan.ends_on;
  return isThrough ? from >= next : from === next;
}

/** A row as it was stated, with the period that it stands in; a statement without rows has one without an `entry`. */
export interface StatedRow extends Row {
  readonly user: string;
  readonly quota: string | null;
  readonly startsOn: string;
}

/** What was stated by a plan in periods that are closed: of one seller and of one period where told. */
export async function statedRows(
  work: Work,
  plan: Pick<CommissionPlan, "id">,
  { user, startsOn }: { readonly user?: string | undefined; readonly startsOn?: string },
): Promise<readonly StatedRow[]> {
  const { rows } = await sql<StatedRow>`
    select s.user_id as "user", s.quota::text, s.starts_on as "startsOn", r.kind, coalesce(r.entry::text, '') as entry, r.deal_id as deal, r.title, r.day,
      r.earned_in as "earnedIn", r.reason, r.base::text, trim_scale(r.share)::text as share, trim_scale(r.rate)::text as rate, r.amount::text
    from commission_statements s left join commission_rows r on r.statement_id = s.id
    where s.plan_id = ${plan.id} and (${user ?? null}::uuid is null or s.user_id = ${user ?? null})
      and (${startsOn ?? null}::date is null or s.starts_on = ${startsOn ?? null})
    order by s.user_id, s.starts_on, r.position`.execute(work.db);
  return rows;
}
