import { sql } from "kysely";
import type { OutputOf, QueryOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { dayIn } from "#kernel/period";
import { titleExpression, visibleField, visibleIds, visibleWhere, type Work } from "#records";
import { grantOn } from "#records/contract";
import type {
  CommissionPlan,
  readStatement,
  readStatements,
  StatementRow,
  StatementSummary,
} from "../contract/commission.ts";
import { type Period, periodAt } from "../contract/periods.ts";
import { type Row, sumOf } from "./statement.ts";
import { isStated, periodOf, type Stated, statementsOf } from "./stating.ts";
import { managesCommission, planInSight, seenPlans } from "./stored-plans.ts";

/** What sellers earn in the period of a day, by each plan: one's own, or all for those who manage commission. */
export async function statements(
  work: Work,
  query: QueryOf<typeof readStatements>,
): Promise<OutputOf<typeof readStatements>> {
  const day = query.on ?? dayIn(work.actor.timeZone, work.now);
  const only = managesCommission(work) ? undefined : (work.actor.userId ?? "");
  const data: StatementSummary[] = [];
  for (const plan of await seenPlans(work)) {
    if (query.plan && plan.id !== query.plan) continue;
    const period = periodAt(plan.unit, day);
    if (!isStated(plan, period)) continue;
    const stated = await statementsOf(work, plan, period, only);
    const names = await namesOf(
      work,
      stated.map(({ user }) => user),
    );
    data.push(...stated.map((one) => summaryOf(work, { plan, period, names }, one)));
  }
  return { data };
}

/** A seller's statement with its rows: one's own unless told. Throws `not_found` where it is not for the actor to see. */
export async function statement(
  work: Work,
  id: string,
  query: QueryOf<typeof readStatement>,
): Promise<OutputOf<typeof readStatement>> {
  const plan = await planInSight(work, id);
  const period = periodOf(plan, query.on ?? dayIn(work.actor.timeZone, work.now));
  const user = query.user ?? work.actor.userId ?? "";
  if (!maySee(work, user)) throw new AppError("not_found");
  const [found] = await statementsOf(work, plan, period, user);
  if (!found) throw new AppError("not_found");
  const names = await namesOf(work, [user]);
  return {
    ...summaryOf(work, { plan, period, names }, found),
    rows: await toldRows(work, plan.base, found.rows),
  };
}

function maySee(work: Work, user: string): boolean {
  return user === work.actor.userId || managesCommission(work);
}

type Base = CommissionPlan["base"];

/** What the entries of a plan are records of, and which fields name them and say what they come to. */
const told: Readonly<
  Record<Base, { readonly object: string; readonly name: string; readonly amount: string }>
> = {
  deal_won: { object: "deal", name: "name", amount: "amount" },
  invoice_paid: { object: "invoice", name: "number", amount: "net" },
};

function isFieldSeen(work: Work, base: Base, which: "name" | "amount"): boolean {
  const { object, [which]: field } = told[base];
  const isRead = grantOn(work.actor.rights, object).read !== "none";
  return isRead && visibleField(work, work.catalogue.object(object), field) !== undefined;
}

function summaryOf(
  work: Work,
  {
    plan,
    period,
    names,
  }: {
    readonly plan: CommissionPlan;
    readonly period: Period;
    readonly names: ReadonlyMap<string, string | null>;
  },
  { user, quota, rows, isClosed }: Stated,
): StatementSummary {
  const earned = rows.filter(({ kind }) => kind === "earned");
  return {
    plan: { id: plan.id, name: plan.name, base: plan.base },
    user: { id: user, title: names.get(user) ?? null },
    period: { ...period },
    state: isClosed ? "closed" : "open",
    quota,
    sold: isFieldSeen(work, plan.base, "amount") ? sumOf(earned, "base").toFixed(2) : null,
    corrections: sumOf(
      rows.filter(({ kind }) => kind === "correction"),
      "amount",
    ).toFixed(2),
    total: sumOf(rows, "amount").toFixed(2),
    currency: work.currency,
  };
}

/** A deal or an invoice that the reader does not see is told by its share of the pay alone. */
async function toldRows(work: Work, base: Base, rows: readonly Row[]): Promise<StatementRow[]> {
  const { object } = told[base];
  // A deal that is gone leaves the row that it was earned by.
  const recordOf = ({ deal, entry }: Row) => (base === "deal_won" ? deal : entry);
  const wanted = [...new Set(rows.flatMap((row) => recordOf(row) ?? []))];
  const isRead = grantOn(work.actor.rights, object).read !== "none";
  const seen = new Set(isRead ? await visibleIds(work, object, wanted) : []);
  const isNamed = isFieldSeen(work, base, "name");
  const isSeen = isFieldSeen(work, base, "amount");
  return rows.map((row) => {
    const { title, kind, day, earnedIn, reason, share, rate, amount } = row;
    const id = recordOf(row);
    const isTold = isNamed && (id === null ? managesCommission(work) : seen.has(id));
    const record = id && seen.has(id) ? { id, title: isTold ? title : null } : null;
    return {
      kind,
      deal: base === "deal_won" ? record : null,
      invoice: base === "invoice_paid" ? record : null,
      title: isTold ? title : null,
      day,
      earnedIn,
      reason,
      base: isSeen ? row.base : null,
      share,
      rate,
      amount,
    };
  });
}

async function namesOf(work: Work, users: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
  const user = work.catalogue.object("user");
  const { rows } = await sql<{ id: string; title: string | null }>`
    select u.id, ${titleExpression(work, user, "u")} as title from users u
    where u.id = any(${[...users]}::uuid[]) and ${visibleWhere(work, "user", "u")}`.execute(work.db);
  return new Map(rows.map(({ id, title }) => [id, title]));
}
