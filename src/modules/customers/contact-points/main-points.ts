import { changes, type Draft, valueOf } from "#records";
import { digitsOf, normalised } from "./normalising.ts";

const kinds = ["email", "phone"] as const;

/** What the main contact point of a kind is to be; nothing where `value` is null. */
export interface MainPoint {
  readonly party: string;
  readonly kind: (typeof kinds)[number];
  readonly value: string | null;
  readonly normalised: string | null;
}

/** Whether the draft says something else of the e-mail or the phone. */
export function changesMainPoint(draft: Draft): boolean {
  return kinds.some((kind) => changes(draft, kind));
}

/** Those that the drafts change. */
export function mainPoints(drafts: readonly Draft[], country: string): MainPoint[] {
  const points: MainPoint[] = [];
  for (const draft of drafts) {
    for (const kind of kinds) {
      if (!changes(draft, kind)) continue;
      const value = valueOf(draft, kind) as string | null;
      const form = value && (normalised(kind, value, country) ?? digitsOf(value));
      points.push({ party: draft.id, kind, value, normalised: form });
    }
  }
  return points;
}
