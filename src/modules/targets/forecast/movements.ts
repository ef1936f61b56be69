import { type RawBuilder, sql } from "kysely";
import type { OutputOf, QueryOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { questionCondition, titleExpression, visibleWhere, type Work } from "#records";
import { grantOn } from "#records/contract";
import type { MovedDeal, Movement, readMovements } from "../contract/movements.ts";
import { dealAmount, scopeFilter } from "../deals-seen/deals-in-scope.ts";
import { dealsNow, dealsThen } from "./deals-looked-at.ts";
import { periodAsked } from "./forecasting.ts";

type Movements = OutputOf<typeof readMovements>;

/** Most deals told of one by one. */
const mostDeals = 200;

/** Which deals the forecast of a period owes its change to, since a snapshot. Throws `not_found`. */
export async function forecastMovements(
  work: Work,
  query: QueryOf<typeof readMovements>,
): Promise<Movements> {
  if (grantOn(work.actor.rights, "deal").read === "none")
    throw new AppError("not_found", { params: { object: "deal" } });
  const period = periodAsked(work, query);
  const since = query.since ? await snapshotAsked(work, query.since) : await newestSnapshot(work);
  if (!since)
    return { period: { ...period }, currency: work.currency, isKept: false, totals: [], data: [], left: 0 };
  const until = query.until ? await snapshotAsked(work, query.until) : null;
  const scope = await scopeFilter(work, { pipeline: query.pipeline });
  const moved = movedDeals(work, {
    before: dealsThen(since.id, period),
    after: query.until ? dealsThen(query.until, period) : dealsNow(work, period, scope),
    seen: questionCondition(work, work.catalogue.object("deal"), "d", { filter: scope, archived: "either" }),
    takenAt: since.takenAt,
  });
  const { isSeen } = dealAmount(work);
  const { rows: totals } = await sql<{ movement: Movement; count: number; amount: string }>`
    select m.movement, count(*)::int as count, round(coalesce(sum(m.gain), 0), 2)::text as amount
    from (${moved}) m group by 1`.execute(work.db);
  const { rows } = await sql<Row>`
    select m.* from (${moved}) m order by abs(m.gain) desc nulls last, m.id limit ${mostDeals}`.execute(
    work.db,
  );
  return {
    period: { ...period },
    currency: work.currency,
    isKept: since.isKept && (until === null || until.isKept),
    totals: totals.map((total) => ({ ...total, amount: isSeen ? total.amount : null })),
    data: rows.map((row) => movedDeal(row, isSeen)),
    left: totals.reduce((all, { count }) => all + count, 0) - rows.length,
  };
}

interface Row {
  readonly id: string;
  readonly title: string | null;
  readonly owner: string | null;
  readonly removed: boolean;
  readonly movement: Movement;
  readonly then_category: Category | null;
  readonly then_amount: string | null;
  readonly now_category: Category | null;
  readonly now_amount: string | null;
}
type Category = NonNullable<MovedDeal["before"]>["category"];

function movedDeal(row: Row, isSeen: boolean): MovedDeal {
  const look = (category: Category | null, amount: string | null) =>
    category && { category, amount: isSeen ? amount : null };
  return {
    movement: row.movement,
    deal: { id: row.id, title: row.title },
    owner: row.owner,
    isRemoved: row.removed,
    before: look(row.then_category, row.then_amount),
    after: look(row.now_category, row.now_amount),
  };
}

interface Looks {
  readonly before: RawBuilder<unknown>;
  readonly after: RawBuilder<unknown>;
  /** Of the deal under `d`. */
  readonly seen: RawBuilder<unknown>;
  readonly takenAt: string;
}

function movedDeals(work: Work, { before, after, seen, takenAt }: Looks): RawBuilder<unknown> {
  const deal = work.catalogue.object("deal");
  const user = work.catalogue.object("user");
  // Another rate is no change of the deal; and an amount that is not seen tells nothing by its change either.
  const isOther = dealAmount(work).isSeen
    ? sql`(b.category, b.amount, b.currency) is distinct from (a.category, a.amount, a.currency)`
    : sql`b.category is distinct from a.category`;
  return sql`
    select d.id, ${titleExpression(work, deal, "d")} as title, d.archived_at is not null as removed,
      (select ${titleExpression(work, user, "u")} from users u where u.id = d.owner_id and ${visibleWhere(work, "user", "u")}) as owner,
      b.category as then_category, round(b.own, 2)::text as then_amount,
      a.category as now_category, round(a.own, 2)::text as now_amount, coalesce(a.own, 0) - coalesce(b.own, 0) as gain,
      case when b.id is null then case when d.created_at > ${takenAt}::timestamptz then 'new' else 'came' end
        when a.id is null then case when d.archived_at is not null then 'removed' when s.kind = 'lost' then 'lost' else 'went' end
        when a.category = 'won' and b.category <> 'won' then 'won' else 'changed' end as movement
    from (${before}) b full join (${after}) a on a.id = b.id
    join deals d on d.id = coalesce(a.id, b.id) join stages s on s.id = d.stage_id
    where (b.id is null or a.id is null or ${isOther}) and ${seen}`;
}

interface Snapshot {
  readonly id: string;
  readonly takenAt: string;
  readonly isKept: boolean;
}

async function snapshotAsked(work: Work, id: string): Promise<Snapshot> {
  const found = await snapshotWhere(work, sql`s.id = ${id}`);
  if (!found) throw new AppError("not_found");
  return found;
}

function newestSnapshot(work: Work): Promise<Snapshot | undefined> {
  return snapshotWhere(work, sql`true`);
}

async function snapshotWhere(work: Work, condition: RawBuilder<unknown>): Promise<Snapshot | undefined> {
  const { rows } = await sql<Snapshot>`
    select s.id, s.taken_at::text as "takenAt",
      exists (select from forecast_snapshot_deals k where k.snapshot_id = s.id) as "isKept"
    from forecast_snapshots s where ${condition} order by s.taken_at desc, s.id desc limit 1`.execute(
    work.db,
  );
  return rows[0];
}
