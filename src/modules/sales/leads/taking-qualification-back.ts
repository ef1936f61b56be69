import { sql } from "kysely";
import type { OutputOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { get, takeUnitBack, update, visibleIds, type Work } from "#records";
import { leadEvents } from "../contract/events.ts";
import type { takeQualificationBack as action } from "../contract/leads.ts";
import { takeLeadInHand } from "./lead-in-hand.ts";
import { settleRoles } from "./role-of-party.ts";

/** Rows that rules wrote in the same step say when the database wrote them, a little later than when the step began. */
const sameStep = 5_000;

/**
 * Takes the qualifying of a lead back: what it made goes into the recycle bin, what it changed is as before. What somebody
 * changed since, or hung something on, stays and is answered. `already_done` where the lead is not qualified.
 */
export async function takeQualificationBack(work: Work, id: string): Promise<OutputOf<typeof action>> {
  const { status, party } = await takeLeadInHand(work, id);
  if (status !== "qualified") throw new AppError("already_done");
  // Who may not change the lead would use its one step back up for nothing.
  await update(work, "lead", id, {});
  const { rows } = await sql<{ unit: string; at: Date }>`
    update lead_qualifications set taken_back_at = ${work.now}::timestamptz
    where lead_id = ${id} and taken_back_at is null returning unit_id as unit, qualified_at as at`.execute(
    work.db,
  );
  const [step] = rows;
  // One that came in qualified, out of a file, was never qualified here.
  if (!step) throw new AppError("field_governed", { field: "status" });
  const over = new Date(step.at.getTime() + sameStep);
  const { stays } = await takeUnitBack(work, { ...step, units: [step.unit], over });
  await settleRoles(work, [party.id]);
  await sql`update lead_assignments set ended_at = null, ended = null where id = (
    select id from lead_assignments where lead_id = ${id} order by turn desc limit 1) and ended = 'closed'`.execute(
    work.db,
  );
  work.emit({ name: leadEvents.qualificationTakenBack, object: "lead", records: [id] });
  return { lead: await get(work, "lead", id), stays: await named(work, stays) };
}

/** What stays, by name, as far as the actor sees it. */
async function named(work: Work, stays: readonly { object: string; id: string; field: string | null }[]) {
  const told: OutputOf<typeof action>["stays"] = [];
  for (const [object, some] of Map.groupBy(stays, (one) => one.object)) {
    const seen = new Set(await visibleIds(work, object, [...new Set(some.map(({ id }) => id))]));
    for (const { id, field } of some) {
      if (!seen.has(id)) continue;
      const { title } = work.catalogue.object(object);
      const value = (await get(work, object, id, { fields: title }))[title];
      told.push({ object, id, field, title: titleOf(value) });
    }
  }
  return told;
}

function titleOf(value: unknown): string {
  if (typeof value === "string") return value;
  const { full, title } = (value ?? {}) as { full?: unknown; title?: unknown };
  return String(full ?? title ?? "…");
}
