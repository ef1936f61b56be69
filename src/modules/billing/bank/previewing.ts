import type { BodyOf, OutputOf } from "#kernel/action";
import { AppError, type Problem } from "#kernel/error";
import type { Work } from "#records";
import type { previewBankStatements } from "../contract/bank.ts";
import { accountOf } from "./importing.ts";
import { surveyCsv } from "./reading/csv.ts";
import { assertCurrency } from "./reading/currencies.ts";
import { readStatementFile, statementText } from "./reading/statement-file.ts";
import type { Statement } from "./reading/statement.ts";

type Preview = OutputOf<typeof previewBankStatements>;

/** As many movements as one looks at to see whether they are understood. */
const shown = 6;

/** What importing a bank's file would read, and what stands in its way; nothing is booked. */
export async function previewStatements(
  work: Work,
  { content, account, columns }: BodyOf<typeof previewBankStatements>,
  explain: (error: AppError) => Problem,
): Promise<Preview> {
  const named = account ? await accountOf(work, account) : null;
  const bytes = Buffer.from(content, "base64");
  const { text, format } = statementText(bytes);
  const said = columns ?? named?.csvColumns ?? null;
  const list = format === "csv" ? surveyCsv(text, said) : { headings: [], samples: [], columns: {} };
  const survey = {
    format,
    headings: [...list.headings],
    samples: list.samples.map((row) => [...row]),
    columns: list.columns,
  };
  try {
    const wishes = { columns: said, currency: named?.currency ?? work.currency };
    const { statements } = readStatementFile(bytes, wishes);
    if (named) for (const statement of statements) assertCurrency(statement, named.currency);
    return { ...survey, ...told(statements), problem: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { title, detail } = explain(error);
    return { ...survey, ...told([]), problem: detail ?? title };
  }
}

function told(statements: readonly Statement[]): Pick<Preview, "accounts" | "count" | "entries"> {
  const entries = statements.flatMap((statement) => statement.entries);
  return {
    accounts: [...new Set(statements.flatMap((statement) => statement.account ?? []))],
    count: entries.length,
    entries: entries.slice(0, shown).map(({ line, bookedOn, amount, currency, payer, text }) => ({
      line,
      day: bookedOn,
      amount,
      currency,
      payer,
      text: text.slice(0, 300),
    })),
  };
}
