import { z } from "zod";
import type { BodyOf, OutputOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { addressSeen, answersTo, attached, mailingOf, type Posting, postMailing } from "#trade";
import {
  get,
  limitsOnRecord,
  list,
  type Runtime,
  type RuntimeSettings,
  type Subscription,
  update,
  type Work,
} from "#records";
import { billingEvents } from "../contract/events.ts";
import type {
  LetterKind,
  mailInvoice as mailInvoiceAction,
  readInvoiceMailings,
} from "../contract/mailings.ts";
import { takeInvoice } from "./document-in-hand.ts";
import { assertSendable } from "./letter.ts";
import { printInvoice } from "./printing.ts";
import { tellTimeline } from "./timeline.ts";

/**
 * Has an issued invoice sent by mail; the letter itself goes out after commit. Throws `mail_not_set_up`, `not_allowed` to who
 * may not see all that stands on it, and as `assertSendable`.
 */
export async function mailInvoice(
  work: Work,
  settings: RuntimeSettings,
  id: string,
  { kind, to, subject, text }: BodyOf<typeof mailInvoiceAction>,
): Promise<void> {
  if (!settings.smtpUrl) throw new AppError("mail_not_set_up");
  await takeInvoice(work, id, "invoices:issue");
  assertSendable(work, await get(work, "invoice", id), kind);
  await assertSeenWhole(work, id);
  const mailing = await work.db
    .insertInto("invoice_mailings")
    .values({
      invoice_id: id,
      kind,
      addresses: [...new Set(to)],
      subject,
      body: text,
      created_by: work.actor.userId,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  work.emit({
    name: billingEvents.letterQueued,
    object: "invoice",
    records: [id],
    payload: { mailing: mailing.id },
  });
}

/** The PDF tells all of an invoice, to whatever address is written on the letter. */
async function assertSeenWhole(work: Work, id: string): Promise<void> {
  const { hidden } = await limitsOnRecord(work, "invoice", id);
  const [line] = (
    await list(work, "invoice_line", { filter: { field: "invoice", op: "is", value: id }, limit: 1 })
  ).data;
  const ofLines = line ? (await limitsOnRecord(work, "invoice_line", line.id)).hidden : [];
  if (hidden.length + ofLines.length > 0) throw new AppError("not_allowed");
}

export const invoicesGoOut: Subscription = {
  name: "billing.invoices_go_out",
  events: [billingEvents.letterQueued],
  async hear(runtime, event) {
    const mailing = event.payload?.["mailing"];
    if (typeof mailing !== "string") return;
    await runtime.addJob("billing.mail_invoice", { mailing }, { key: `billing.mail_invoice ${mailing}` });
  },
};

/** Sends a letter that waits, with the invoice as it is printed now. */
export async function sendInvoiceLetter(runtime: Runtime, payload: unknown): Promise<void> {
  const { mailing } = z.object({ mailing: z.uuid() }).parse(payload);
  const posting = await runtime.runAsSystem((work) => postingOf(work, mailing));
  if (posting) await postMailing(runtime, posting);
}

/** What became of the letters with an invoice, the newest first. */
export async function mailingsOf(
  work: Work,
  { smtpUrl }: RuntimeSettings,
  id: string,
): Promise<OutputOf<typeof readInvoiceMailings>> {
  const seesAddresses = (await addressSeen(work, await get(work, "invoice", id))) !== null;
  const rows = await work.db
    .selectFrom("invoice_mailings")
    .select(["id", "kind", "addresses", "created_at", "sent_at", "failed_at", "failure", "answer"])
    .where("invoice_id", "=", id)
    .orderBy("created_at", "desc")
    .limit(20)
    .execute();
  const mailings = rows.map((row) => ({
    ...mailingOf(row, row.addresses, seesAddresses),
    kind: row.kind as LetterKind,
  }));
  return { canMail: Boolean(smtpUrl), mailings };
}

async function postingOf(work: Work, id: string): Promise<Posting | null> {
  const row = await work.db
    .selectFrom("invoice_mailings")
    .selectAll()
    .where("id", "=", id)
    .where("sent_at", "is", null)
    .where("failed_at", "is", null)
    .executeTakeFirst();
  if (!row) return null;
  const invoice = await get(work, "invoice", row.invoice_id);
  const number = String(invoice["number"]);
  const { content } = await printInvoice(work, invoice.id);
  return {
    table: "invoice_mailings",
    id,
    about: { object: "invoice", id: invoice.id, number },
    sender: row.created_by,
    message: {
      to: row.addresses.map((address) => ({ name: "", address })),
      subject: row.subject,
      text: row.body,
      ...(await answersTo(work, row.created_by)),
      attachments: [attached(number, content)],
    },
    sent: (unit) => tellSent(unit, { ...row, kind: row.kind as LetterKind }),
  };
}

interface Sent {
  readonly invoice_id: string;
  readonly kind: LetterKind;
  readonly addresses: readonly string[];
  readonly body: string;
  readonly created_by: string | null;
}

async function tellSent(
  work: Work,
  { invoice_id: id, kind, addresses, body, created_by }: Sent,
): Promise<void> {
  const { customer, deal, number } = await takeInvoice(work, id, null);
  const [name, isReminder] = [addresses.join(", "), kind === "reminder"];
  if (!isReminder) await update(work, "invoice", id, { sent_at: work.now.toISOString() }, { governed: true });
  await tellTimeline(work, [
    {
      what: isReminder ? "invoice_reminded" : "invoice_sent",
      of: { invoice: id },
      customer,
      deal,
      number: number ?? "",
      name,
      why: body,
      agent: created_by,
    },
  ]);
  work.emit({
    name: isReminder ? billingEvents.invoiceReminded : billingEvents.invoiceSent,
    object: "invoice",
    records: [id],
    payload: { to: name },
  });
}
