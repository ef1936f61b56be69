import { sql } from "kysely";
import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { businessDay, assertMayChange, byRule, get, update, type Work } from "#records";
import { permits, type RecordData } from "#records/contract";
import type { terminateContract as terminateAction } from "../contract/contracts.ts";
import { billingEvents } from "../contract/events.ts";
import { tellTimeline } from "../invoices/timeline.ts";
import { daysLater } from "../subscriptions/periods.ts";
import { endWith } from "../subscriptions/running.ts";
import { storedTerms } from "../subscriptions/stored-terms.ts";

/** Says that a contract is signed and runs. */
export async function activateContract(work: Work, id: string): Promise<RecordData> {
  const contract = await takeContract(work, id);
  if (contract["state"] !== "draft") throw new AppError("already_done");
  const running = await update(work, "contract", id, { state: "active" }, { governed: true });
  work.emit({ name: billingEvents.contractActivated, object: "contract", records: [id], payload: {} });
  await tell(work, running);
  return running;
}

/** Gives notice: the contract ends with its last day, or after the notice where it is open-ended, and its subscriptions with it. */
export async function terminateContract(
  work: Work,
  id: string,
  { reason, ends_on }: BodyOf<typeof terminateAction>,
): Promise<RecordData> {
  const contract = await takeContract(work, id);
  if (contract["state"] !== "active") throw new AppError("already_done");
  const today = businessDay(work);
  const ends =
    ends_on ?? (contract["ends_on"] as string | null) ?? daysLater(today, Number(contract["notice_days"]));
  if (ends < String(contract["starts_on"])) throw new AppError("field_invalid", { field: "ends_on" });
  const values = {
    state: "terminated",
    terminated_on: today,
    termination_reason: reason,
    ends_on: ends,
    renewal: "none",
  };
  const terminated = await update(work, "contract", id, values, { governed: true });
  await endSubscriptions(work, id, { until: ends, reason });
  work.emit({
    name: billingEvents.contractTerminated,
    object: "contract",
    records: [id],
    payload: { ends_on: ends, reason },
  });
  await tell(work, terminated, reason);
  return terminated;
}

async function takeContract(work: Work, id: string): Promise<RecordData> {
  await get(work, "contract", id);
  if (!permits(work.actor.rights, "contracts:manage")) throw new AppError("not_allowed");
  await assertMayChange(work, "contract", id);
  await sql`select 1 from contracts where id = ${id} for update`.execute(work.db);
  return get(work, "contract", id);
}

async function endSubscriptions(
  work: Work,
  contract: string,
  end: { readonly until: string; readonly reason: string },
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from subscriptions where contract_id = ${contract} and state in ('active', 'paused', 'cancelled')
      and (ends_on is null or ends_on > ${end.until}::date) and archived_at is null order by id for update`.execute(
    work.db,
  );
  const unit = byRule(work);
  for (const terms of (
    await storedTerms(
      work,
      rows.map(({ id }) => id),
    )
  ).values()) {
    const until = end.until < terms.startsOn ? daysLater(terms.startsOn, -1) : end.until;
    await endWith(unit, terms, { ...end, until });
  }
}

async function tell(work: Work, contract: RecordData, why?: string): Promise<void> {
  const { id: customer } = contract["customer"] as { id: string };
  const what = why === undefined ? "contract_active" : "contract_terminated";
  const [number, name] = [String(contract["number"]), String(contract["name"])];
  const of = { contract: contract.id };
  await tellTimeline(work, [{ what, of, customer, deal: null, number, name, ...(why && { why }) }]);
}
