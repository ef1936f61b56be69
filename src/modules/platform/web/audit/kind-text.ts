import type { Translate } from "#web/texts.ts";

/** The kind as a choice: "created …". */
export function kindText(t: Translate, kind: string): string {
  return t(`audit.kinds.${kind}`, { what: "…", count: 1 });
}
