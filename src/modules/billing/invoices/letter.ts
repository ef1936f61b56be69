import { IntlMessageFormat } from "intl-messageformat";
import { addressSeen, longDay } from "#trade";
import { AppError } from "#kernel/error";
import { isLocale, type Locale } from "#kernel/locale";
import { organisationOf } from "#platform";
import { businessDay, get, type RuntimeSettings, type Work } from "#records";
import type { LinkValue, RecordData } from "#records/contract";
import type { Letter, LetterKind } from "../contract/mailings.ts";
import { paymentLinkOf } from "../payment-page/links.ts";
import bg from "../text/bg.json" with { type: "json" };
import en from "../text/en.json" with { type: "json" };
import es from "../text/es.json" with { type: "json" };
import ru from "../text/ru.json" with { type: "json" };

const words: Readonly<Record<Locale, typeof en.billing_letters.mail>> = {
  en: en.billing_letters.mail,
  es: es.billing_letters.mail,
  ru: ru.billing_letters.mail,
  bg: bg.billing_letters.mail,
};

/**
 * The letter with an issued invoice, in its language, from what the actor may see of it; with the address at which it is
 * paid, where it can be. Throws as `assertSendable`.
 */
export async function proposedLetter(
  work: Work,
  settings: RuntimeSettings,
  id: string,
  kind: LetterKind,
): Promise<Letter> {
  const invoice = await get(work, "invoice", id);
  assertSendable(work, invoice, kind);
  const language = isLocale(invoice["language"]) ? invoice["language"] : "en";
  const { subject, text } = words[language][kind === "reminder" ? kind : wordOf(invoice)];
  const [to, values] = [await addressSeen(work, invoice), await valuesOf(work, settings, invoice, language)];
  const said = (one: string) => String(new IntlMessageFormat(one, language).format(values)).trim();
  return { to: to ? [to] : [], subject: said(subject).slice(0, 300), text: said(text) };
}

/** Throws `document_state_wrong` for a draft, `invoice_not_open` where a reminder is asked for and nothing is overdue. */
export function assertSendable(
  work: Work,
  invoice: Readonly<Record<string, unknown>>,
  kind: LetterKind,
): void {
  const state = String(invoice["state"] ?? "");
  if (state === "draft") throw new AppError("document_state_wrong", { params: { state } });
  if (kind === "reminder" && !isOverdue(work, invoice)) throw new AppError("invoice_not_overdue");
}

function isOverdue(work: Work, invoice: Readonly<Record<string, unknown>>): boolean {
  const due = invoice["due_on"] as string | null | undefined;
  const isOpen = invoice["state"] === "issued" || invoice["state"] === "partly_paid";
  return isOpen && due !== null && due !== undefined && due < businessDay(work);
}

function wordOf(invoice: RecordData): "invoice" | "credit_note" {
  return invoice["kind"] === "credit_note" ? "credit_note" : "invoice";
}

async function valuesOf(work: Work, settings: RuntimeSettings, invoice: RecordData, language: Locale) {
  const organisation = await organisationOf(work.db);
  const link = await paymentLinkOf(work, settings, invoice.id);
  const titleOf = (field: string) => (invoice[field] as LinkValue | null | undefined)?.title;
  const due = invoice["due_on"] as string | null | undefined;
  return {
    organisation: organisation.name,
    person: await nameOfActor(work),
    number: String(invoice["number"] ?? ""),
    contact: titleOf("contact") ?? titleOf("customer") ?? "",
    amount: written(invoice["total"], language),
    open: written(invoice["open"], language),
    due: due ? longDay(due, language) : "none",
    link: link ?? "none",
  };
}

async function nameOfActor({ db, actor }: Work): Promise<string> {
  const row =
    actor.userId &&
    (await db.selectFrom("users").select("name").where("id", "=", actor.userId).executeTakeFirst());
  return row ? row.name : "";
}

function written(sum: unknown, language: Locale): string {
  const { amount, currency } = (sum ?? {}) as { amount?: string; currency?: string };
  if (!amount || !currency) return "–";
  return new Intl.NumberFormat(language === "en" ? "en-GB" : language, {
    style: "currency",
    currency,
  }).format(Number(amount));
}
