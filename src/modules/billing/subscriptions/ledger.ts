import { sql } from "kysely";
import { businessDay, archiveByRule, createMany, updateMany, type Work } from "#records";
import { movementsOf, recurringOn } from "./recurring-revenue.ts";
import { type StoredTerms, storedTerms } from "./stored-terms.ts";
import { spanOf } from "./terms.ts";
import { overlap } from "./periods.ts";

/**
 * Brings the movements of subscriptions to what their terms say, and with them what they bring today and their state.
 * Movements that stay as they were are left alone.
 */
export async function keepLedger(work: Work, ids: readonly string[]): Promise<void> {
  const terms = [...(await storedTerms(work, ids)).values()].filter(({ state }) => state !== "draft");
  const { rows } = await sql<{ id: string; subscription: string; day: string; amount: string; kind: string }>`
    select id, subscription_id as subscription, day::text, amount::text, kind from mrr_movements
    where subscription_id = any(${ids}::uuid[]) and archived_at is null`.execute(work.db);
  const keyOf = (subscription: string, day: string, kind: string, amount: string) =>
    `${subscription} ${day} ${kind} ${Number(amount)}`;
  const wanted = terms.flatMap((one) => movementsOf(one).map((movement) => ({ one, ...movement })));
  const known = new Map(rows.map((row) => [keyOf(row.subscription, row.day, row.kind, row.amount), row.id]));
  const stays = new Set(wanted.map(({ one, day, kind, amount }) => keyOf(one.id, day, kind, amount)));
  await archiveByRule(
    work,
    "mrr_movement",
    [...known].filter(([key]) => !stays.has(key)).map(([, id]) => id),
  );
  const added = wanted.filter(({ one, day, kind, amount }) => !known.has(keyOf(one.id, day, kind, amount)));
  const values = added.map(({ one, day, kind, amount }) => ({
    subscription: one.id,
    customer: one.customer,
    day,
    kind,
    amount: { amount, currency: one.currency },
  }));
  await createMany(work, "mrr_movement", values, { governed: true });
  await keepStates(work, terms);
}

/** What subscriptions bring today, and in which state they are, as time goes by. */
export async function keepStates(work: Work, terms: readonly StoredTerms[]): Promise<void> {
  const today = businessDay(work);
  await sql`
    update subscriptions s set recurring = given.recurring from jsonb_to_recordset(${JSON.stringify(
      terms.map((one) => ({ id: one.id, recurring: recurringOn(one, today).toFixed() })),
    )}::jsonb) as given (id uuid, recurring numeric) where s.id = given.id and s.recurring <> given.recurring`.execute(
    work.db,
  );
  const moved = terms.flatMap((one) => {
    const state = stateOn(one, today);
    return state === one.state ? [] : [{ id: one.id, values: { state } }];
  });
  await updateMany(work, "subscription", moved, { governed: true });
}

export function stateOn(terms: StoredTerms, today: string): StoredTerms["state"] {
  if (terms.endsOn !== null && terms.endsOn < today) return "ended";
  const day = { from: today, until: today };
  if (terms.pauses.some((pause) => overlap(spanOf(pause), day))) return "paused";
  return terms.cancelReason === null ? "active" : "cancelled";
}
