import type { ObjectMetadata, RecordData } from "#records/contract";

/** Two people changed the same field, and the one who came second has to decide. */
export interface Conflict {
  readonly object: ObjectMetadata;
  /** The record as somebody else left it. */
  readonly current: RecordData;
  readonly mine: Readonly<Record<string, unknown>>;
  readonly keepMine: () => void;
}

let conflicts: readonly Conflict[] = [];
const watchers = new Set<() => void>();

/** Asks, beside whatever one goes on with. A newer question about the same fields takes the place of the older. */
export function askAboutConflict(conflict: Conflict): void {
  const about = ({ current, mine }: Conflict) => JSON.stringify([current.id, Object.keys(mine)]);
  set([...conflicts.filter((one) => about(one) !== about(conflict)), conflict]);
}

export function settleConflict(conflict: Conflict): void {
  set(conflicts.filter((one) => one !== conflict));
}

export function watchConflicts(changed: () => void): () => void {
  watchers.add(changed);
  return () => void watchers.delete(changed);
}

export function openConflicts(): readonly Conflict[] {
  return conflicts;
}

function set(next: readonly Conflict[]): void {
  conflicts = next;
  for (const changed of watchers) changed();
}
