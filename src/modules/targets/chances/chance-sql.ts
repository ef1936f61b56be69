import { type RawBuilder, sql } from "kysely";
import type { Work } from "#records";
import { dealAmount } from "../deals-seen/deals-in-scope.ts";
import { ageOf, bandOf } from "./features.ts";

/** Of deals, what their chances are told from; beside `own`. */
export function chanceColumns(work: Work): RawBuilder<unknown> {
  return sql`d.owner_id, d.stage_id, d.probability, ${ageOf(sql`d.stage_entered_at`, sql`${work.now}::timestamptz`)} as age`;
}

/** The chances of open deals as the newest model tells them. */
export interface ChanceSql {
  /** What a query of `dealRows` with `chanceColumns` under `d` is to be joined with. */
  readonly joins: RawBuilder<unknown>;
  /** 0 to 1. */
  readonly chance: RawBuilder<unknown>;
}

/** Undefined where too little is known. An amount that the actor may not see says nothing. */
export async function chanceSql(work: Work): Promise<ChanceSql | undefined> {
  const { rows } = await sql<{ bands: string[]; isEnough: boolean }>`
    select bands, is_enough as "isEnough" from chance_models order by learnt_at desc, id desc limit 1`.execute(
    work.db,
  );
  const [model] = rows;
  if (!model?.isEnough) return undefined;
  const { isSeen } = dealAmount(work);
  return {
    joins: sql`
      left join chance_weights wst on wst.part = 'stage' and wst.stage_id = d.stage_id
        and wst.age = d.age
      left join chance_weights wse on wse.part = 'seller' and wse.user_id = d.owner_id
      left join chance_weights wam on wam.part = 'amount' and wam.band = ${bandOf(sql`d.own`, isSeen ? model.bands : [])}`,
    // A stage that nobody has left yet teaches nothing: then its own probability has to do.
    chance: sql`case when wst.weight is null then coalesce(d.probability, 0)::float8 / 100
      else 1 / (1 + exp(-(wst.weight + coalesce(wse.weight, 0) + coalesce(wam.weight, 0)))) end`,
  };
}
