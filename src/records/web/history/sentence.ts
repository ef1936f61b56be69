import type { Translate } from "#web/texts.ts";

/** Stands in a sentence for what the act was done to, where that is put in as a link. */
const place = "\uE000";

/** The words of a sentence of the audit log before and after what was done to. */
export function sentenceAround(t: Translate, kind: string, count = 1): readonly [string, string] {
  const [before = "", after = ""] = t(`audit.kinds.${kind}`, { what: place, count }).split(place);
  return [before.trim(), after.trim()];
}
