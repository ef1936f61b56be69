import type { ObjectMetadata, RecordData } from "#records/contract";
import { sameValue } from "../record-values.ts";

/** A change that met another one: the record when it began, as somebody else left it, and what was written. */
export interface Versions {
  readonly object: ObjectMetadata;
  readonly seen: RecordData;
  readonly current: RecordData;
  readonly mine: Values;
}

export type Values = Readonly<Record<string, unknown>>;
export type Side = "mine" | "theirs";

/** The fields that both changed, each to another value: these are asked about. */
export function fieldsInConflict(versions: Versions): readonly string[] {
  return Object.keys(versions.mine).filter(
    (name) => changedByThem(versions, name) && changedByMe(versions, name) && differs(versions, name),
  );
}

/** What goes on top of the newest version: what only I changed, and of the fields in conflict those I chose. */
export function merged(versions: Versions, side: (field: string) => Side): Values {
  const asked = new Set(fieldsInConflict(versions));
  return kept(versions, (name) => (asked.has(name) ? side(name) === "mine" : changedByMe(versions, name)));
}

/** My values without those that I only had before me while somebody else changed them. */
export function withoutUntouched(versions: Versions): Values {
  return kept(versions, (name) => changedByMe(versions, name) || !changedByThem(versions, name));
}

function kept({ mine }: Versions, keep: (name: string) => boolean): Values {
  return Object.fromEntries(Object.entries(mine).filter(([name]) => keep(name)));
}

function changedByThem({ object, seen, current }: Versions, name: string): boolean {
  const field = object.fields[name];
  return !field || !sameValue(field, seen[name], current[name]);
}

function changedByMe({ object, seen, mine }: Versions, name: string): boolean {
  const field = object.fields[name];
  return !field || !sameValue(field, seen[name], mine[name]);
}

function differs({ object, current, mine }: Versions, name: string): boolean {
  const field = object.fields[name];
  return !field || !sameValue(field, current[name], mine[name]);
}
