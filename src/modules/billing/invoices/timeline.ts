import { IntlMessageFormat } from "intl-messageformat";
import { sql } from "kysely";
import { isLocale, type Locale } from "#kernel/locale";
import { byRule, createMany, type Work } from "#records";
import bg from "../text/bg.json" with { type: "json" };
import en from "../text/en.json" with { type: "json" };
import es from "../text/es.json" with { type: "json" };
import ru from "../text/ru.json" with { type: "json" };

type Words = typeof en.billing.timeline;

const words: Readonly<Record<Locale, Readonly<Record<keyof Words, string>>>> = {
  en: en.billing.timeline,
  es: es.billing.timeline,
  ru: ru.billing.timeline,
  bg: bg.billing.timeline,
};

/** What happened with a document, as the customer's timeline shows it. */
export interface Happening {
  readonly what: keyof Words;
  /** The document that it happened with, by its object. */
  readonly of: { readonly [Object in "invoice" | "payment" | "contract" | "subscription"]?: string };
  readonly customer: string;
  readonly deal: string | null;
  readonly number: string;
  readonly amount?: { readonly amount: string; readonly currency: string };
  /** The name of it, or to whom it went. */
  readonly name?: string;
  readonly why?: string;
  /** Who did it, where it is not who is at work. */
  readonly agent?: string | null;
}

const incoming: ReadonlySet<keyof Words> = new Set(["payment_received", "invoice_paid"]);

/**
 * Writes what happened onto the timelines of customers, in the language of the organisation and the same unit, for those
 * who see the document. It follows from the step, and is taken back with it alone.
 */
export async function tellTimeline(work: Work, happenings: readonly Happening[]): Promise<void> {
  if (happenings.length === 0) return;
  const locale = await organisationsLocale(work);
  const formats = new Map<string, IntlMessageFormat>();
  const format = (what: keyof Words) => {
    const known = formats.get(what) ?? new IntlMessageFormat(words[locale][what], locale);
    formats.set(what, known);
    return known;
  };
  await createMany(
    byRule(work),
    "interaction",
    happenings.map((one) => ({
      at: work.now.toISOString(),
      kind: one.what.startsWith("payment") || one.what === "invoice_paid" ? "payment" : "document",
      channel: one.what.startsWith("payment") || one.what === "invoice_paid" ? "payment" : "document",
      direction: incoming.has(one.what) ? "in" : "out",
      party: one.customer,
      deal: one.deal,
      ...one.of,
      agent: one.agent ?? work.actor.userId,
      subject: String(
        format(one.what).format({ number: one.number, name: one.name ?? "", amount: written(one, locale) }),
      ).slice(0, 500),
      body: one.why ?? null,
    })),
    { governed: true, carried: ["party", "deal"] },
  );
}

function written({ amount }: Happening, locale: Locale): string {
  if (!amount) return "";
  const { currency } = amount;
  const format = new Intl.NumberFormat(locale, { style: "currency", currency, useGrouping: "always" });
  return format.format(Number(amount.amount));
}

async function organisationsLocale({ db }: Work): Promise<Locale> {
  const { rows } = await sql<{ locale: string }>`select locale from organisation limit 1`.execute(db);
  return isLocale(rows[0]?.locale) ? rows[0].locale : "en";
}
