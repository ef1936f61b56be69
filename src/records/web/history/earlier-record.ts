import { isComputed, type ObjectMetadata, type RecordData } from "#records/contract";
import { targetOf } from "../metadata.ts";
import { isEmpty } from "../page/record-sections.ts";
import { sameValue } from "../record-values.ts";

/** As much of a history entry as it takes to go back behind it. */
export interface PastChange {
  readonly id: string;
  readonly changes: Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;
}

type Values = Readonly<Record<string, unknown>>;

/** The values as they were before the entry `id`; `entries` are the newest first and reach back to it. */
export function earlierRecord<R extends Values>(record: R, entries: readonly PastChange[], id: string): R {
  let earlier = record;
  for (const entry of entries) {
    const from = Object.entries(entry.changes).map(([name, change]) => [name, change.from ?? null]);
    earlier = { ...earlier, ...Object.fromEntries(from) };
    if (entry.id === id) return earlier;
  }
  return earlier;
}

/** Why an earlier value is not offered: an act of its own governs the field, it cannot be written, its links lead nowhere. */
export type LeftOut = "governed" | "read_only" | "gone";

export interface Difference {
  readonly name: string;
  readonly now: unknown;
  /** The earlier value, of several links those that are still there. */
  readonly value: unknown;
  readonly leftOut?: LeftOut;
  /** Links among several that lead nowhere now. */
  readonly lost: number;
}

/** What would have to change for `record` to be `earlier`; `isThere` tells whether one may still link to something. */
export function differences(
  object: ObjectMetadata,
  { record, earlier }: { readonly record: RecordData; readonly earlier: RecordData },
  isThere: (target: string, id: string) => boolean,
): readonly Difference[] {
  return Object.entries(object.fields).flatMap(([name, field]): Difference[] => {
    const [now, was] = [record[name] ?? null, earlier[name] ?? null];
    if (field.hidden || isComputed(field) || sameValue(field, now, was)) return [];
    const target = targetOf(field);
    const there = (link: unknown) => !target || isThere(target, (link as { id: string }).id);
    const value = Array.isArray(was) && target ? was.filter(there) : was;
    const lost = Array.isArray(was) && target ? was.length - (value as unknown[]).length : 0;
    if (lost > 0 && sameValue(field, now, value))
      return [{ name, now, value: was, lost: 0, leftOut: "gone" }];
    const isGone = target !== undefined && !Array.isArray(was) && !isEmpty(was) && !there(was);
    const leftOut = field.governedBy
      ? "governed"
      : field.readOnly
        ? "read_only"
        : isGone
          ? "gone"
          : undefined;
    return [{ name, now, value, lost, ...(leftOut ? { leftOut } : {}) }];
  });
}

/**
 * Whether nothing stands there that may have been something: a link to what is gone for good, or what one may not
 * see, reads as empty. It is emptied only by who says so.
 */
export function mayHaveBeenLinked(object: ObjectMetadata, { name, value }: Difference): boolean {
  const field = object.fields[name];
  return field !== undefined && targetOf(field) !== undefined && isEmpty(value);
}

/** All that the values link to, by kind of record. */
export function linkedIds(object: ObjectMetadata, values: Values): ReadonlyMap<string, readonly string[]> {
  const linked = new Map<string, string[]>();
  for (const [name, field] of Object.entries(object.fields)) {
    const target = targetOf(field);
    if (!target) continue;
    const ids = [values[name] ?? []].flat().map((link) => (link as { id: string }).id);
    if (ids.length > 0) linked.set(target, [...(linked.get(target) ?? []), ...ids]);
  }
  return linked;
}
