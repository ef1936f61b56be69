import { type RawBuilder, sql } from "kysely";
import type { Work } from "#records";
import { ageOf, bandOf } from "./features.ts";

/** Deals that stood in a stage for so long, of one seller and one band of amounts: how many there were and how many were won. */
export interface Observed {
  readonly stage: string;
  readonly age: number;
  readonly seller: string | null;
  readonly band: number | null;
  readonly count: number;
  readonly won: number;
}

export interface Past {
  readonly deals: number;
  readonly won: number;
  readonly observed: readonly Observed[];
}

/** No more of the past than this teaches anything of today. */
const years = 3;

/**
 * What closed deals show, of those closed before `until`. A deal counts once for each age that it reached in each open stage (landmarks:
 * H. C. van Houwelingen, Scandinavian Journal of Statistics 34 (2007), 70–85), so that a deal long in a stage is compared with those that were there so long.
 */
export async function observePast(work: Work, until: string, bands: readonly string[]): Promise<Past> {
  const { rows } = await sql<Observed & { deals: number; dealsWon: number }>`
    with closed as materialized (
      select d.id, d.owner_id, s.kind = 'won' as won, ${bandOf(own(work), bands)} as band
      from deals d join stages s on s.id = d.stage_id
      where d.closed_on < ${until}::date and d.closed_on >= ${until}::date - make_interval(years => ${years})
        and d.archived_at is null and s.kind in ('won', 'lost')),
    stays as (
      select c.deal_id, c.stage_id, max(${ageOf(sql`c.entered_at`, sql`c.left_at`)}) as age
      from stage_changes c join stages k on k.id = c.stage_id
      where k.kind = 'open' and k.archived_at is null and c.left_at is not null and c.archived_at is null
        and c.deal_id in (select id from closed)
      group by 1, 2)
    select s.stage_id as stage, a.age, d.owner_id as seller, d.band, count(*)::int as count,
      (count(*) filter (where d.won))::int as won,
      (select count(*)::int from closed) as deals, (select count(*)::int from closed where won) as "dealsWon"
    from closed d join stays s on s.deal_id = d.id cross join lateral generate_series(0, s.age) a (age)
    group by 1, 2, 3, 4`.execute(work.db);
  const [first] = rows;
  return { deals: first?.deals ?? 0, won: first?.dealsWon ?? 0, observed: rows };
}

function own(work: Work): RawBuilder<unknown> {
  return sql`case when d.amount_currency = ${work.currency} then d.amount end`;
}

/** The quartiles of amounts; none where lost deals seldom have one while won ones do: an amount would then give away how it ended. */
export async function amountBands(work: Work, until: string): Promise<readonly string[]> {
  const { rows } = await sql<{ won: number; lost: number; bands: string[] | null }>`
    select coalesce(avg(coalesce(d.own > 0, false)::int) filter (where s.kind = 'won'), 0)::float as won,
      coalesce(avg(coalesce(d.own > 0, false)::int) filter (where s.kind = 'lost'), 0)::float as lost,
      (percentile_disc(array[0.25, 0.5, 0.75]) within group (order by d.own) filter (where d.own > 0))::text[] as bands
    from (select *, ${own(work)} as own from deals d) d join stages s on s.id = d.stage_id
    where d.closed_on < ${until}::date and d.closed_on >= ${until}::date - make_interval(years => ${years})
      and d.archived_at is null and s.kind in ('won', 'lost')`.execute(work.db);
  const [found] = rows;
  if (!found?.bands || found.won < 0.5 || found.lost < 0.8 * found.won) return [];
  return [...new Set(found.bands)];
}

/** A deal as it stood at a moment, and what became of it. */
export interface HeldDeal extends Omit<Observed, "count" | "won"> {
  readonly plain: number;
  readonly amount: number;
  readonly count: number;
  readonly won: number;
  readonly wonAmount: number;
}

/** Deals that were open at `from` and closed before `until`, as they stood at `from`; those alike together. */
export async function heldBackDeals(
  work: Work,
  { from, until }: { readonly from: string; readonly until: string },
  bands: readonly string[],
): Promise<readonly HeldDeal[]> {
  const { rows } = await sql<HeldDeal>`
    select c.stage_id as stage, ${ageOf(sql`c.entered_at`, sql`${from}::timestamptz`)} as age, d.owner_id as seller,
      ${bandOf(own(work), bands)} as band, k.probability::float / 100 as plain,
      coalesce(sum(${own(work)}), 0)::float as amount, count(*)::int as count,
      (count(*) filter (where s.kind = 'won'))::int as won,
      coalesce(sum(${own(work)}) filter (where s.kind = 'won'), 0)::float as "wonAmount"
    from deals d
    join stages s on s.id = d.stage_id and s.kind in ('won', 'lost')
    join stage_changes c on c.deal_id = d.id and c.entered_at < ${from}::timestamptz and c.left_at >= ${from}::timestamptz
      and c.archived_at is null
    join stages k on k.id = c.stage_id and k.kind = 'open'
    where d.closed_on >= ${from}::date and d.closed_on < ${until}::date and d.archived_at is null
    group by 1, 2, 3, 4, 5`.execute(work.db);
  return rows;
}

/** The day after the newest closing; what is held back is counted back from there. */
export async function dayAfterNewest(work: Work): Promise<string | null> {
  const { rows } = await sql<{ day: string | null }>`
    select (least(max(closed_on), ${work.now}::date) + 1)::text as day from deals
    where closed_on is not null and archived_at is null`.execute(work.db);
  return rows[0]?.day ?? null;
}
