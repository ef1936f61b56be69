import { sql } from "kysely";
import type { CatalogueObject } from "../catalogue.ts";
import { grantOn, type RecordData } from "../contract/index.ts";
import { fieldLimit } from "../reading/field-path.ts";
import { isSeenInPart } from "../reading/field-sight.ts";
import { limitsOnRecord } from "../reading/fields-on-record.ts";
import { allowedIds, isKeptFrom } from "../reading/holding.ts";
import type { Work } from "../work.ts";
import type { Change } from "../writing/changing.ts";
import { differences } from "../writing/journal.ts";
import { lockRows } from "../writing/locked-rows.ts";
import type { Deed } from "./acts.ts";
import type { Reason } from "./contract.ts";

/** What is to be written to take deeds back, and what stays as it is and why, by record. */
export interface Plan {
  readonly restore: string[];
  readonly change: Change[];
  /** Fields that capabilities of the object govern, and so take back themselves. */
  readonly governed: Change[];
  readonly archive: string[];
  readonly stays: { readonly id: string; readonly reason: Reason }[];
  /** Records to which a capability did what it alone can take back: the step they were brought by. */
  readonly steps: string[];
}

/** Plans for records of one object. Locks them, so that what is planned holds until it is done. */
export async function planFor(work: Work, objectName: string, deeds: readonly Deed[]): Promise<Plan> {
  const plan: Plan = { restore: [], change: [], governed: [], archive: [], stays: [], steps: [] };
  const object = work.catalogue.objects.get(objectName);
  const ids = deeds.map(({ id }) => id);
  const stored = object && (await lockRows(work, object, ids, "read")).records;
  const may = object && {
    change: new Set(await allowedIds(work, objectName, ids, "change")),
    delete: new Set(await allowedIds(work, objectName, ids, "delete")),
  };
  const made = deeds.flatMap(({ id, before, after }) => (before === "bin" && after === "use" ? [id] : []));
  const touched = await changedByOthersSince(work, made);
  for (const deed of deeds) {
    const record = stored?.get(deed.id);
    if (!object || !may || !record) plan.stays.push({ id: deed.id, reason: "gone" });
    else {
      const isTouched = touched.has(deed.id);
      const moves = planMove(plan, { object, record, deed, allowed: may.delete.has(deed.id), isTouched });
      const limited = isSeenInPart(work, object) ? await limitedOn(work, objectName, deed) : nothing;
      planChange(work, plan, { object, record, deed, allowed: may.change.has(deed.id), limited, moves });
    }
  }
  return plan;
}

/** To undo many of an object takes the right to change many, as doing it did. */
export function mayUndoMany(work: Work, objectName: string, count: number): boolean {
  return count <= 1 || grantOn(work.actor.rights, objectName).bulk;
}

// Of fields that are seen on some records alone, those that are not seen or not changed on this one.
async function limitedOn(work: Work, objectName: string, { id }: Deed): Promise<ReadonlySet<string>> {
  const { hidden, readOnly } = await limitsOnRecord(work, objectName, id);
  return new Set([...hidden, ...readOnly]);
}

const nothing: ReadonlySet<string> = new Set();

interface Asked {
  readonly object: CatalogueObject;
  readonly record: RecordData;
  readonly deed: Deed;
  readonly allowed: boolean;
}

/** Of the records that the act being undone brought into use, those on which somebody else has worked since. */
async function changedByOthersSince(work: Work, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0 || work.undoes === undefined) return nothing;
  const { rows } = await sql<{ id: string }>`select distinct h.record_id as id from history h
    where h.record_id = any(${ids}::uuid[]) and h.kind = 'changed' and h.source <> 'rule'
      and h.actor_id is distinct from ${work.actor.userId}::uuid
      and h.at > (select max(a.at) from history a where a.record_id = h.record_id and a.unit_id = ${work.undoes}::uuid)`.execute(
    work.db,
  );
  return new Set(rows.map(({ id }) => id));
}

interface Moved extends Asked {
  readonly isTouched: boolean;
}

/** Answers whether it goes back to where it was. */
function planMove(plan: Plan, { object, record, deed, allowed, isTouched }: Moved): boolean {
  const { id, before, after } = deed;
  if (before === null || before === after) return false;
  const now = record["archived_at"] == null ? "use" : "bin";
  if (isKeptFrom(object, "delete")) plan.stays.push({ id, reason: "governed" });
  else if (now !== after || isTouched) plan.stays.push({ id, reason: "changed" });
  else if (!allowed) plan.stays.push({ id, reason: "not_allowed" });
  else {
    plan[before === "bin" ? "archive" : "restore"].push(id);
    return true;
  }
  return false;
}

interface Changed extends Asked {
  readonly limited: ReadonlySet<string>;
  /** That the record itself goes back to where it was. */
  readonly moves: boolean;
}

function planChange(
  work: Work,
  plan: Plan,
  { object, record, deed, allowed, limited, moves }: Changed,
): void {
  const values: Record<string, unknown> = {};
  const governed: Record<string, unknown> = {};
  const stays = new Set<Reason>();
  for (const [field, { from, to }] of deed.changes) {
    // What the actor may not see is not compared: that it changed since would tell of it.
    const kept = whyKept(work, object, field) ?? (limited.has(field) ? "not_allowed" : undefined);
    const reason = kept ?? (isStill(record, field, to) ? undefined : "changed");
    if (reason) stays.add(reason);
    else if (!allowed) stays.add("not_allowed");
    else if (object.fields[field]?.governedBy) governed[field] = from;
    else values[field] = from;
  }
  const { id } = deed;
  const goesBack = { change: Object.keys(values).length > 0, governed: Object.keys(governed).length > 0 };
  if (goesBack.change) plan.change.push({ id, values });
  if (goesBack.governed) plan.governed.push({ id, values: governed });
  // What the product itself keeps, the chance of a deal, follows from the rest.
  if (goesBack.change || goesBack.governed || moves) stays.delete("governed");
  else if (stays.has("governed") && stays.size === 1 && !deed.byRule) plan.steps.push(id);
  for (const reason of stays) plan.stays.push({ id, reason });
}

function isStill(record: RecordData, field: string, value: unknown): boolean {
  return Object.keys(differences(record, { [field]: value })).length === 0;
}

function whyKept(work: Work, object: CatalogueObject, name: string): Reason | undefined {
  const field = Object.hasOwn(object.fields, name) ? object.fields[name] : undefined;
  if (!field) return "gone";
  const isKept = field.readOnly || (field.governedBy && !object.rules.takeBack);
  if (isKeptFrom(object, "change") || isKept) return "governed";
  return fieldLimit(work, object, name) ? "not_allowed" : undefined;
}
