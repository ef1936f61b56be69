import Big from "big.js";
import { AppError } from "#kernel/error";
import type { CsvColumns } from "../../contract/bank.ts";
import { isWhole } from "../../payments/whole-amounts.ts";
import { brokenAt } from "./broken-file.ts";
import { readCamt053 } from "./camt053.ts";
import { readCsv } from "./csv.ts";
import { assertCurrency } from "./currencies.ts";
import { lettersOf } from "./letters.ts";
import { readMt940 } from "./mt940.ts";
import type { Statement, StatementFormat } from "./statement.ts";

interface Wishes {
  /** What the columns of a list are, where the account knows. */
  readonly columns: CsvColumns | null;
  /** Of amounts written without one. */
  readonly currency: string;
}

/**
 * The statements in a bank's file of whatever kind. A file whose movements do not lead from its opening to its closing
 * balance lacks something or has something twice: `bank_file_sums`.
 */
export function readStatementFile(
  bytes: Buffer,
  { columns, currency }: Wishes,
): { readonly format: StatementFormat; readonly statements: readonly Statement[] } {
  const { text, format } = statementText(bytes);
  const statements =
    format === "camt053"
      ? readCamt053(text)
      : format === "mt940"
        ? readMt940(text)
        : readCsv(text, columns, currency);
  if (statements.length === 0) throw new AppError("bank_file_unreadable");
  for (const statement of statements) {
    assertCurrency(statement);
    const broken = statement.entries.find((entry) => !isWhole(entry.currency, entry.amount));
    if (broken) throw brokenAt(broken.line, "amount");
    assertSums(statement);
  }
  return { format, statements };
}

/** The letters of a bank's file, and what it is. */
export function statementText(bytes: Buffer): { readonly text: string; readonly format: StatementFormat } {
  const text = lettersOf(bytes).replace(/^\uFEFF/, "");
  return { text, format: formatOf(text) };
}

function formatOf(text: string): StatementFormat {
  const start = text.slice(0, 20_000).trimStart();
  if (start.startsWith("<")) return "camt053";
  if (/^(\{1:|:20:)/m.test(start) && /^(\{.*)?:(20|25|60[FM]):/m.test(start)) return "mt940";
  return "csv";
}

function assertSums({ opening, closing, entries, number }: Statement): void {
  if (opening === null || closing === null) return;
  const reached = entries.reduce((sum, { amount }) => sum.plus(amount), new Big(opening));
  if (reached.eq(closing)) return;
  throw new AppError("bank_file_sums", {
    params: { statement: number ?? "", missing: new Big(closing).minus(reached).toFixed() },
  });
}
