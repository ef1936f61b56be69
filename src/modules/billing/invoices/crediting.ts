import Big from "big.js";
import { decimalsOf, shareOfLine } from "#catalogue/contract";
import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { create, createMany, get, type Work } from "#records";
import type { LinkValue, RecordData } from "#records/contract";
import type { creditInvoice as creditInvoiceAction } from "../contract/invoices.ts";
import { creditedBeforeWord, creditWord } from "./credit-words.ts";
import { type InvoiceInHand, takeInvoice } from "./document-in-hand.ts";
import { carriedLinks } from "./from-order.ts";
import { type Credited, type CreditedAmount, creditedOf, leftByTax } from "./left-to-credit.ts";
import { amountByTax } from "./parts-by-tax.ts";
import {
  lineOfPart,
  linesOf,
  type ReckonedLine,
  reckon,
  type StoredLine,
  takenOff,
  writeSums,
} from "./reckoning.ts";

type Wish = BodyOf<typeof creditInvoiceAction>;

/** Makes a draft of a credit note: for all that is left of an invoice, for quantities of its lines, or for an amount with tax. */
export async function creditInvoice(work: Work, id: string, wish: Wish): Promise<RecordData> {
  const invoice = await takeInvoice(work, id, "invoices:credit");
  if (invoice.state === "draft" || invoice.kind === "credit_note")
    throw new AppError("invoice_not_correctable");
  const credited = await creditedOf(work, id);
  const parts = new Big(credited.left).gt(0) ? await partsOf(work, invoice, credited, wish) : [];
  if (parts.length === 0) throw new AppError("nothing_left");
  const draft = await draftOf(work, invoice, wish.reason);
  const document = { ...invoice, id: draft.id, discount: "0" };
  const { rows, whole } = await reckon(work, document, parts);
  if (new Big(whole.gross).lte(0) || new Big(whole.gross).gt(credited.left)) throw tooMuch(credited.left);
  await createMany(work, "invoice_line", rows, { governed: true, carried: carriedLinks });
  return writeSums(work, document, whole);
}

/** That a credit note, which is about to be issued, credits no more than is left of the invoice and its lines; both are locked. */
export async function assertCreditLeft(
  work: Work,
  note: InvoiceInHand,
  lines: readonly StoredLine[],
): Promise<void> {
  const { left, lines: before } = await creditedOf(work, note.corrects as string);
  if (new Big(note.total).gt(left)) throw tooMuch(left);
  for (const { corrects, quantity } of lines) {
    const known = corrects ? before.get(corrects) : undefined;
    if (known && new Big(known.quantity).plus(quantity).abs().gt(new Big(known.whole).abs()))
      throw tooMuch(left);
  }
}

async function partsOf(
  work: Work,
  invoice: InvoiceInHand,
  credited: Credited,
  { amount, lines }: Pick<Wish, "amount" | "lines">,
): Promise<ReckonedLine[]> {
  if (amount) return byAmount(work, invoice, amount);
  const parts = byLines(invoice, await linesOf(work, invoice.id), credited, lines);
  return lines ? parts : [...parts, ...lessAmounts(invoice, credited.amounts)];
}

function byLines(
  { currency }: InvoiceInHand,
  lines: readonly StoredLine[],
  credited: Credited,
  wished: Wish["lines"],
): ReckonedLine[] {
  if (wished?.some(({ line }) => !lines.some(({ id }) => id === line)))
    throw new AppError("link_not_found", { field: "lines" });
  if (new Set(wished?.map(({ line }) => line)).size !== (wished?.length ?? 0))
    throw new AppError("field_invalid", { field: "lines" });
  return lines.flatMap((line) => {
    const before = credited.lines.get(line.id) ?? { quantity: "0", net: "0", tax: "0", whole: line.quantity };
    const left = new Big(line.quantity).minus(before.quantity);
    const part = wished ? wished.find((one) => one.line === line.id)?.quantity : left.toFixed();
    if (part === undefined || left.eq(0)) return [];
    if (new Big(part).abs().gt(left.abs())) throw tooMuch(left.toFixed());
    const upTo = shareOfLine(line, new Big(before.quantity).plus(part).toFixed(), "0", decimalsOf(currency));
    const settled = {
      ...line,
      net: new Big(upTo.net).minus(before.net).toFixed(),
      tax: new Big(upTo.tax).minus(before.tax).toFixed(),
    };
    return [{ ...line, quantity: part, settled, from: sourcesOf(line) }];
  });
}

function sourcesOf(line: StoredLine) {
  return {
    corrects: line.id,
    order_line: line.orderLine,
    deposit: line.deposit,
    subscription_line: line.subscriptionLine,
    period_from: line.periodFrom,
    period_until: line.periodUntil,
  };
}

async function byAmount(work: Work, invoice: InvoiceInHand, amount: string): Promise<ReckonedLine[]> {
  const left = await leftByTax(work, invoice.id);
  const decimals = decimalsOf(invoice.currency);
  const rounded = new Big(amount).round(decimals, Big.roundHalfUp);
  const whole = left.reduce((sum, { net, tax }) => sum.plus(net).plus(tax), new Big(0));
  const parts = rounded.eq(whole) ? left : amountByTax(left, rounded.toFixed(), decimals);
  return parts.map((part) => lineOfPart(invoice, part, creditWord(invoice)));
}

/** What was credited by amounts comes off, where all that is left is credited. */
function lessAmounts(invoice: InvoiceInHand, amounts: readonly CreditedAmount[]): ReckonedLine[] {
  return amounts.map((part) => ({
    ...takenOff(lineOfPart(invoice, part, creditedBeforeWord(invoice))),
    from: {
      subscription_line: part.subscriptionLine,
      period_from: part.periodFrom,
      period_until: part.periodUntil,
    },
  }));
}

async function draftOf(work: Work, invoice: InvoiceInHand, reason: string): Promise<RecordData> {
  const record = await get(work, "invoice", invoice.id);
  const idOf = (field: string) => (record[field] as LinkValue | null)?.id ?? null;
  return create(
    work,
    "invoice",
    {
      kind: "credit_note",
      corrects: invoice.id,
      reason,
      customer: invoice.customer,
      contact: idOf("contact"),
      deal: invoice.deal,
      order: invoice.order,
      subscription: invoice.subscription,
      owner: idOf("owner") ?? work.actor.userId,
      reference: record["reference"] ?? null,
      subject: record["subject"] ?? null,
      currency: invoice.currency,
      language: invoice.language,
      tax_included: invoice.taxIncluded,
      rounding: invoice.rounding,
    },
    { governed: true, carried: carriedLinks },
  );
}

const tooMuch = (left: string): AppError =>
  new AppError("more_than_left", { params: { left: new Big(left).toFixed() } });
