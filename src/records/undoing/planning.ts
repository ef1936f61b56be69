import type { CatalogueObject } from "../catalogue.ts";
import { grantOn, type RecordData } from "../contract/index.ts";
import { fieldLimit } from "../reading/field-path.ts";
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
  readonly archive: string[];
  readonly stays: { readonly id: string; readonly reason: Reason }[];
}

/** Plans for records of one object. Locks them, so that what is planned holds until it is done. */
export async function planFor(work: Work, objectName: string, deeds: readonly Deed[]): Promise<Plan> {
  const plan: Plan = { restore: [], change: [], archive: [], stays: [] };
  const object = work.catalogue.objects.get(objectName);
  const ids = deeds.map(({ id }) => id);
  const stored = object && (await lockRows(work, object, ids, "read")).records;
  const may = object && {
    change: new Set(await allowedIds(work, objectName, ids, "change")),
    delete: new Set(await allowedIds(work, objectName, ids, "delete")),
  };
  for (const deed of deeds) {
    const record = stored?.get(deed.id);
    if (!object || !may || !record) plan.stays.push({ id: deed.id, reason: "gone" });
    else {
      planMove(plan, { object, record, deed, allowed: may.delete.has(deed.id) });
      planChange(work, plan, { object, record, deed, allowed: may.change.has(deed.id) });
    }
  }
  return plan;
}

/** To undo many of an object takes the right to change many, as doing it did. */
export function mayUndoMany(work: Work, objectName: string, count: number): boolean {
  return count <= 1 || grantOn(work.actor.rights, objectName).bulk;
}

interface Asked {
  readonly object: CatalogueObject;
  readonly record: RecordData;
  readonly deed: Deed;
  readonly allowed: boolean;
}

function planMove(plan: Plan, { object, record, deed, allowed }: Asked): void {
  const { id, before, after } = deed;
  if (before === null || before === after) return;
  const now = record["archived_at"] == null ? "use" : "bin";
  if (isKeptFrom(object, "delete")) plan.stays.push({ id, reason: "governed" });
  else if (now !== after) plan.stays.push({ id, reason: "changed" });
  else if (!allowed) plan.stays.push({ id, reason: "not_allowed" });
  else plan[before === "bin" ? "archive" : "restore"].push(id);
}

function planChange(work: Work, plan: Plan, { object, record, deed, allowed }: Asked): void {
  const values: Record<string, unknown> = {};
  for (const [field, { from, to }] of deed.changes) {
    // What the actor may not see is not compared: that it changed since would tell of it.
    const reason = whyKept(work, object, field) ?? (isStill(record, field, to) ? undefined : "changed");
    if (reason) plan.stays.push({ id: deed.id, reason });
    else if (!allowed) plan.stays.push({ id: deed.id, reason: "not_allowed" });
    else values[field] = from;
  }
  if (Object.keys(values).length > 0) plan.change.push({ id: deed.id, values });
}

function isStill(record: RecordData, field: string, value: unknown): boolean {
  return Object.keys(differences(record, { [field]: value })).length === 0;
}

function whyKept(work: Work, object: CatalogueObject, name: string): Reason | undefined {
  const field = Object.hasOwn(object.fields, name) ? object.fields[name] : undefined;
  if (!field) return "gone";
  if (isKeptFrom(object, "change") || field.governedBy || field.readOnly) return "governed";
  return fieldLimit(work, object, name) ? "not_allowed" : undefined;
}
