import { auditKinds } from "#kernel/audit";
import { readsAll } from "../reading/visibility.ts";
import { type StoredChanges, tellChanges, visibleTitles } from "../reading/told-changes.ts";
import type { Work } from "../work.ts";
import type { AuditEntry } from "./contract.ts";

/** An entry as it is kept, with the names of who did it. */
export interface StoredAudit {
  readonly id: string;
  readonly at: Date;
  readonly kind: string;
  readonly source: string;
  readonly address: string | null;
  readonly object: string | null;
  readonly record_id: string | null;
  readonly changes: StoredChanges["changes"];
  readonly details: Readonly<Record<string, unknown>> | null;
  readonly undo: boolean;
  readonly place: string;
  readonly actor: AuditEntry["actor"];
  readonly key: AuditEntry["key"];
}

/** Entries as the actor may be told them. What is about something unseen says that it was done, and no more. */
export async function tellEntries(work: Work, rows: readonly StoredAudit[]): Promise<AuditEntry[]> {
  const seen = await recordsSeen(work, rows);
  const changes = await changesTold(work, rows);
  return rows.map((row, index) => {
    const hidden = isHidden(work, row, seen);
    return {
      id: row.id,
      at: row.at.toISOString(),
      actor: row.actor,
      key: row.key,
      address: row.address,
      source: row.source,
      kind: row.kind,
      object: row.object,
      record: hidden ? null : recordOf(row, seen),
      changes: hidden ? {} : (changes[index] ?? row.changes),
      details: hidden ? {} : detailsOf(work, row),
      hidden,
      undo: row.undo,
    };
  });
}

type Seen = ReadonlyMap<string, ReadonlyMap<string, string>>;

// A query for each object on the page.
async function recordsSeen(work: Work, rows: readonly StoredAudit[]): Promise<Seen> {
  const seen = new Map<string, ReadonlyMap<string, string>>();
  for (const name of new Set(rows.map((row) => row.object))) {
    const object = name === null ? undefined : work.catalogue.objects.get(name);
    if (!object) continue;
    const ids = rows.flatMap((row) => (row.object === name && row.record_id ? [row.record_id] : []));
    seen.set(object.name, await visibleTitles(work, object, [...new Set(ids)]));
  }
  return seen;
}

// What is deleted for good nobody can be asked about any more: it is told to those who may read every record.
function isHidden(work: Work, { object, record_id }: StoredAudit, seen: Seen): boolean {
  if (object === null) return false;
  if (!work.catalogue.objects.has(object)) return true;
  if (record_id !== null && seen.get(object)?.has(record_id)) return false;
  return !readsAll(work, object);
}

function recordOf({ object, record_id, details }: StoredAudit, seen: Seen): AuditEntry["record"] {
  if (object === null || record_id === null) return null;
  const kept = typeof details?.["title"] === "string" ? details["title"] : null;
  return { id: record_id, title: seen.get(object)?.get(record_id) ?? kept, object };
}

// What another reader of the log looked for may be what stands in a record.
function detailsOf(work: Work, { kind, actor, key, details }: StoredAudit): AuditEntry["details"] {
  const told = { ...details };
  const ofReading = auditKinds.audit.some((one) => one === kind);
  const mine = actor?.id === work.actor.userId && key?.id === work.actor.keyId;
  if (!ofReading || mine || readsEverything(work)) return told;
  return Object.fromEntries(Object.entries(told).filter(([name]) => name !== "words" && name !== "record"));
}

function readsEverything(work: Work): boolean {
  return [...work.catalogue.objects.keys()].every((name) => readsAll(work, name));
}

// Of what is no record, such as a role, the changes are told as they are.
async function changesTold(
  work: Work,
  rows: readonly StoredAudit[],
): Promise<readonly (AuditEntry["changes"] | undefined)[]> {
  const objects = rows.map((row) =>
    row.object === null ? undefined : work.catalogue.objects.get(row.object),
  );
  const stored = rows.flatMap((row, index) => {
    const object = objects[index];
    return object ? [{ object, changes: row.changes }] : [];
  });
  const told = (await tellChanges(work, stored)).values();
  return objects.map((object) => (object ? told.next().value : undefined));
}
