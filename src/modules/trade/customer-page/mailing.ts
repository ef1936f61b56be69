import { IntlMessageFormat } from "intl-messageformat";
import { z } from "zod";
import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import type { Locale } from "#kernel/locale";
import { type Message, organisationOf } from "#platform";
import type { Runtime, RuntimeSettings, Subscription, Work } from "#records";
import { tradeEvents } from "../contract/events.ts";
import type { mailQuote as mailQuoteAction } from "../contract/quote-links.ts";
import { assertState, takeToChange } from "../documents/document-in-hand.ts";
import { quoteKind } from "../documents/kinds.ts";
import { printedQuote } from "../printing/printed-sales.ts";
import { printDocument } from "../printing/printing.ts";
import { answersTo } from "../sending/answers-to.ts";
import { attached } from "../sending/attached.ts";
import { longDay } from "../sending/long-day.ts";
import { type Posting, postMailing } from "../sending/posting.ts";
import { sendQuote } from "../quotes/sending.ts";
import bg from "../text/bg.json" with { type: "json" };
import en from "../text/en.json" with { type: "json" };
import es from "../text/es.json" with { type: "json" };
import ru from "../text/ru.json" with { type: "json" };
import { newLink } from "./links.ts";
import { type QuoteRow, quoteRow } from "./quote-row.ts";

const words: Readonly<Record<Locale, typeof en.customer_page.letter>> = {
  en: en.customer_page.letter,
  es: es.customer_page.letter,
  ru: ru.customer_page.letter,
  bg: bg.customer_page.letter,
};

/**
 * Has a quote sent by mail; one that has not gone out yet is marked as sent. The letter itself goes out after commit. Throws
 * `mail_not_set_up`, `field_required` where nobody knows an address, and as `sendQuote`.
 */
export async function mailQuote(
  work: Work,
  settings: RuntimeSettings,
  id: string,
  { to, message = "" }: BodyOf<typeof mailQuoteAction>,
): Promise<void> {
  if (!settings.smtpUrl) throw new AppError("mail_not_set_up");
  const quote = await takeToChange(work, quoteKind, id, "quotes:send");
  const address = to ?? (await quoteRow(work, id)).email;
  if (!address) throw new AppError("field_required", { field: "to" });
  if (quote.state === "draft" || quote.state === "approved") await sendQuote(work, id);
  else assertState(quote, ["sent"]);
  const mailing = await work.db
    .insertInto("quote_mailings")
    .values({ quote_id: id, address, message, created_by: work.actor.userId })
    .returning("id")
    .executeTakeFirstOrThrow();
  work.emit({
    name: tradeEvents.quoteMailed,
    object: "quote",
    records: [id],
    payload: { mailing: mailing.id },
  });
}

export const quotesGoOut: Subscription = {
  name: "trade.quotes_go_out",
  events: [tradeEvents.quoteMailed],
  async hear(runtime, event) {
    const mailing = event.payload?.["mailing"];
    if (typeof mailing !== "string") return;
    await runtime.addJob("trade.mail_quote", { mailing }, { key: `trade.mail_quote ${mailing}` });
  },
};

/** Sends the letter of a mailing with a link of its own and the PDF. Tried again, it carries a new link. */
export async function sendQuoteLetter(runtime: Runtime, payload: unknown): Promise<void> {
  const { mailing } = z.object({ mailing: z.uuid() }).parse(payload);
  const posting = await runtime.runAsSystem((work) => postingOf(work, runtime.settings, mailing));
  if (posting) await postMailing(runtime, posting);
}

async function postingOf(work: Work, settings: RuntimeSettings, id: string): Promise<Posting | null> {
  const row = await work.db
    .selectFrom("quote_mailings")
    .selectAll()
    .where("id", "=", id)
    .where("sent_at", "is", null)
    .where("failed_at", "is", null)
    .executeTakeFirst();
  if (!row) return null;
  const quote = await quoteRow(work, row.quote_id);
  return {
    table: "quote_mailings",
    id,
    about: { object: "quote", id: quote.id, number: quote.number },
    sender: row.created_by,
    message: quote.state === "sent" ? await messageOf(work, settings, { row, quote }) : null,
  };
}

interface Queued {
  readonly row: {
    readonly id: string;
    readonly link_id: string | null;
    readonly address: string;
    readonly message: string;
    readonly created_by: string | null;
  };
  readonly quote: QuoteRow;
}

async function messageOf(work: Work, settings: RuntimeSettings, { row, quote }: Queued): Promise<Message> {
  if (row.link_id) await work.db.deleteFrom("quote_links").where("id", "=", row.link_id).execute();
  const { id: link_id, link } = await newLink(work, settings, quote.id);
  await work.db.updateTable("quote_mailings").set({ link_id }).where("id", "=", row.id).execute();
  const organisation = await organisationOf(work.db);
  const { language, number, contact, buyer, person, validUntil } = quote;
  const values = {
    organisation: organisation.name,
    number,
    contact: contact ?? buyer,
    link,
    message: row.message || "none",
    person: person ?? organisation.name,
    until: validUntil ? longDay(validUntil, language) : "none",
  };
  const said = (text: string) => String(new IntlMessageFormat(text, language).format(values));
  return {
    to: [{ name: contact ?? buyer, address: row.address }],
    subject: said(words[language].subject),
    text: said(words[language].text),
    ...(await answersTo(work, row.created_by)),
    attachments: [attached(number, await printDocument(await printedQuote(work, quote.id)))],
  };
}
