import { sql } from "kysely";
import { create, get, update, type Work } from "#records";
import type { LinkValue, RecordData } from "#records/contract";
import { tradeEvents } from "../contract/events.ts";
import { carriedLinks } from "../documents/carried-links.ts";
import { reckonAsAgreed, wishesFrom } from "../documents/copying-lines.ts";
import { assertState, type DocumentInHand, takeInHand } from "../documents/document-in-hand.ts";
import { quoteKind } from "../documents/kinds.ts";
import { priceLines, type Wish } from "../documents/pricing-lines.ts";
import { linesOf } from "../documents/stored-lines.ts";
import { rewriteLines } from "../documents/writing-lines.ts";

/** Begins a new version of a quote that went out, at the prices that were quoted; the earlier one can no longer be accepted. */
export async function newVersion(work: Work, id: string): Promise<RecordData> {
  const quote = await takeInHand(work, quoteKind, id, "quotes:send");
  assertState(quote, ["sent", "declined", "expired", "withdrawn"], "replaced");
  const { base, revision, introduction } = await versionOf(work, id);
  await update(work, "quote", id, { state: "replaced" }, { governed: true });
  const { subject, customer, contact, deal, currency, language, channel, terms, owner, rounding } = quote;
  const next = await create(
    work,
    "quote",
    {
      subject,
      customer,
      contact,
      deal,
      currency,
      language,
      channel,
      terms,
      owner,
      rounding,
      introduction,
      discount: Number(quote.discount),
      tax_included: quote.taxIncluded,
      number: `${base}/${revision + 1}`,
      base_number: base,
      revision: revision + 1,
      replaces: id,
    },
    { governed: true, carried: carriedLinks },
  );
  const { sums, lines } = reckonAsAgreed(await linesOf(work, quoteKind, id), quote);
  const priced = { sums, lines: lines.map((line) => ({ ...line, id: null })) };
  await rewriteLines(work, quoteKind, {
    ...quote,
    document: next.id,
    stored: [],
    priced,
    carried: carriedLinks,
  });
  work.emit({ name: tradeEvents.quoteReplaced, object: "quote", records: [id], payload: { by: next.id } });
  return get(work, "quote", next.id);
}

/** What a copy says of what the actor sees of the other quote. */
const told = [
  "subject",
  "customer",
  "contact",
  "deal",
  "currency",
  "discount",
  "language",
  "channel",
] as const;

/** Begins another quote with the same lines, maybe for another customer; prices of the price list are those of today. */
export async function copyQuote(
  work: Work,
  id: string,
  { customer }: { readonly customer?: string | undefined },
): Promise<RecordData> {
  const before = await get(work, "quote", id);
  const { introduction, terms } = before;
  const other = customer !== undefined && customer !== idOf(before["customer"]);
  const copy = await create(work, "quote", {
    ...Object.fromEntries(told.map((name) => [name, idOf(before[name])])),
    introduction,
    terms,
    ...(other && { customer, contact: null, deal: null, language: null }),
  });
  return fill(work, copy.id, await wishesFrom(work, quoteKind, id));
}

/** Fills a quote just begun with lines. */
export async function fill(work: Work, id: string, wishes: readonly Wish[]): Promise<RecordData> {
  const quote: DocumentInHand = await takeInHand(work, quoteKind, id);
  const priced = await priceLines(work, quote, wishes);
  await rewriteLines(work, quoteKind, { ...quote, document: id, stored: [], priced });
  return get(work, "quote", id);
}

interface Version {
  readonly base: string;
  readonly revision: number;
  readonly introduction: string | null;
}

async function versionOf(work: Work, id: string): Promise<Version> {
  const { rows } = await sql<Version>`
    select base_number as base, revision, introduction from quotes where id = ${id}`.execute(work.db);
  return rows[0] as Version;
}

const idOf = (value: unknown): unknown =>
  typeof value === "object" && value !== null && "id" in value ? (value as LinkValue).id : (value ?? null);
