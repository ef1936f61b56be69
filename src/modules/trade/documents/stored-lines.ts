import { sql } from "kysely";
import type { Work } from "#records";
import type { DocumentKind } from "./kinds.ts";

/** A line as it stands in the table, with what no field tells. */
export interface StoredLine {
  readonly id: string;
  readonly product: string | null;
  readonly description: string;
  readonly quantity: string;
  readonly unit: string | null;
  readonly price: string;
  readonly discount: string;
  readonly tax_class: string | null;
  readonly tax_rate: string;
  readonly tax_treatment: string | null;
  readonly net: string;
  readonly tax: string;
  readonly total: string;
  readonly list_price: string | null;
  readonly cost: string | null;
  /** Of an order everything is taken. */
  readonly optional: boolean;
  readonly chosen: boolean;
  /** Whether its product is sold no longer. */
  readonly withdrawn: boolean;
  readonly deal_product: string | null;
}

/** The lines of a document in their order, whoever asks: for what is reckoned over all of them. */
export async function linesOf(work: Work, kind: DocumentKind, document: string): Promise<StoredLine[]> {
  const isQuote = kind.object === "quote";
  const own = isQuote
    ? sql`l.optional, l.chosen, l.deal_product_id as deal_product`
    : sql`false as optional, true as chosen, null::uuid as deal_product`;
  const { rows } = await sql<StoredLine>`
    select l.id, l.product_id as product, l.description, trim_scale(l.quantity)::text as quantity, l.unit,
      trim_scale(l.price)::text as price, trim_scale(l.discount)::text as discount, l.tax_class,
      trim_scale(l.tax_rate)::text as tax_rate, l.tax_treatment, l.net::text as net, l.tax::text as tax,
      l.total::text as total, trim_scale(l.list_price)::text as list_price, trim_scale(l.cost)::text as cost, ${own},
      coalesce(not p.active or p.archived_at is not null, false) as withdrawn
    from ${sql.table(kind.lineTable)} l left join products p on p.id = l.product_id
    where ${sql.ref(`l.${kind.object}_id`)} = ${document} and l.archived_at is null
    order by l.position, l.id`.execute(work.db);
  return rows;
}

/** By what the lines of a document are taxed together: their class, or why there is no tax. */
export function taxKeyOf(line: Pick<StoredLine, "tax_class" | "tax_treatment">): string {
  const whole = ["reverse_charge", "export", "not_registered"];
  const treatment = line.tax_treatment ?? "standard";
  return whole.includes(treatment) ? treatment : (line.tax_class ?? "standard");
}
