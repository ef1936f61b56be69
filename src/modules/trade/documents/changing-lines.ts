import type { Work } from "#records";
import type { DocumentContent } from "../contract/line-shapes.ts";
import { contentOf } from "./content.ts";
import { assertState, takeInHand } from "./document-in-hand.ts";
import type { DocumentKind } from "./kinds.ts";
import { priceLines, type Wish } from "./pricing-lines.ts";
import { linesOf } from "./stored-lines.ts";
import { rewriteLines } from "./writing-lines.ts";

interface Wished {
  readonly version?: number | undefined;
  readonly currency?: string | undefined;
  readonly discount?: number | undefined;
  readonly lines: readonly Wish[];
}

/** Says all lines of a draft at once. Of two who do it upon the same version the second is told (`version_conflict`). */
export async function changeLines(
  work: Work,
  kind: DocumentKind,
  id: string,
  wished: Wished,
): Promise<DocumentContent> {
  const document = await takeInHand(work, kind, id);
  assertState(document, ["draft"]);
  const head = {
    ...document,
    currency: wished.currency ?? document.currency,
    discount: wished.discount === undefined ? document.discount : String(wished.discount),
  };
  const stored = await linesOf(work, kind, id);
  const priced = await priceLines(work, head, wished.lines, stored);
  await rewriteLines(work, kind, { ...head, document: id, stored, priced, version: wished.version });
  return contentOf(work, kind, id);
}

/** Reckons a draft anew after its customer or its discount changed: taxes follow the customer, prices stay as they were said. */
export async function reckonAnew(work: Work, kind: DocumentKind, id: string): Promise<void> {
  const document = await takeInHand(work, kind, id);
  const stored = await linesOf(work, kind, id);
  if (stored.length === 0) return;
  const wishes = stored.map((line) => ({ ...line, discount: Number(line.discount) }));
  const priced = await priceLines(work, document, wishes, stored);
  await rewriteLines(work, kind, { ...document, document: id, stored, priced });
}
