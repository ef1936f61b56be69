import { type HappeningToTell, type HappeningWords, tellHappenings } from "#customers";
import type { Work } from "#records";
import bg from "../text/bg.json" with { type: "json" };
import en from "../text/en.json" with { type: "json" };
import es from "../text/es.json" with { type: "json" };
import ru from "../text/ru.json" with { type: "json" };

type Words = typeof en.billing.timeline;

const words: HappeningWords = {
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

/** Writes what happened onto the timelines of customers, for those who see the document. */
export function tellTimeline(work: Work, happenings: readonly Happening[]): Promise<void> {
  return tellHappenings(
    work,
    words,
    happenings.map((one) => toTell(work, one)),
  );
}

function toTell(work: Work, one: Happening): HappeningToTell {
  const { what, of, customer, deal, number, name = "", amount, why, agent } = one;
  const kind = what.startsWith("payment") || what === "invoice_paid" ? "payment" : "document";
  return {
    happening: { text: `billing.timeline.${what}`, values: { number, name, ...(amount && { amount }) } },
    interaction: {
      kind,
      channel: kind,
      direction: incoming.has(what) ? "in" : "out",
      party: customer,
      deal,
      ...of,
      agent: agent ?? work.actor.userId,
      body: why ?? null,
    },
  };
}
