import { sql } from "kysely";
import type { BodyOf, OutputOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { assertMayChange, createMany, get, type Work } from "#records";
import { permits } from "#records/contract";
import type { CsvColumns, importBankStatements } from "../contract/bank.ts";
import { book, type Outcome } from "./booking.ts";
import { settleCertain } from "./matching/settling-certain.ts";
import { assertCurrency } from "./reading/currencies.ts";
import { readStatementFile } from "./reading/statement-file.ts";
import type { Statement } from "./reading/statement.ts";

/**
 * Books a bank's file, all of it or nothing: but what is booked already, and what may be. That is answered, and booked where the
 * file is brought again with its places named.
 */
export async function importStatements(
  work: Work,
  { name, content, account, columns, anyway = [] }: BodyOf<typeof importBankStatements>,
): Promise<OutputOf<typeof importBankStatements>> {
  if (!permits(work.actor.rights, "bank:import")) throw new AppError("not_allowed");
  const named = account ? await accountOf(work, account) : null;
  const { format, statements } = readStatementFile(Buffer.from(content, "base64"), {
    columns: columns ?? named?.csvColumns ?? null,
    currency: named?.currency ?? work.currency,
  });
  if (columns && named) await keepColumns(work, named.id, columns);
  const outcomes: Outcome[] = [];
  let place = 0;
  for (const statement of statements) {
    const owner = await accountFor(work, statement, named);
    assertCurrency(statement, owner.currency);
    outcomes.push(await book(work, owner, { statement, format, name, place, anyway: new Set(anyway) }));
    place += statement.entries.length;
  }
  const booked = outcomes.flatMap((one) => one.booked);
  const doubtful = outcomes.flatMap((one) => one.doubtful);
  return {
    statements: outcomes.flatMap((one) => one.statement ?? []),
    booked: booked.length,
    known: outcomes.reduce((sum, one) => sum + one.known, 0),
    settled: await settleCertain(work, booked),
    doubtful: doubtful.slice(0, mostDoubtful),
    doubtful_count: doubtful.length,
  };
}

/** As many of those that may be there already as one looks through. */
const mostDoubtful = 200;

/** An account as its files are read. */
export interface Account {
  readonly id: string;
  readonly number: string;
  readonly currency: string;
  readonly csvColumns: CsvColumns | null;
}

/** The account that was chosen. Throws `not_found`. */
export async function accountOf(work: Work, id: string): Promise<Account> {
  await get(work, "bank_account", id);
  const { rows } = await sql<Account>`
    select id, number, currency, csv_columns as "csvColumns" from bank_accounts where id = ${id} and archived_at is null`.execute(
    work.db,
  );
  if (!rows[0]) throw new AppError("not_found");
  return rows[0];
}

// Two who bring files of one account take turns, so that what one books the other knows.
async function accountFor(work: Work, statement: Statement, named: Account | null): Promise<Account> {
  const number = statement.account ?? named?.number;
  if (!number) throw new AppError("bank_account_needed", { field: "account" });
  const find = () =>
    sql<Account>`
    select id, number, currency, csv_columns as "csvColumns" from bank_accounts
    where upper(replace(number, ' ', '')) = ${number.replaceAll(" ", "").toUpperCase()} and archived_at is null for update`.execute(
      work.db,
    );
  const [found] = (await find()).rows;
  if (found && named && found.id !== named.id) throw new AppError("bank_account_other", { field: "account" });
  if (found) return found;
  if (named) throw new AppError("bank_account_other", { field: "account" });
  const values = { name: number, number, currency: statement.currency ?? work.currency };
  await createMany(work, "bank_account", [values], { governed: true });
  return (await find()).rows[0] as Account;
}

async function keepColumns(work: Work, account: string, columns: CsvColumns): Promise<void> {
  await assertMayChange(work, "bank_account", account);
  await sql`update bank_accounts set csv_columns = ${JSON.stringify(columns)}::jsonb where id = ${account}`.execute(
    work.db,
  );
}
