import type { Draft, Work } from "#records";
import { changeStanding } from "./standing.ts";

/** Keeps where a person works as a relation; where they worked before stays as one that ended. */
export async function keepEmployment(work: Work, drafts: readonly Draft[]): Promise<void> {
  const moved = drafts.filter(
    ({ values, before }) =>
      changes(values, before, "company") || (changes(values, before, "job_title") && before?.["company"]),
  );
  await changeStanding(
    work,
    "works_at",
    moved.map(({ id, values, before }) => ({
      from: id,
      to: ("company" in values ? values["company"] : before?.["company"]) as string | null,
      title: ("job_title" in values ? values["job_title"] : before?.["job_title"]) as string | null,
      begins: before !== null,
    })),
  );
}

function changes(values: Record<string, unknown>, before: Draft["before"], field: string): boolean {
  return field in values && (values[field] ?? null) !== (before?.[field] ?? null);
}
