import type { CatalogueObject } from "../catalogue.ts";
import type { Work } from "../work.ts";
import type { Draft } from "./draft.ts";

/** Those of the drafts that the rules of their object have something to do with. */
export function ruled({ rules }: CatalogueObject, drafts: readonly Draft[]): readonly Draft[] {
  if (!rules.prepare && !rules.followUp) return [];
  return rules.concerns ? drafts.filter(rules.concerns) : drafts;
}

/** What the rules do before the drafts are written. */
export async function prepare(work: Work, object: CatalogueObject, drafts: readonly Draft[]): Promise<void> {
  const concerned = ruled(object, drafts);
  if (concerned.length > 0) await object.rules.prepare?.(work, concerned);
}

/** What the rules do after it. */
export async function followUp(work: Work, object: CatalogueObject, drafts: readonly Draft[]): Promise<void> {
  const concerned = ruled(object, drafts);
  if (concerned.length > 0) await object.rules.followUp?.(work, concerned);
}
