import type { HistoryEntry } from "../contract/index.ts";
import type { Work } from "../work.ts";
import { putAway } from "./archiving.ts";
import { type JournalEntry, journal } from "./journal.ts";

// What follows from a change by a rule is nobody's right but the rule's: who may change the one has the other follow.

/** Writes into the history and the outbox what a rule did to records by its own statement, as done by the rule. */
export async function tellByRule(
  work: Work,
  objectName: string,
  kind: HistoryEntry["kind"],
  entries: readonly JournalEntry[],
): Promise<void> {
  await journal(byRule(work), work.catalogue.object(objectName), kind, entries);
}

/** Puts records that a rule has no more use for into the recycle bin. */
export async function archiveByRule(work: Work, objectName: string, ids: readonly string[]): Promise<void> {
  const going = ids.map((id) => ({ id, with: null }));
  await putAway(byRule(work), work.catalogue.object(objectName), going);
}

function byRule(work: Work): Work {
  return { ...work, source: "rule" };
}
