import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { BodyOf, OutputOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { assertMayChange, createMany, get, type Work } from "#records";
import { permits } from "#records/contract";
import type { CsvColumns, importBankStatements } from "../contract/bank.ts";
import { settleCertain } from "./matching/settling-certain.ts";
import { readStatementFile } from "./reading/statement-file.ts";
import type { Entry, Statement, StatementFormat } from "./reading/statement.ts";

/**
 * Books a bank's file, all of it or nothing. What is known is known by what it says and the bank's reference, from
 * whatever file: the same file twice, and files that overlap, book nothing twice.
 */
export async function importStatements(
  work: Work,
  { name, content, account, columns }: BodyOf<typeof importBankStatements>,
): Promise<OutputOf<typeof importBankStatements>> {
  if (!permits(work.actor.rights, "bank:import")) throw new AppError("not_allowed");
  const named = account ? await accountOf(work, account) : null;
  const { format, statements } = readStatementFile(Buffer.from(content, "base64"), {
    columns: columns ?? named?.csvColumns ?? null,
    currency: named?.currency ?? work.currency,
  });
  if (columns && named) await keepColumns(work, named.id, columns);
  const told: string[] = [];
  const booked: string[] = [];
  let known = 0;
  for (const statement of statements) {
    const owner = await accountFor(work, statement, named);
    const outcome = await book(work, owner, { statement, format, name });
    if (outcome.statement) told.push(outcome.statement);
    booked.push(...outcome.booked);
    known += outcome.known;
  }
  const settled = await settleCertain(work, booked);
  return { statements: told, booked: booked.length, known, settled };
}

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

interface Told {
  readonly statement: Statement;
  readonly format: StatementFormat;
  readonly name: string;
}

async function book(work: Work, account: Account, { statement, format, name }: Told) {
  const marked = markedEntries(account, statement.entries);
  const { rows } = await sql<{ mark: string }>`
    select mark from bank_transactions where account_id = ${account.id} and mark = any(${marked.map(({ mark }) => mark)}::text[])`.execute(
    work.db,
  );
  const before = new Set(rows.map(({ mark }) => mark));
  const fresh = marked.filter(({ mark }) => !before.has(mark));
  const mark = markOf([
    account.number,
    statement.number,
    statement.from,
    statement.until,
    statement.opening,
    statement.closing,
    ...marked.map((one) => one.mark),
  ]);
  const isKnown = await isBooked(work, account.id, mark);
  if (isKnown || (fresh.length === 0 && marked.length > 0))
    return { statement: null, booked: [], known: marked.length };
  const money = (amount: string | null) =>
    amount && { amount, currency: statement.currency ?? account.currency };
  const [made = ""] = await createMany(
    work,
    "bank_statement",
    [
      {
        account: account.id,
        name: (statement.number ?? name).slice(0, 300),
        format,
        from_on: statement.from,
        until_on: statement.until,
        opening: money(statement.opening),
        closing: money(statement.closing),
        count: statement.entries.length,
        mark,
      },
    ],
    { governed: true },
  );
  const booked: string[] = [];
  for (let at = 0; at < fresh.length; at += portion)
    booked.push(
      ...(await createMany(
        work,
        "bank_transaction",
        fresh
          .slice(at, at + portion)
          .map(({ entry, mark: own }) =>
            valuesOf(entry, { account: account.id, statement: made, mark: own }),
          ),
        { governed: true },
      )),
    );
  return { statement: made, booked, known: marked.length - fresh.length };
}

const portion = 1000;

async function isBooked(work: Work, account: string, mark: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from bank_statements where account_id = ${account} and mark = ${mark}`.execute(
      work.db,
    );
  return rows.length > 0;
}

function valuesOf(entry: Entry, of: Readonly<Record<string, string>>) {
  return {
    ...of,
    line: entry.line,
    booked_on: entry.bookedOn,
    amount: { amount: entry.amount, currency: entry.currency },
    payer: entry.payer?.slice(0, 300) ?? null,
    payer_account: entry.payerAccount?.slice(0, 60) ?? null,
    text: entry.text || null,
    reference: entry.reference?.slice(0, 255) ?? null,
  };
}

// Two of the same kind on one day are two: the second is told from the first by its place among its like.
function markedEntries({ number }: Account, entries: readonly Entry[]) {
  const seen = new Map<string, number>();
  return entries.map((entry) => {
    const own = [
      number,
      entry.bookedOn,
      entry.amount,
      entry.currency,
      entry.reference,
      entry.payerAccount,
      entry.payer,
      entry.text,
    ];
    const key = JSON.stringify(own);
    const nth = seen.get(key) ?? 0;
    seen.set(key, nth + 1);
    return { entry, mark: markOf([...own, String(nth)]) };
  });
}

function markOf(parts: readonly (string | null)[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
