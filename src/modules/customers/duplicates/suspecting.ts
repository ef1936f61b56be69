import { AppError } from "#kernel/error";
import type { Work } from "#records";
import type { DuplicateCandidate, PartyKind } from "../contract/duplicates.ts";
import { candidatesFor } from "./candidates.ts";
import { draftOf } from "./draft-in-hand.ts";
import { thresholdsOf } from "./thresholds.ts";

type Values = Readonly<Record<string, unknown>>;

/** Who the values that somebody types may stand for already. */
export async function candidatesWhileTyping(
  work: Work,
  kind: PartyKind,
  values: Values,
): Promise<DuplicateCandidate[]> {
  const { ask } = await thresholdsOf(work);
  return candidatesFor(work, kind, draftOf(kind, values, work.country), { atLeast: ask, byName: true });
}

/** Throws `duplicate_suspected` with the candidates where somebody about to be made is all but certain to be there already. */
export function suspectDuplicatesOf(kind: PartyKind) {
  return async (work: Work, values: Values): Promise<void> => {
    const draft = draftOf(kind, values, work.country);
    // Nearly everybody is like nobody: the thresholds are read for the others.
    const found = await candidatesFor(work, kind, draft, { atLeast: 0, byName: false });
    if (found.length === 0) return;
    const { certain, warn } = await thresholdsOf(work);
    const candidates = found.filter(({ score }) => score >= certain);
    if (warn && candidates.length > 0)
      throw new AppError("duplicate_suspected", {
        params: { title: candidates[0]?.title ?? "" },
        extra: { candidates },
      });
  };
}
