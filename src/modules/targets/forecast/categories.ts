import { type RawBuilder, sql } from "kysely";
import { knownField, type Work } from "#records";
import { categoryFrom } from "../contract/forecast.ts";

/** What an open deal under `d` counts for: as somebody said of it, else by its probability. */
export function categorySql(work: Work): RawBuilder<unknown> {
  const { commit, best_case: bestCase, pipeline } = categoryFrom;
  const stated = knownField(work, work.catalogue.object("deal"), "forecast_category")
    ? sql`d.forecast_category`
    : sql`null::text`;
  return sql`coalesce(${stated}, case when d.probability >= ${commit} then 'commit'
    when d.probability >= ${bestCase} then 'best_case'
    when d.probability >= ${pipeline} then 'pipeline' else 'omitted' end)`;
}
