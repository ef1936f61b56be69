import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Locale } from "#kernel/locale";
import type { Work } from "#records";

/** A quote with the names of those whom it concerns, as its customer may know them. */
export interface QuoteRow {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly state: string;
  readonly language: Locale;
  readonly subject: string | null;
  readonly issued: string;
  readonly validUntil: string | null;
  /** That its last day has passed where the organisation is. */
  readonly over: boolean;
  readonly introduction: string | null;
  readonly terms: string | null;
  readonly currency: string;
  readonly taxIncluded: boolean;
  readonly rounding: "line" | "document";
  readonly discount: string;
  readonly net: string;
  readonly tax: string;
  readonly total: string;
  readonly customer: string;
  readonly buyer: string;
  readonly contact: string | null;
  readonly email: string | null;
  readonly owner: string | null;
  readonly person: string | null;
}

/** Whoever asks; the caller has made sure that they may. */
export async function quoteRow(work: Work, id: string): Promise<QuoteRow> {
  const { rows } = await sql<QuoteRow>`
    select q.id, q.number, q.revision as version, q.state, q.language, q.subject,
      (coalesce(q.sent_at, q.created_at) at time zone o.time_zone)::date::text as issued,
      q.valid_until::text as "validUntil",
      coalesce(q.valid_until < (${work.now}::timestamptz at time zone o.time_zone)::date, false) as over,
      q.introduction, q.terms, q.currency, q.tax_included as "taxIncluded", q.rounding,
      trim_scale(q.discount)::text as discount, q.net::text as net, q.tax::text as tax, q.total::text as total,
      q.customer_id as customer, c.name as buyer, p.name as contact, coalesce(p.email, c.email) as email,
      coalesce(q.owner_id, q.created_by) as owner, u.name as person
    from quotes q
      cross join organisation o
      join parties c on c.id = q.customer_id
      left join parties p on p.id = q.contact_id
      left join users u on u.id = q.owner_id
    where q.id = ${id} and q.archived_at is null`.execute(work.db);
  if (!rows[0]) throw new AppError("not_found");
  return rows[0];
}
