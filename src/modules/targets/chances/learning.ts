import { sql } from "kysely";
import type { OutputOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { addDays } from "#kernel/period";
import { isoInstant, type Runtime, readsAll, type Work } from "#records";
import { grantOn } from "#records/contract";
import type { Evidence, readChances } from "../contract/forecast.ts";
import { dealAmount } from "../deals-seen/deals-in-scope.ts";
import { calibrate, type HeldFold, judge } from "./judging.ts";
import { isTooLittle, learnModel, type Weight } from "./model.ts";
import { amountBands, dayAfterNewest, heldBackDeals, observePast } from "./observing.ts";

type Chances = OutputOf<typeof readChances>;

/** So many periods, each so many days long, are held back one after the other. */
const held = { periods: 3, days: 90, fewestDeals: 30 } as const;

/** Learns the chances of deals from those that are closed, and how well they would have told the last periods. */
export async function learnChances(work: Work): Promise<Chances> {
  // Of two who learn at once the second waits and finds nothing changed.
  await sql`select pg_advisory_xact_lock(hashtext('targets.learn_chances'))`.execute(work.db);
  const until = await dayAfterNewest(work);
  const bands = until ? await amountBands(work, until) : [];
  const past = until ? await observePast(work, until, bands) : { deals: 0, won: 0, observed: [] };
  const isKnown = until !== null && !isTooLittle(past);
  const folds = isKnown ? await heldFolds(work, until) : [];
  const isEnough = isKnown && folds.length > 0;
  const model = isEnough ? learnModel(past) : undefined;
  const evidence: Evidence = {
    deals: past.deals,
    won: past.won,
    lost: past.deals - past.won,
    usesAmounts: bands.length > 0,
    sellers: model?.weights.filter(({ part }) => part === "seller").length ?? 0,
    folds: folds.map(judge),
    calibration: calibrate(folds),
  };
  await sql`insert into chance_models (learnt_at, is_enough, bands, evidence)
    values (${work.now}, ${isEnough}, ${bands}::numeric[], ${JSON.stringify(evidence)}::jsonb)`.execute(
    work.db,
  );
  await keepWeights(work, model?.weights ?? []);
  return chancesOf(work);
}

/** The newest model as it stands. */
export async function chancesOf(work: Work): Promise<Chances> {
  if (grantOn(work.actor.rights, "deal").read === "none")
    throw new AppError("not_found", { params: { object: "deal" } });
  const { rows } = await sql<{ learntAt: string; isEnough: boolean; evidence: Evidence }>`
    select ${isoInstant(sql`learnt_at`)} as "learntAt", is_enough as "isEnough", evidence
    from chance_models order by learnt_at desc, id desc limit 1`.execute(work.db);
  const [model] = rows;
  if (!model) return { state: "unknown", learntAt: null, evidence: null };
  const { learntAt, isEnough, evidence } = model;
  return { state: isEnough ? "known" : "not_enough", learntAt, evidence: asSeen(work, evidence) };
}

/** What was learnt is of all deals: the amounts of them are for those who see them all. */
function asSeen(work: Work, evidence: Evidence): Evidence {
  if (readsAll(work, "deal") && dealAmount(work).isSeen) return evidence;
  const none = { amount: null, predicted: null, plainPredicted: null };
  return { ...evidence, folds: evidence.folds.map((fold) => ({ ...fold, ...none })) };
}

export async function learnChancesByClock(runtime: Runtime): Promise<void> {
  await runtime.runAsSystem(learnChances);
}

async function heldFolds(work: Work, newest: string): Promise<readonly HeldFold[]> {
  const folds: HeldFold[] = [];
  for (let back = held.periods; back >= 1; back--) {
    const from = addDays(newest, -back * held.days);
    const until = addDays(newest, (1 - back) * held.days);
    const bands = await amountBands(work, from);
    const past = await observePast(work, from, bands);
    if (isTooLittle(past)) continue;
    const deals = await heldBackDeals(work, { from, until }, bands);
    if (deals.reduce((sum, { count }) => sum + count, 0) < held.fewestDeals) continue;
    folds.push({ from, until, model: learnModel(past), deals });
  }
  return folds;
}

async function keepWeights(work: Work, weights: readonly Weight[]): Promise<void> {
  await sql`delete from chance_weights`.execute(work.db);
  // A seller or stage that was deleted meanwhile teaches nothing any more.
  await sql`
    insert into chance_weights (part, stage_id, age, user_id, band, weight, deals)
    select w.part, w.stage, w.age, w.seller, w.band, w.weight, w.deals
    from jsonb_to_recordset(${JSON.stringify(weights)}::jsonb)
      as w (part text, stage uuid, age int, seller uuid, band int, weight float8, deals int)
    where (w.stage is null or w.stage in (select id from stages)) and (w.seller is null or w.seller in (select id from users))`.execute(
    work.db,
  );
}
