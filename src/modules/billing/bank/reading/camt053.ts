import Big from "big.js";
import { AppError } from "#kernel/error";
import { childrenNamed, type Element } from "#platform";
import { negated, plainAmount } from "./amounts.ts";
import { brokenAt } from "./broken-file.ts";
import { isoDay } from "./days.ts";
import { type Entry, inOneLine, mostEntries, type Statement, withoutSpaces } from "./statement.ts";
import { at, readTree, textAt } from "./xml-tree.ts";

/**
 * Reads the bank to customer statement of ISO 20022 (camt.053.001, versions 02 to 13). Entries that are only announced
 * are left out; one that bundles payments is taken apart where the parts say their amounts and come to the whole.
 */
export function readCamt053(text: string): Statement[] {
  const root = readTree(text);
  const message = at(root, "BkToCstmrStmt");
  if (root.name !== "Document" || !message) throw new AppError("bank_file_unreadable");
  return childrenNamed(message, "Stmt").map(statementOf);
}

function statementOf(element: Element): Statement {
  const account = textAt(element, "Acct/Id/IBAN") ?? textAt(element, "Acct/Id/Othr/Id");
  const entries = childrenNamed(element, "Ntry").filter(isBooked).flatMap(entriesOf);
  if (entries.length > mostEntries) throw new AppError("too_many", { params: { max: mostEntries } });
  return {
    account: account ? withoutSpaces(account) : null,
    currency: textAt(element, "Acct/Ccy") ?? entries[0]?.currency ?? null,
    number: textAt(element, "Id") ?? textAt(element, "ElctrncSeqNb") ?? null,
    from: isoDay(textAt(element, "FrToDt/FrDtTm")),
    until: isoDay(textAt(element, "FrToDt/ToDtTm")),
    opening: balanceOf(element, ["OPBD", "PRCD"]),
    closing: balanceOf(element, ["CLBD"]),
    entries,
  };
}

// Versions before 08 write `<Sts>BOOK</Sts>`, later ones `<Sts><Cd>BOOK</Cd></Sts>`.
function isBooked(entry: Element): boolean {
  return (textAt(entry, "Sts/Cd") ?? textAt(entry, "Sts")) === "BOOK";
}

function balanceOf(statement: Element, kinds: readonly string[]): string | null {
  for (const kind of kinds) {
    const found = childrenNamed(statement, "Bal").find((one) => textAt(one, "Tp/CdOrPrtry/Cd") === kind);
    if (found) return signed(found).amount;
  }
  return null;
}

function signed(element: Element): { readonly amount: string; readonly currency: string } {
  const written = at(element, "Amt");
  const amount = plainAmount(written?.text);
  const currency = written?.attributes["Ccy"] ?? "";
  // Which way it went is said beside it: an amount has no sign.
  if (amount === null || amount.startsWith("-") || !/^[A-Z]{3}$/.test(currency))
    throw brokenAt((written ?? element).line, "Amt");
  const side = textAt(element, "CdtDbtInd");
  if (side !== "CRDT" && side !== "DBIT") throw brokenAt(element.line, "CdtDbtInd");
  return { amount: side === "DBIT" ? negated(amount) : amount, currency };
}

function entriesOf(entry: Element): Entry[] {
  const whole = signed(entry);
  const bookedOn = isoDay(textAt(entry, "BookgDt/Dt") ?? textAt(entry, "BookgDt/DtTm"));
  if (!bookedOn) throw brokenAt(entry.line, "BookgDt");
  const parts = childrenNamed(entry, "NtryDtls").flatMap((details) => childrenNamed(details, "TxDtls"));
  const amounts = parts.map((part) => amountOfPart(part, whole));
  const isTakenApart = parts.length > 1 && addsUp(amounts, whole.amount);
  if (!isTakenApart) return [entryOf(entry, parts[0], { ...whole, bookedOn })];
  return parts.map((part, index) =>
    entryOf(entry, part, { amount: amounts[index] as string, currency: whole.currency, bookedOn }),
  );
}

function addsUp(amounts: readonly (string | null)[], whole: string): boolean {
  if (amounts.includes(null)) return false;
  return amounts.reduce((sum, amount) => sum.plus(amount ?? 0), new Big(0)).eq(whole);
}

function amountOfPart(part: Element, whole: { amount: string; currency: string }): string | null {
  const written = at(part, "Amt") ?? at(part, "AmtDtls/TxAmt/Amt");
  const amount = plainAmount(written?.text);
  if (amount?.startsWith("-")) throw brokenAt((written ?? part).line, "Amt");
  if (amount === null || written?.attributes["Ccy"] !== whole.currency) return null;
  const side = textAt(part, "CdtDbtInd") ?? (whole.amount.startsWith("-") ? "DBIT" : "CRDT");
  return side === "DBIT" ? negated(amount) : amount;
}

function entryOf(
  entry: Element,
  part: Element | undefined,
  said: { readonly amount: string; readonly currency: string; readonly bookedOn: string },
): Entry {
  const other = said.amount.startsWith("-") ? "Cdtr" : "Dbtr";
  const account =
    textAt(part, `RltdPties/${other}Acct/Id/IBAN`) ?? textAt(part, `RltdPties/${other}Acct/Id/Othr/Id`);
  const endToEnd = textAt(part, "Refs/EndToEndId");
  const remittance = at(part, "RmtInf");
  return {
    line: (part ?? entry).line,
    ...said,
    reference: textAt(part, "Refs/AcctSvcrRef") ?? textAt(entry, "AcctSvcrRef") ?? null,
    payer: textAt(part, `RltdPties/${other}/Nm`) ?? textAt(part, `RltdPties/${other}/Pty/Nm`) ?? null,
    payerAccount: account ? withoutSpaces(account) : null,
    text: inOneLine([
      ...childrenNamed(remittance, "Strd").map((one) => textAt(one, "CdtrRefInf/Ref")),
      ...childrenNamed(remittance, "Ustrd").map((one) => one.text),
      endToEnd === "NOTPROVIDED" ? undefined : endToEnd,
      textAt(part, "AddtlTxInf"),
      textAt(entry, "AddtlNtryInf"),
    ]),
  };
}
