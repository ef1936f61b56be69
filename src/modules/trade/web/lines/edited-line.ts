import { lineProblem } from "#catalogue/contract";
import type { FieldError } from "#kernel/error";
import { newId } from "#kernel/id";
import type { Money } from "#kernel/money";
import type { LinkValue, RecordData } from "#records/contract";
import { type DocumentContent, type Reckoned, reckon } from "#trade/contract";

/** A line while it is edited. Numbers are decimal text; null where nothing is typed. */
export interface EditedLine {
  /** Stays the same before and after the line is kept. */
  readonly key: string;
  readonly id: string | null;
  readonly product: LinkValue | null;
  readonly description: string;
  readonly quantity: string | null;
  readonly unit: string | null;
  /** Null: what the price list says. */
  readonly price: string | null;
  readonly listPrice: string | null;
  readonly discount: string | null;
  readonly taxKey: string;
  readonly taxRate: string;
  readonly optional: boolean;
  readonly chosen: boolean;
  readonly record: RecordData | null;
}

export interface EditedHead {
  readonly currency: string;
  readonly discount: string | null;
  readonly taxIncluded: boolean;
  readonly rounding: "line" | "document";
}

/** `own`: the organisation's currency, where the document says none. */
export function headOf(document: RecordData, own: string): EditedHead {
  return {
    currency: String(document.currency ?? own),
    discount: String(document.discount ?? 0),
    taxIncluded: document.tax_included === true,
    rounding: document.rounding === "line" ? "line" : "document",
  };
}

/** `keys`: under which key a line was begun, by the id that it was given. */
export function editedLines(
  { lines, list_prices: asked }: DocumentContent,
  keys: ReadonlyMap<string, string>,
): EditedLine[] {
  return lines.map((line) => ({
    ...editedLine(line, asked[line.id] ?? null),
    key: keys.get(line.id) ?? line.id,
  }));
}

function editedLine(line: RecordData, listPrice: string | null): Omit<EditedLine, "key"> {
  const treatment = String(line.tax_treatment ?? "standard");
  return {
    id: line.id,
    product: (line.product ?? null) as LinkValue | null,
    description: String(line.description ?? ""),
    quantity: String(line.quantity ?? "1"),
    unit: (line.unit ?? null) as string | null,
    price: (line.price as Money | null | undefined)?.amount ?? null,
    listPrice,
    discount: String(line.discount ?? 0),
    taxKey: `${String(line.tax_class ?? "standard")} ${treatment}`,
    taxRate: String(line.tax_rate ?? 0),
    optional: line.optional === true,
    chosen: line.chosen !== false,
    record: line,
  };
}

/** A line that was just begun: of a product, or a free one. */
export function newLine(product: LinkValue | null, like: EditedLine | undefined): EditedLine {
  return {
    key: newId(),
    id: null,
    product,
    description: product?.title ?? "",
    quantity: "1",
    unit: null,
    price: product ? null : "0",
    listPrice: null,
    discount: "0",
    taxKey: like?.taxKey ?? "",
    taxRate: like?.taxRate ?? "0",
    optional: false,
    chosen: true,
    record: null,
  };
}

/** What the lines come to as they are typed, by the arithmetic of the server. What cannot be read counts as nothing. */
export function sumsOf(lines: readonly EditedLine[], head: EditedHead): Reckoned {
  return reckon(
    lines.map((line) => {
      const { quantity, discount } = problemOf(line) ? { quantity: "0", discount: "0" } : line;
      return {
        quantity: quantity ?? "0",
        price: line.price ?? "0",
        discount: discount ?? "0",
        taxKey: line.taxKey,
        taxRate: line.taxRate,
        counts: !line.optional || line.chosen,
      };
    }),
    { ...head, discount: head.discount ?? "0" },
  );
}

/** What is wrong with a line as it is typed; null where nothing is. */
export function problemOf(line: EditedLine): FieldError | null {
  if (!line.product && line.description.trim() === "")
    return { code: "field_required", field: "description" };
  return lineProblem({
    quantity: line.quantity ?? "",
    price: line.price,
    discount: line.discount ?? "0",
  });
}

/** Lines in another currency: prices of the price list are asked for anew, those that somebody said stay as numbers. */
export function inOtherCurrency(lines: readonly EditedLine[]): EditedLine[] {
  return lines.map((line) =>
    line.listPrice !== null && line.price === line.listPrice
      ? { ...line, price: null, listPrice: null }
      : line,
  );
}

/** The line as it is sent: a price that is that of the price list is left to it, so that it follows the quantity. */
export function wishOf(line: EditedLine, isOrder: boolean) {
  return {
    ...(line.id ? { id: line.id } : {}),
    product: line.product?.id ?? null,
    ...(line.description.trim() ? { description: line.description.trim() } : {}),
    quantity: line.quantity ?? "1",
    ...(line.unit ? { unit: line.unit } : {}),
    ...(line.price !== null && line.price !== line.listPrice ? { price: line.price } : {}),
    discount: Number(Number(line.discount ?? 0).toFixed(2)),
    ...(isOrder ? {} : { optional: line.optional, chosen: line.optional && line.chosen }),
  };
}
