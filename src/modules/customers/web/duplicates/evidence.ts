import type { DuplicateEvidence } from "#customers/contract";
import { useFieldTitle } from "#records/web";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";

/** By what two are alike, in words: "Alike: name, phone". */
export function useEvidenceText(): (object: string, evidence: readonly DuplicateEvidence[]) => string {
  const t = useT();
  const { list } = useFormat();
  const fieldTitle = useFieldTitle();
  return (object, evidence) => {
    const alike = evidence
      .filter(({ likeness }) => likeness > 0)
      .map(({ field }) => fieldTitle(object, field));
    return t("duplicates.alike", { fields: list(alike) });
  };
}
