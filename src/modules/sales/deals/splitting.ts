import Big from "big.js";
import { sql } from "kysely";
import type { BodyOf, OutputOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { createMany, get, update, type Work } from "#records";
import type { LinkValue } from "#records/contract";
import type { splitDeal as splitDealAction } from "../contract/deals.ts";
import { salesEvents } from "../contract/events.ts";
import { takeInHand } from "./deal-in-hand.ts";

const inherited = ["company", "person", "pipeline", "stage", "source", "expected_close_on", "owner"];

/**
 * Splits parts off an open deal. Each has the customer and the stage of the whole, whose amount becomes what is left, so that
 * all add up to what it was. Throws `already_done` for a closed deal, `split_too_much` where nothing would be left.
 */
export async function splitDeal(
  work: Work,
  id: string,
  { parts }: BodyOf<typeof splitDealAction>,
): Promise<OutputOf<typeof splitDealAction>> {
  const { stage } = await takeInHand(work, id, "deals:split");
  if (stage.kind !== "open") throw new AppError("already_done");
  const deal = await get(work, "deal", id);
  const whole = deal["amount"] as { amount: string; currency: string } | null;
  if (!whole) throw new AppError("field_required", { field: "amount" });
  const taken = parts.reduce((sum, { amount }) => sum.plus(amount), new Big(0));
  const left = new Big(whole.amount).minus(taken);
  if (left.lte(0) || parts.some(({ amount }) => new Big(amount).lte(0)))
    throw new AppError("split_too_much", { field: "parts", params: { amount: whole.amount } });
  const common = Object.fromEntries(inherited.map((field) => [field, bare(deal[field])]));
  const rows = parts.map(({ name, amount, expected_close_on, owner }) => ({
    ...common,
    name,
    amount: { amount, currency: whole.currency },
    split_from: id,
    ...(expected_close_on && { expected_close_on }),
    ...(owner && { owner }),
  }));
  const made = await createMany(work, "deal", rows, { governed: true });
  await copyParties(work, id, made);
  const kept = await update(work, "deal", id, { amount: { ...whole, amount: left.toFixed() } });
  work.emit({ name: salesEvents.dealSplit, object: "deal", records: [id], payload: { parts: made } });
  return { deal: kept, parts: made };
}

function bare(value: unknown): unknown {
  return typeof value === "object" && value !== null && "id" in value ? (value as LinkValue).id : value;
}

/** Who takes part in the whole takes part in its parts. */
async function copyParties(work: Work, from: string, parts: readonly string[]): Promise<void> {
  const { rows } = await sql<{ party: string; role: string }>`
    select party_id as party, role from deal_parties where deal_id = ${from} and archived_at is null`.execute(
    work.db,
  );
  await createMany(
    work,
    "deal_party",
    parts.flatMap((deal) => rows.map((row) => ({ ...row, deal }))),
  );
}
