import { fullGrant } from "./contract/index.ts";
import type { Work } from "./work.ts";

/** The same unit, as one who sees and does everything: also the records that are kept to teams. */
export function seeingAll(work: Work): Work {
  const { keptFrom: _, ...actor } = work.actor;
  return { ...work, actor: { ...actor, rights: { objects: { "*": fullGrant }, permissions: ["*"] } } };
}

/** The same, as a rule acts in it: what it does is told as done by rule. */
export function byRule(work: Work): Work {
  return { ...seeingAll(work), source: "rule" };
}
