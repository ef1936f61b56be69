import { type RawBuilder, type SqlBool, sql } from "kysely";
import { allOf, type Filter } from "#kernel/filter";
import { knownField, questionCondition, resolveFieldPath, type Work } from "#records";
import { grantOn } from "#records/contract";
import { AppError } from "#kernel/error";
import { dayIn } from "#kernel/period";
import type { Scope } from "../contract/scope.ts";
import { inOwnCurrency } from "./own-currency.ts";
import { territories, type Territory } from "./territories.ts";

/** The filter that a scope stands for, with the team and those below it by name. */
export async function scopeFilter(work: Work, scope: Scope): Promise<Filter | undefined> {
  const territory = scope.territory ? await territoryAsked(work, scope.territory) : undefined;
  const teams = scope.team ? await teamsBelow(work, scope.team) : undefined;
  return allOf(
    scope.pipeline ? { field: "pipeline", op: "is", value: scope.pipeline } : undefined,
    scope.owner ? { field: "owner", op: "is", value: scope.owner } : undefined,
    teams ? { field: "owner.team", op: "in", value: teams } : undefined,
    territory?.filter,
  );
}

async function territoryAsked(work: Work, id: string): Promise<Territory> {
  const [found] = await territories(work, [id]);
  if (!found) throw new AppError("link_not_found", { field: "territory" });
  return found;
}

/** The deals of a filter that the actor may read, as a condition on rows under `d`. Throws `not_found` where they may read none. */
export function dealsWhere(
  work: Work,
  filter: Filter | undefined,
  ids?: readonly string[],
): RawBuilder<SqlBool> {
  if (grantOn(work.actor.rights, "deal").read === "none")
    throw new AppError("not_found", { params: { object: "deal" } });
  return questionCondition(work, work.catalogue.object("deal"), "d", { filter, ids });
}

/**
 * The deals of a filter that the actor may read, to be added up: `columns` of them, what they come to as `own`, and as `elsewhere`
 * whether nobody knows. It is reckoned here once (`offset 0` keeps it so), however often the sums around ask for it.
 */
export function dealRows(
  work: Work,
  filter: Filter | undefined,
  { columns, joins = sql``, isOpen = false, ids }: RowsAsked,
): RawBuilder<unknown> {
  const { value, own } = dealAmount(work);
  return sql`
    select d.*, d.value is not null and d.own is null as elsewhere from (
      select ${columns}, ${value} as value, ${own} as own from deals d ${joins}
      where ${isOpen ? sql`d.closed_on is null and` : sql``} ${dealsWhere(work, filter, ids)} offset 0) d`;
}

interface RowsAsked {
  /** Of the deal under `d` and of what it is joined with. */
  readonly columns: RawBuilder<unknown>;
  readonly joins?: RawBuilder<unknown>;
  /** Only deals without a day of closing. */
  readonly isOpen?: boolean;
  /** Only these. */
  readonly ids?: readonly string[];
}

/** What a deal under `d` comes to, in the currency of the organisation. */
export interface DealAmount {
  /** In its own currency. */
  readonly value: RawBuilder<unknown>;
  /** Null where it has none, or one in a currency of which no rate is known. */
  readonly own: RawBuilder<unknown>;
  /** Whether the actor sees amounts at all. */
  readonly isSeen: boolean;
}

export function dealAmount(work: Work): DealAmount {
  const deal = work.catalogue.object("deal");
  if (!knownField(work, deal, "amount"))
    return { value: sql`null::numeric`, own: sql`null::numeric`, isSeen: false };
  const value = resolveFieldPath(work, deal, "amount").value?.("d") ?? sql`null::numeric`;
  const currency = resolveFieldPath(work, deal, "amount.currency").value?.("d") ?? sql`null::text`;
  // What is open is worth what its currency is worth today.
  const day = sql`coalesce(d.closed_on, ${dayIn(work.actor.timeZone, work.now)}::date)`;
  const own = inOwnCurrency(work, { value, currency, day });
  return { value, own, isSeen: true };
}

async function teamsBelow(work: Work, team: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive below (id) as (
      select ${team}::uuid
      union
      select t.id from teams t join below on t.parent_id = below.id where t.archived_at is null)
    select id from below limit 1000`.execute(work.db);
  return rows.map(({ id }) => id);
}
