import { list, type Work } from "#records";
import type { LinkValue, RecordData } from "#records/contract";
import type { Money } from "#kernel/money";
import { mostLines } from "../contract/line-shapes.ts";
import { reckon } from "../contract/reckoning.ts";
import type { DocumentKind } from "./kinds.ts";
import type { Head, Priced, PricedLine, Wish } from "./pricing-lines.ts";
import { linesOf, type StoredLine, taxKeyOf } from "./stored-lines.ts";

/** Lines as they stand, to be written under another document. */
export function asNew(lines: readonly StoredLine[]): PricedLine[] {
  return lines.map(({ withdrawn: _withdrawn, ...line }) => ({ ...line, id: null }));
}

/** What lines come to at the prices and taxes that they have, whatever these would be today. */
export function reckonAsAgreed(lines: readonly StoredLine[], head: Head): Priced {
  const sums = reckon(
    lines.map((line) => ({ ...line, taxKey: taxKeyOf(line), taxRate: line.tax_rate, counts: line.chosen })),
    head,
  );
  return {
    sums,
    lines: lines.map(({ withdrawn: _withdrawn, ...line }, at) => {
      const { net = "0", tax = "0", gross = "0" } = sums.lines[at] ?? {};
      return { ...line, net, tax, total: gross };
    }),
  };
}

/**
 * The lines of a document as wishes for another one: as far as the actor sees them, for the copy is theirs. Prices that were
 * those of the price list are asked for anew.
 */
export async function wishesFrom(work: Work, kind: DocumentKind, document: string): Promise<Wish[]> {
  const { data } = await list(work, kind.line, {
    filter: { field: kind.object, op: "is", value: document },
    sort: "position",
    limit: mostLines,
  });
  const listed = new Map((await linesOf(work, kind, document)).map((line) => [line.id, isListed(line)]));
  return data.map((line) => wishOf(line, listed.get(line.id) ?? false));
}

const isListed = ({ price, list_price: asked }: StoredLine): boolean => asked !== null && price === asked;

function wishOf(line: RecordData, isAsListed: boolean): Wish {
  const price = line["price"] as Money | null | undefined;
  return {
    product: (line["product"] as LinkValue | null | undefined)?.id ?? null,
    description: (line["description"] ?? "") as string,
    quantity: (line["quantity"] ?? "") as string,
    unit: line["unit"] as string | null,
    ...(price && !isAsListed ? { price: price.amount } : {}),
    discount: (line["discount"] ?? 0) as number,
    tax_class: line["tax_class"] as string | null,
    optional: line["optional"] === true,
    chosen: line["chosen"] === true,
  };
}
