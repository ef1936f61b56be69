import { type CompiledQuery, type RawBuilder, sql } from "kysely";
import { AppError } from "#kernel/error";
import type { CatalogueObject } from "../catalogue.ts";
import { mostGroups, type Total } from "../contract/index.ts";
import { askAgain } from "../search/asking-again.ts";
import type { Work } from "../work.ts";
import { ask, compiled, kept } from "./kept-queries.ts";
import { readableObject } from "./listing.ts";
import { type Question, questionCondition } from "./rows-asked-for.ts";
import { type Group, groupOf } from "./totals-groups.ts";
import { inOneQuery, type Measure, measuresOf, type Numbers, readMeasures } from "./totals-measures.ts";

export interface TotalsRequest extends Question {
  /** One field or two by comma; a date takes `:day`, `:week`, `:month`, `:quarter` or `:year` behind it. */
  readonly group?: string | undefined;
  /** Fields by comma. */
  readonly sum?: string | undefined;
  readonly avg?: string | undefined;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
}

/**
 * Counts, sums, averages and extremes by group over the records the actor may read; money is kept apart by currency. Of
 * more than 1,000 groups the largest are told, in no order. Throws `field_unknown`, `filter_invalid`.
 */
export async function totals(work: Work, objectName: string, request: TotalsRequest): Promise<Total[]> {
  const object = readableObject(work, objectName);
  return askAgain(
    work,
    request,
    (asking, asked) => totalsOf(asking, object, asked),
    (found) => found.every(({ count }) => count === 0),
  );
}

async function totalsOf(work: Work, object: CatalogueObject, request: TotalsRequest): Promise<Total[]> {
  const { groups, measures, queries } = totalsQueries(work, object, request);
  const found = new Map<string, Found>();
  for (const [index, { query, measures: some }] of queries.entries()) {
    for (const row of await ask(work, query, {})) {
      const keys = groups.map((_, at) => (row[`k${at}`] as string | null | undefined) ?? null);
      const known = found.get(JSON.stringify(keys));
      const one = known ?? { ...headOf(groups, keys, row), count: 0, ...emptyNumbers(measures) };
      if (!known) found.set(JSON.stringify(keys), one);
      if (index === 0) one.count += Number(row["count"]);
      readMeasures(one, some, row);
    }
  }
  return [...found.values()];
}

type Found = { -readonly [K in keyof Total]: Total[K] } & Numbers;

function headOf(
  groups: readonly Group[],
  keys: readonly (string | null)[],
  row: TotalsRow,
): Pick<Total, "group" | "title" | "groups"> {
  const heads = groups.map((_, at) => {
    const title = row[`title${at}`] as string | null;
    return { value: keys[at] ?? null, ...(title === null ? {} : { title }) };
  });
  const { value = null, ...first } = heads[0] ?? {};
  return { group: value, ...first, ...(heads.length > 1 ? { groups: heads } : {}) };
}

function emptyNumbers(measures: readonly Measure[]): Numbers {
  const asked = measures.filter(({ kind }) => kind !== "sums").map(({ kind }) => [kind, {}] as const);
  return { sums: {}, ...Object.fromEntries(asked) };
}

type TotalsRow = Readonly<Record<string, unknown>>;

interface TotalsQueries {
  readonly groups: readonly Group[];
  readonly measures: readonly Measure[];
  /** The measures together, but amounts of money: those of a field by themselves. */
  readonly queries: readonly {
    readonly measures: readonly Measure[];
    readonly query: CompiledQuery<TotalsRow>;
  }[];
}

function totalsQueries(work: Work, object: CatalogueObject, request: TotalsRequest): TotalsQueries {
  return kept(work, `totals ${JSON.stringify([object.name, request])}`, (making) => {
    const groups = names(request.group).map((text) => groupOf(making, object, "t", text));
    if (groups.length > 2) throw new AppError("field_unknown", { field: request.group ?? "" });
    const measures = measuresOf(making, object, "t", request);
    const rows = sql`${sql.table(object.table)} as t where ${questionCondition(making, object, "t", request)}`;
    const queries = inOneQuery(measures).map((some) => ({
      measures: some,
      query: compiled(making, totalsQuery(rows, groups, some)),
    }));
    return { groups, measures, queries };
  });
}

function totalsQuery(
  rows: RawBuilder<unknown>,
  groups: readonly Group[],
  measures: readonly Measure[],
): RawBuilder<TotalsRow> {
  const currency = measures[0]?.currency;
  const parts = [
    ...groups.map(({ key }, at) => ({ name: sql.ref(`k${at}`), value: key })),
    ...(currency ? [{ name: sql.ref("k_currency"), value: currency }] : []),
  ];
  const numbers = measures.map(({ number }, at) => sql`${number} as ${sql.ref(`m${at}`)}`);
  const titles = groups.map(
    ({ title }, at) => sql`${title?.(sql.ref(`g.k${at}`)) ?? sql`null`} as ${sql.ref(`title${at}`)}`,
  );
  const columns = [
    ...parts.map(({ name, value }) => sql`${value} as ${name}`),
    ...numbers,
    sql`count(*) as count`,
  ];
  const by = parts.length > 0 ? sql`group by ${sql.join(parts.map(({ name }) => name))}` : sql``;
  const parted = sql`select ${sql.join(columns)} from ${rows} ${by} having count(*) > 0`;
  const keys = groups.map((_, at) => sql.ref(`k${at}`));
  return sql<TotalsRow>`
    select ${sql.join([sql`g.*`, ...titles])}
    from (${currency && keys[0] ? largestOfParts(parted, sql.join(keys)) : largest(parted, keys)}) as g`;
}

/** Of groups as large as each other all queries tell the same. */
function largest(groups: RawBuilder<unknown>, keys: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return sql`${groups} order by ${sql.join([sql`count desc`, ...keys])} limit ${mostGroups}`;
}

/** The same groups where each comes in parts, one a currency. */
function largestOfParts(parts: RawBuilder<unknown>, keys: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select * from (
      select *, dense_rank() over (order by whole desc, ${keys}) as place
      from (select *, sum(count) over (partition by ${keys}) as whole from (${parts}) as p) as w) as r
    where place <= ${mostGroups}`;
}

function names(list: string | undefined): readonly string[] {
  return (list ?? "").split(",").filter(Boolean);
}
