import { sql } from "kysely";
import { IntlMessageFormat } from "intl-messageformat";
import { isLocale, type Locale } from "#kernel/locale";
import { byRule, create, type Work } from "#records";
import bg from "../text/bg.json" with { type: "json" };
import en from "../text/en.json" with { type: "json" };
import es from "../text/es.json" with { type: "json" };
import ru from "../text/ru.json" with { type: "json" };
import { carriedLinks } from "./carried-links.ts";
import type { DocumentInHand } from "./document-in-hand.ts";

export type Happening = keyof typeof en.trade.timeline;

const words: Readonly<Record<Locale, Readonly<Record<Happening, string>>>> = {
  en: en.trade.timeline,
  es: es.trade.timeline,
  ru: ru.trade.timeline,
  bg: bg.trade.timeline,
};

interface Told {
  readonly happening: Happening;
  readonly direction: "in" | "out";
  /** Another number than that of the document: of its delivery. */
  readonly number?: string;
  readonly body?: string | undefined;
}

/**
 * Writes what happened with a document onto the customer's timeline, in the language of the organisation, for those
 * who see the document. It follows from the step, and is taken back with it alone.
 */
export async function tellTimeline(work: Work, document: DocumentInHand, told: Told): Promise<void> {
  const { locale, company } = await timelineOf(work, document.customer);
  const { currency } = document;
  const total = new Intl.NumberFormat(locale, { style: "currency", currency, useGrouping: "always" });
  const subject = new IntlMessageFormat(words[locale][told.happening], locale).format({
    number: told.number ?? document.number,
    order: document.number,
    total: total.format(Number(document.total)),
  });
  const interaction = {
    at: work.now.toISOString(),
    channel: "document",
    direction: told.direction,
    kind: "document",
    party: document.contact ?? document.customer,
    ...(company && { company: document.customer }),
    agent: work.actor.userId,
    deal: document.deal,
    [document.object]: document.id,
    subject: String(subject).slice(0, 500),
    body: told.body || null,
  };
  await create(byRule(work), "interaction", interaction, { governed: true, carried: carriedLinks });
}

async function timelineOf(
  work: Work,
  customer: string,
): Promise<{ readonly locale: Locale; readonly company: boolean }> {
  const { rows } = await sql<{ locale: string | null; company: boolean }>`
    select (select locale from organisation limit 1) as locale, kind = 'company' as company
    from parties where id = ${customer}`.execute(work.db);
  const [row] = rows;
  return { locale: isLocale(row?.locale) ? row.locale : "en", company: row?.company ?? false };
}
