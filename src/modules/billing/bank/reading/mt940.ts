import { AppError } from "#kernel/error";
import { negated, swiftAmount } from "./amounts.ts";
import { brokenAt } from "./broken-file.ts";
import { swiftDay } from "./days.ts";
import { partsOfDetails } from "./mt940-details.ts";
import { type Entry, inOneLine, mostEntries, type Statement, withoutSpaces } from "./statement.ts";

interface Field {
  readonly tag: string;
  readonly line: number;
  readonly text: string;
}

/** Reads customer statements of SWIFT (MT940), with or without its envelope, as many as the file has. */
export function readMt940(text: string): Statement[] {
  const statements: Statement[] = [];
  let fields: Field[] = [];
  for (const field of fieldsOf(text)) {
    if (field.tag === "20" && fields.length > 0) {
      statements.push(statementOf(fields));
      fields = [];
    }
    fields.push(field);
  }
  if (fields.length > 0) statements.push(statementOf(fields));
  if (statements.length === 0) throw new AppError("bank_file_unreadable");
  return statements;
}

function fieldsOf(text: string): Field[] {
  const fields: { tag: string; line: number; text: string }[] = [];
  for (const [index, row] of text.split(/\r\n|\n|\r/).entries()) {
    const begun = /^(?:\{.*\{4:)?:(\d{2}[A-Z]?):(.*)$/.exec(row);
    if (begun) fields.push({ tag: begun[1] ?? "", line: index + 1, text: begun[2] ?? "" });
    else if (/^(-\}?.*|\{.*)$/.test(row) || row.trim() === "") continue;
    else {
      const open = fields.at(-1);
      if (!open) throw brokenAt(index + 1, "tag");
      open.text += `\n${row}`;
    }
  }
  return fields;
}

function statementOf(fields: readonly Field[]): Statement {
  const told = (...tags: string[]) => fields.find((field) => tags.includes(field.tag));
  const opening = balanceOf(told("60F", "60M"));
  const closing = balanceOf(told("62F", "62M"));
  const account = told("25", "25P")?.text.split("\n")[0];
  if (!account || !opening) throw brokenAt(fields[0]?.line ?? 1, account ? ":60F:" : ":25:");
  const entries = fields.flatMap((field, index) =>
    field.tag === "61" ? [entryOf(field, fields[index + 1], opening.currency)] : [],
  );
  if (entries.length > mostEntries) throw new AppError("too_many", { params: { max: mostEntries } });
  return {
    account: withoutSpaces(account),
    currency: opening.currency,
    number: inOneLine([told("28C", "28")?.text, told("20")?.text]) || null,
    from: opening.day,
    until: closing?.day ?? null,
    opening: opening.amount,
    closing: closing?.amount ?? null,
    entries,
  };
}

function balanceOf(field: Field | undefined): { day: string; currency: string; amount: string } | null {
  if (!field) return null;
  const [, side, written = "", currency = "", sum = ""] =
    /^([CD])(\d{6})([A-Z]{3})([\d,]+)$/.exec(field.text.trim()) ?? [];
  const day = swiftDay(written);
  const amount = swiftAmount(sum);
  if (!side || !day || amount === null) throw brokenAt(field.line, `:${field.tag}:`);
  return { day, currency, amount: side === "D" ? negated(amount) : amount };
}

// Value day, day of booking, mark, letter of funds, amount, kind, the customer's reference // the bank's, and more below.
const movement =
  /^(\d{6})(\d{4})?(R?[CD])([A-Z])?([\d,]+)([A-Z][A-Z0-9]{3})([^\n]*?)(?:\/\/([^\n]*))?(?:\n([\s\S]*))?$/;

function entryOf(field: Field, next: Field | undefined, currency: string): Entry {
  const [, valued = "", booked, mark = "", , sum = "", , own = "", banks, more] =
    movement.exec(field.text) ?? [];
  const valueOn = swiftDay(valued);
  const amount = swiftAmount(sum);
  if (!valueOn || amount === null) throw brokenAt(field.line, ":61:");
  const details = partsOfDetails(next?.tag === "86" ? next.text : "");
  // A reversal of what came in goes out, and the other way round.
  const isOut = mark === "D" || mark === "RC";
  return {
    line: field.line,
    bookedOn: (booked && bookedNear(valueOn, booked)) || valueOn,
    amount: isOut ? negated(amount) : amount,
    currency,
    reference: banks?.trim() || null,
    payer: details.payer,
    payerAccount: details.payerAccount,
    text: inOneLine([details.text, own.trim() === "NONREF" ? null : own, more]),
  };
}

// The day of booking has no year: the one in which it is nearest to the value day.
function bookedNear(valueOn: string, monthAndDay: string): string | null {
  const year = Number(valueOn.slice(0, 4));
  const candidates = [year - 1, year, year + 1].map((one) =>
    swiftDay(`${String(one).slice(2)}${monthAndDay}`),
  );
  const distance = (day: string) => Math.abs(Date.parse(day) - Date.parse(valueOn));
  return (
    candidates.filter((day) => day !== null).sort((one, other) => distance(one) - distance(other))[0] ?? null
  );
}
