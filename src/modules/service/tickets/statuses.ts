import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { type ObjectRules, placeLast, type Work } from "#records";
import type { StatusKind } from "../contract/ticket-objects.ts";
import { makeStandardStatuses } from "./standard-statuses.ts";

export interface Status {
  readonly id: string;
  readonly name: string;
  readonly kind: StatusKind;
}

/** Where tickets can stand, in order. An organisation that has none yet is given the usual ones. */
export async function allStatuses(work: Work): Promise<readonly Status[]> {
  const known = await storedStatuses(work);
  if (known.length > 0) return known;
  await makeStandardStatuses(work);
  return storedStatuses(work);
}

/** Whether nothing is owed any more. */
export function isOver(kind: StatusKind): boolean {
  return kind === "solved" || kind === "closed";
}

/** The first status of a kind. Throws `field_required` where the organisation has none. */
export function firstOf(statuses: readonly Status[], ...kinds: readonly StatusKind[]): Status {
  for (const kind of kinds) {
    const found = statuses.find((status) => status.kind === kind);
    if (found) return found;
  }
  throw new AppError("field_required", { field: "status" });
}

async function storedStatuses(work: Work): Promise<readonly Status[]> {
  const { rows } = await sql<Status>`
    select id, name, kind from ticket_statuses where archived_at is null order by position, id`.execute(
    work.db,
  );
  return rows;
}

/** New ones stand last. One in which tickets stand is not put away from under them, nor does it become of another kind. */
export const ticketStatusRules: ObjectRules = {
  async prepare(work, drafts) {
    await placeLast(work, drafts, { table: "ticket_statuses" });
    const turned = drafts.filter(
      ({ before, values }) => before && "kind" in values && values["kind"] !== before["kind"],
    );
    await refuseInUse(
      work,
      turned.map(({ id }) => id),
    );
  },
  async moved(work, ids, into) {
    if (into === "bin") await refuseInUse(work, ids);
  },
};

async function refuseInUse(work: Work, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await sql`
    select 1 from tickets where status_id = any(${ids}::uuid[]) and archived_at is null limit 1`.execute(
    work.db,
  );
  if (rows.length > 0) throw new AppError("record_in_use");
}
