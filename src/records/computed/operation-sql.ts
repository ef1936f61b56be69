import { type RawBuilder, sql } from "kysely";
import type { Operation } from "#kernel/formula/functions";
import type { Clock } from "#kernel/formula/operations";
import { formulaLimits, type FormulaType } from "#kernel/formula/syntax";
import { dayIn } from "#kernel/period";

type Sql = RawBuilder<unknown>;

/** An argument of an operation. */
export interface SqlValue {
  readonly type: FormulaType;
  readonly value: Sql;
}

/**
 * The SQL of an operation. Each argument stands in it once, so that a formula grows no faster than its text; the
 * functions `formula_…` come with a migration.
 */
export function operationSql(operation: Operation, given: readonly SqlValue[], clock: Clock): Sql {
  return operations[operation](given.map(({ value }) => value) as unknown as Arguments, { given, clock });
}

// A formula has as many arguments as its usage takes: the checker saw to it.
type Arguments = readonly [Sql, ...Sql[]];
interface Context {
  readonly given: readonly SqlValue[];
  readonly clock: Clock;
}

const operations: Readonly<Record<Operation, (values: Arguments, context: Context) => Sql>> = {
  add: ([a, b]) => sql`formula_number(${a} + ${b})`,
  subtract: ([a, b]) => sql`formula_number(${a} - ${b})`,
  multiply: ([a, b]) => sql`formula_number(${a} * ${b})`,
  // Sixty digits before it is rounded to ten: with fewer it might be rounded twice, and differently.
  divide: ([a, b]) => sql`formula_number(round(${a}, 60) / nullif(${b}, 0))`,
  remainder: ([a, b]) => sql`mod(${a}, nullif(${b}, 0))`,
  negate: ([a]) => sql`(- ${a})`,
  join: (_values, { given, clock }) =>
    cut(
      sql`(${sql.join(
        given.map((one) => written(one, clock)),
        sql` || `,
      )})`,
    ),
  equal: ([a, b]) => sql`(${a} = ${b})`,
  unequal: ([a, b]) => sql`(${a} <> ${b})`,
  less: ([a, b]) => sql`(${a} < ${b})`,
  less_or_equal: ([a, b]) => sql`(${a} <= ${b})`,
  greater: ([a, b]) => sql`(${a} > ${b})`,
  greater_or_equal: ([a, b]) => sql`(${a} >= ${b})`,
  and: ([a, b]) => sql`(${a} and ${b})`,
  or: ([a, b]) => sql`(${a} or ${b})`,
  not: ([a]) => sql`(not ${a})`,
  if: ([condition, then, otherwise = sql`null`]) =>
    sql`(case when ${condition} then ${then} else ${otherwise} end)`,
  switch: (values) => switchSql(values),
  coalesce: (values) => sql`coalesce(${sql.join(values)})`,
  is_empty: ([value], { given }) =>
    given[0]?.type === "text" ? sql`(coalesce(${value}, '') = '')` : sql`(${value} is null)`,
  round: ([number, places = sql`0`]) => sql`formula_round(${number}, ${places})`,
  floor: ([number]) => sql`formula_number(floor(${number}))`,
  ceil: ([number]) => sql`formula_number(ceil(${number}))`,
  abs: ([number]) => sql`abs(${number})`,
  min: (values) => sql`least(${sql.join(values)})`,
  max: (values) => sql`greatest(${sql.join(values)})`,
  // Not `concat`, which takes no more than a hundred.
  concat: (_values, { given, clock }) =>
    cut(
      sql`(${sql.join(
        given.map((one) => sql`coalesce(${written(one, clock)}, '')`),
        sql` || `,
      )})`,
    ),
  upper: ([text]) => cut(sql`upper(${text})`),
  lower: ([text]) => cut(sql`lower(${text})`),
  trim: ([text]) => sql`formula_trim(${text})`,
  length: ([text]) => sql`length(${text})::numeric`,
  left: ([text, characters]) => sql`formula_left(${text}, ${characters})`,
  right: ([text, characters]) => sql`formula_right(${text}, ${characters})`,
  contains: ([text, part]) => sql`(strpos(${text}, ${part}) > 0)`,
  text: (_values, { given, clock }) => written(given[0] as SqlValue, clock),
  number: ([text]) => sql`formula_number_of_text(${text})`,
  date: ([year, month, day]) => sql`formula_date(${year}, ${month}, ${day})`,
  date_of_text: ([text]) => sql`formula_date_of_text(${text})`,
  local_day: ([moment], { clock }) => sql`formula_day((${moment} at time zone ${clock.timeZone})::date)`,
  today: (_values, { clock }) => sql`${dayIn(clock.timeZone, clock.now)}::date`,
  now: (_values, { clock }) => sql`${clock.now}::timestamptz`,
  year: ([day]) => sql`extract(year from ${day})`,
  month: ([day]) => sql`extract(month from ${day})`,
  day: ([day]) => sql`extract(day from ${day})`,
  weekday: ([day]) => sql`extract(isodow from ${day})`,
  days_between: ([from, to]) => sql`(${to} - ${from})::numeric`,
  add_days: ([day, count]) => sql`formula_add_days(${day}, ${count})`,
  add_months: ([day, count]) => sql`formula_add_months(${day}, ${count})`,
};

function switchSql([value, ...rest]: readonly Sql[]): Sql {
  const cases = rest.flatMap((when, at) =>
    at % 2 === 0 && at + 1 < rest.length ? [sql`when ${when} then ${rest[at + 1]}`] : [],
  );
  const otherwise = rest.length % 2 === 1 ? rest.at(-1) : sql`null`;
  return sql`(case ${value} ${sql.join(cases, sql` `)} else ${otherwise} end)`;
}

/** A value as text: a number without idle zeros, a moment as local `YYYY-MM-DD HH:MM`. */
function written({ type, value }: SqlValue, { timeZone }: Clock): Sql {
  switch (type) {
    case "text":
      return value;
    case "number":
      return sql`trim_scale(${value})::text`;
    case "boolean":
      return sql`(${value})::text`;
    case "date":
      return sql`to_char(${value}, 'YYYY-MM-DD')`;
    case "date_time":
      return sql`to_char(${value} at time zone ${timeZone}, 'YYYY-MM-DD HH24:MI')`;
  }
}

function cut(text: Sql): Sql {
  return sql`left(${text}, ${formulaLimits.textLength})`;
}
