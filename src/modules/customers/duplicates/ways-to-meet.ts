import { type RawBuilder, sql } from "kysely";
import type { PartyKind } from "../contract/duplicates.ts";

// By what two parties are worth comparing, said once for all who look: among everybody, at a draft, at the rows of an import.

/** Kinds of contact points of which the same address or number leads to the same party; they stand in the text, as the index is by them. */
const sharedPoints = {
  email: sql`('email')`,
  phone: sql`('phone', 'whatsapp', 'viber')`,
} as const;

/** The kind of a party, in the text for the same reason. */
export const kindInText: Readonly<Record<PartyKind, RawBuilder<unknown>>> = {
  person: sql`'person'`,
  company: sql`'company'`,
};

export type Column = "tax_digits" | "own_domain" | "name_sound" | "birth_date" | "company_id";

/** Columns of `parties` in all of which two of a kind agree; those by name apart, for they cost more to look up. */
export const sharedColumns: Readonly<
  Record<
    PartyKind,
    { readonly known: readonly (readonly Column[])[]; readonly called: readonly (readonly Column[])[] }
  >
> = {
  person: {
    known: [],
    called: [
      ["name_sound", "birth_date"],
      ["name_sound", "company_id"],
    ],
  },
  company: { known: [["tax_digits"], ["own_domain"]], called: [["name_sound"]] },
};

/** That a row of `parties` agrees in `columns`, each compared with what `valueOf` gives for it. */
export function agreement(
  columns: readonly Column[],
  { alias, valueOf }: { readonly alias: string; readonly valueOf: (column: Column) => RawBuilder<unknown> },
): RawBuilder<unknown> {
  const terms = columns.map((column) => sql`${sql.ref(`${alias}.${column}`)} = ${valueOf(column)}`);
  return sql.join(terms, sql` and `);
}

/** That a row of `contact_points` under `alias` is of the kinds of `shared`. */
export function pointOf(shared: keyof typeof sharedPoints, alias: string): RawBuilder<unknown> {
  return sql`${sql.ref(`${alias}.kind`)} in ${sharedPoints[shared]}`;
}

/** What more parties than these have in common, such as the number of a switchboard, says nothing. */
export const mostAlike = 50;

/**
 * The ids that `rows` gives as `id`, as one array `ids`; no row where there are more than say something. One more than are too many is
 * read: what many share costs no more than what fifty do.
 */
export function few(rows: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select block.ids from (select array_agg(found.id) as ids from (
    ${rows} limit ${mostAlike + 1}) as found) as block where cardinality(block.ids) <= ${mostAlike})`;
}
