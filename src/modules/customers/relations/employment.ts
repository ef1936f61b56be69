import { changes, type Draft, valueOf, type Work } from "#records";
import { changeStanding } from "./standing.ts";

/** Whether the draft says where a person works, or as what. */
export function movesEmployment(draft: Draft): boolean {
  return changes(draft, "company") || (changes(draft, "job_title") && draft.before?.["company"] != null);
}

/** Keeps where a person works as a relation; where they worked before stays as one that ended. */
export async function keepEmployment(work: Work, drafts: readonly Draft[]): Promise<void> {
  const moved = drafts.filter(movesEmployment);
  await changeStanding(
    work,
    "works_at",
    moved.map((draft) => ({
      from: draft.id,
      to: valueOf(draft, "company") as string | null,
      title: valueOf(draft, "job_title") as string | null,
      begins: draft.before !== null,
    })),
  );
}
