import { sql } from "kysely";
import { archiveByRule, createMany, update, updateMany, type Work } from "#records";
import type { DocumentKind } from "./kinds.ts";
import type { Priced, PricedLine } from "./pricing-lines.ts";
import type { StoredLine } from "./stored-lines.ts";

interface Rewriting {
  readonly document: string;
  readonly currency: string;
  readonly discount: string;
  readonly stored: readonly StoredLine[];
  readonly priced: Priced;
  /** The version of the document that was looked at. */
  readonly version?: number | undefined;
  /** Fields of lines whose links were taken over from another document. */
  readonly carried?: readonly string[];
}

/** Writes all lines of a draft and what they come to. What is there no more goes into the recycle bin. */
export async function rewriteLines(work: Work, kind: DocumentKind, rewriting: Rewriting): Promise<void> {
  const { document, stored, priced, currency, carried = [] } = rewriting;
  await writeHead(work, kind, rewriting);
  const ids = await writeLines(work, kind, { document, currency, lines: priced.lines, carried });
  const kept = new Set(ids);
  await archiveByRule(
    work,
    kind.line,
    stored.map(({ id }) => id).filter((id) => !kept.has(id)),
  );
}

async function writeHead(
  work: Work,
  kind: DocumentKind,
  { document, currency, discount, priced, version }: Rewriting,
): Promise<void> {
  const { net, tax, gross } = priced.sums;
  const amount = (sum: string) => ({ amount: sum, currency });
  await update(
    work,
    kind.object,
    document,
    { currency, discount: Number(discount), net: amount(net), tax: amount(tax), total: amount(gross) },
    { governed: true, version },
  );
  // Whoever looked at the lines before finds another version, also where the sums are the same.
  await sql`update ${sql.table(kind.table)} set version = version + 1 where id = ${document}`.execute(
    work.db,
  );
}

interface Written extends Pick<Rewriting, "document" | "currency" | "carried"> {
  readonly lines: readonly PricedLine[];
}

/** Makes and changes lines; answers their ids in order. */
export async function writeLines(
  work: Work,
  kind: DocumentKind,
  { document, currency, lines, carried = [] }: Written,
): Promise<string[]> {
  const rows = lines.map((line, position) => ({
    line,
    values: valuesOf(kind, line, { position, currency }),
  }));
  const known = rows.filter(({ line }) => line.id !== null);
  await updateMany(
    work,
    kind.line,
    known.map(({ line, values }) => ({ id: String(line.id), values })),
    { governed: true },
  );
  const made = await createMany(
    work,
    kind.line,
    rows.filter(({ line }) => line.id === null).map(({ values }) => ({ ...values, [kind.object]: document })),
    { governed: true, carried },
  );
  const fresh = made.values();
  const ids = lines.map((line) => line.id ?? String(fresh.next().value));
  await keepUntold(work, kind, lines, ids);
  return ids;
}

function valuesOf(
  kind: DocumentKind,
  line: PricedLine,
  { position, currency }: { readonly position: number; readonly currency: string },
): Record<string, unknown> {
  const amount = (sum: string) => ({ amount: sum, currency });
  return {
    position,
    product: line.product,
    description: line.description,
    quantity: line.quantity,
    unit: line.unit,
    price: amount(line.price),
    discount: Number(line.discount),
    tax_class: line.tax_class,
    tax_rate: Number(line.tax_rate),
    tax_treatment: line.tax_treatment,
    net: amount(line.net),
    tax: amount(line.tax),
    total: amount(line.total),
    ...(kind.object === "quote" && {
      optional: line.optional,
      chosen: line.chosen,
      deal_product: line.deal_product,
    }),
  };
}

// What a product costs, and what its price list asks, stand beside the fields: not everybody who reads a quote reads them.
async function keepUntold(
  work: Work,
  { lineTable }: DocumentKind,
  lines: readonly PricedLine[],
  ids: readonly string[],
): Promise<void> {
  const rows = lines.map(({ cost, list_price: listPrice }, at) => ({ id: ids[at], cost, listPrice }));
  await sql`
    update ${sql.table(lineTable)} l set cost = given.cost, list_price = given."listPrice"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (id uuid, cost numeric, "listPrice" numeric)
    where l.id = given.id and (l.cost, l.list_price) is distinct from (given.cost, given."listPrice")`.execute(
    work.db,
  );
}
