import type { Work } from "#records";
import { fullGrant } from "#records/contract";

/** What follows from a change is nobody's right but the rule's: who may change a subscription has its invoices follow. */
export function byRule(work: Work): Work {
  const rights = { objects: { "*": fullGrant }, permissions: ["*"] };
  return { ...work, source: "rule", actor: { ...work.actor, rights } };
}
