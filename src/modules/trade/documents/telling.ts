import { sql } from "kysely";
import { type HappeningWords, tellHappenings } from "#customers";
import type { Work } from "#records";
import bg from "../text/bg.json" with { type: "json" };
import en from "../text/en.json" with { type: "json" };
import es from "../text/es.json" with { type: "json" };
import ru from "../text/ru.json" with { type: "json" };
import type { DocumentInHand } from "./document-in-hand.ts";

export type Happening = keyof typeof en.trade.timeline;

const words: HappeningWords = {
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

/** Writes what happened with a document onto the customer's timeline, for those who see the document. */
export async function tellTimeline(work: Work, document: DocumentInHand, told: Told): Promise<void> {
  const { number, customer, currency, total: amount } = document;
  const total = { amount, currency };
  const happening = {
    text: `trade.timeline.${told.happening}`,
    values: { number: told.number ?? number, order: number, total },
  };
  const interaction = {
    channel: "document",
    direction: told.direction,
    kind: "document",
    party: document.contact ?? customer,
    ...((await isCompany(work, customer)) && { company: customer }),
    agent: work.actor.userId,
    deal: document.deal,
    [document.object]: document.id,
    body: told.body || null,
  };
  await tellHappenings(work, words, [{ happening, interaction }]);
}

async function isCompany(work: Work, customer: string): Promise<boolean> {
  const { rows } = await sql`select 1 from parties where id = ${customer} and kind = 'company'`.execute(
    work.db,
  );
  return rows.length > 0;
}
