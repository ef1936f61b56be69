import type { Side, Values, Versions } from "./versions.ts";

/** Two people changed the same fields, and the one who came second has to decide. */
export interface Conflict extends Versions {
  readonly write: (values: Values) => void;
  /** What is chosen so far: it stays while the question is laid aside. */
  readonly chosen: Readonly<Record<string, Side>>;
}

/** Questions not answered yet, and whether the user laid them aside. */
export interface Asked {
  readonly conflicts: readonly Conflict[];
  readonly aside: boolean;
}

let asked: Asked = { conflicts: [], aside: false };
const watchers = new Set<() => void>();

/** Asks, beside whatever one goes on with. A newer question about the same fields takes the place of the older. */
export function askAboutConflict(question: Omit<Conflict, "chosen">): void {
  const about = ({ current, mine }: Versions) => JSON.stringify([current.id, Object.keys(mine)]);
  const others = asked.conflicts.filter((one) => about(one) !== about(question));
  set({ conflicts: [...others, { ...question, chosen: {} }], aside: false });
}

export function choose(conflict: Conflict, field: string, side: Side): void {
  const chosen = { ...conflict.chosen, [field]: side };
  set({ ...asked, conflicts: asked.conflicts.map((one) => (one === conflict ? { ...one, chosen } : one)) });
}

export function settleConflict(conflict: Conflict): void {
  set({ ...asked, conflicts: asked.conflicts.filter((one) => one !== conflict) });
}

/** Out of the way or back again; nothing that was written is lost by it. */
export function layAside(aside: boolean): void {
  set({ ...asked, aside });
}

export function watchConflicts(changed: () => void): () => void {
  watchers.add(changed);
  return () => void watchers.delete(changed);
}

export function openConflicts(): Asked {
  return asked;
}

function set(next: Asked): void {
  asked = next;
  for (const changed of watchers) changed();
}
