import type { TimelineEntry } from "#customers/contract";

/** An entry as it stands on the timeline; of a conversation the newest, with what was said before under it. */
export interface Thread extends TimelineEntry {
  /** Newest first. */
  readonly earlier: readonly TimelineEntry[];
}

/** What was said in one conversation stands together where the newest of it stands; everything else stays where it is. */
export function threadsOf(entries: readonly TimelineEntry[]): readonly Thread[] {
  const threads: (TimelineEntry & { earlier: TimelineEntry[] })[] = [];
  const begun = new Map<string, { earlier: TimelineEntry[] }>();
  for (const entry of entries) {
    const isSaid = entry.kind === "interaction" && entry.object === "conversation";
    const thread = isSaid ? begun.get(entry.record) : undefined;
    if (thread) {
      thread.earlier.push(entry);
      continue;
    }
    const first = { ...entry, earlier: [] };
    threads.push(first);
    if (isSaid) begun.set(entry.record, first);
  }
  return threads;
}
