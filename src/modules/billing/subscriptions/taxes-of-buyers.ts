import { sql } from "kysely";
import { type LineTax, taxesFor } from "#catalogue";
import { dayIn } from "#kernel/period";
import type { Work } from "#records";

interface Purchase {
  readonly buyer: string;
  readonly lines: readonly { readonly taxClass: string | null }[];
}

/**
 * The taxes of the lines of many buyers. Buyers of a kind, from one country, are taxed alike: it is asked once for each
 * kind, country and class.
 */
export async function taxesOfBuyers(work: Work, purchases: readonly Purchase[]): Promise<LineTax[][]> {
  const { rows } = await sql<{ id: string; likeness: string }>`
    select id, concat_ws(' ', address_country, kind, coalesce(btrim(tax_number), '') <> '') as likeness
    from parties where id = any(${purchases.map(({ buyer }) => buyer)}::uuid[])`.execute(work.db);
  const likeness = new Map(rows.map(({ id, likeness: like }) => [id, like]));
  const on = dayIn(work.actor.timeZone, work.now);
  const known = new Map<string, Promise<LineTax | undefined>>();
  const taxOf = (buyer: string, taxClass: string | null) => {
    const key = `${likeness.get(buyer)} ${taxClass}`;
    const found = known.get(key) ?? taxesFor(work, { buyer, on, lines: [{ taxClass }] }).then(([tax]) => tax);
    known.set(key, found);
    return found;
  };
  const all: LineTax[][] = [];
  for (const { buyer, lines } of purchases) {
    const taxes: LineTax[] = [];
    for (const { taxClass } of lines) {
      const tax = await taxOf(buyer, taxClass);
      if (tax) taxes.push(tax);
    }
    all.push(taxes);
  }
  return all;
}
