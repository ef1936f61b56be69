import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { OutputOf } from "#kernel/action";
import { createMany, type Work } from "#records";
import type { importBankStatements } from "../contract/bank.ts";
import type { Account } from "./importing.ts";
import { apartFrom, type BookedStatement } from "./joined-statements.ts";
import type { Entry, Statement, StatementFormat } from "./reading/statement.ts";
import { type Booked, recognise, type Recognised, saidBy } from "./recognising.ts";

interface Told {
  readonly statement: Statement;
  readonly format: StatementFormat;
  readonly name: string;
  /** Of its first movement in the file, and of those that are booked whatever they are like. */
  readonly place: number;
  readonly anyway: ReadonlySet<number>;
}

/** What came of a statement. */
export interface Outcome {
  readonly statement: string | null;
  readonly booked: readonly string[];
  readonly known: number;
  readonly doubtful: OutputOf<typeof importBankStatements>["doubtful"];
}

/** Books what is new of a statement, and with it the statement itself. */
export async function book(work: Work, account: Account, told: Told): Promise<Outcome> {
  const { statement, format, place, anyway } = told;
  const mark = markOfStatement(account, statement);
  const booked = await bookedOnDays(work, account.id, statement.entries);
  const own = await ownStatement(work, account.id, mark);
  const apart = apartFrom(statement, statementsOf(booked));
  const recognised = recognise(statement.entries, { booked, format, own, apart }).map((one, at) => ({
    ...one,
    place: place + at,
  }));
  const isDoubtful = (one: (typeof recognised)[number]) =>
    one.is !== "known" && one.is !== "new" && !anyway.has(one.place);
  const fresh = recognised.filter((one) => one.is === "new" || (one.is !== "known" && anyway.has(one.place)));
  const doubtful = recognised.filter(isDoubtful).map(shown);
  const known = recognised.length - fresh.length - doubtful.length;
  if (fresh.length === 0 && recognised.length > 0) return { statement: null, booked: [], known, doubtful };
  const made = own ?? (await keepStatement(work, account, { ...told, mark }));
  const seen = Map.groupBy(booked, saidBy);
  const counts = new Map([...seen].map(([said, some]) => [said, some.length]));
  const rows = fresh.map(({ entry }) =>
    valuesOf(entry, { account: account.id, statement: made, mark: nextMark(account, entry, counts) }),
  );
  return { statement: made, booked: await createAll(work, rows), known, doubtful };
}

function shown({ entry, is, place }: Recognised & { readonly place: number }): Outcome["doubtful"][number] {
  const { bookedOn: day, amount, currency, payer, text } = entry;
  return {
    place,
    is: is === "same" ? "same" : "alike",
    day,
    amount,
    currency,
    payer,
    text: text.slice(0, 300),
  };
}

type BookedWithStatement = Booked & Omit<BookedStatement, "id">;

async function bookedOnDays(
  work: Work,
  account: string,
  entries: readonly Entry[],
): Promise<BookedWithStatement[]> {
  const days = [...new Set(entries.map(({ bookedOn }) => bookedOn))];
  const { rows } = await sql<BookedWithStatement>`
    select t.statement_id as statement, s.format, s.name, s.opening::text, s.closing::text, t.booked_on::text as "bookedOn", t.amount::text,
      t.amount_currency as currency, t.reference, t.payer, t.payer_account as "payerAccount", coalesce(t.text, '') as text
    from bank_transactions t join bank_statements s on s.id = t.statement_id
    where t.account_id = ${account} and t.booked_on = any(${days}::date[]) order by t.created_at, t.id`.execute(
    work.db,
  );
  return rows;
}

function statementsOf(booked: readonly BookedWithStatement[]): BookedStatement[] {
  const all = booked.map(({ statement, name, opening, closing }) => ({
    id: statement,
    name,
    opening,
    closing,
  }));
  return [...new Map(all.map((one) => [one.id, one])).values()];
}

async function ownStatement(work: Work, account: string, mark: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from bank_statements where account_id = ${account} and mark = ${mark}`.execute(work.db);
  return rows[0]?.id ?? null;
}

async function keepStatement(
  work: Work,
  account: Account,
  { statement, format, name, mark }: Told & { readonly mark: string },
): Promise<string> {
  const money = (amount: string | null) =>
    amount && { amount, currency: statement.currency ?? account.currency };
  const values = {
    account: account.id,
    name: (statement.number ?? name).slice(0, 300),
    format,
    from_on: statement.from,
    until_on: statement.until,
    opening: money(statement.opening),
    closing: money(statement.closing),
    count: statement.entries.length,
    mark,
  };
  const [made = ""] = await createMany(work, "bank_statement", [values], { governed: true });
  return made;
}

async function createAll(work: Work, rows: readonly Readonly<Record<string, unknown>>[]): Promise<string[]> {
  const made: string[] = [];
  for (let at = 0; at < rows.length; at += portion)
    made.push(
      ...(await createMany(work, "bank_transaction", rows.slice(at, at + portion), { governed: true })),
    );
  return made;
}

const portion = 1000;

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

function markOfStatement(
  account: Account,
  { number, from, until, opening, closing, entries }: Statement,
): string {
  const counts = new Map<string, number>();
  const own = entries.map((entry) => nextMark(account, entry, counts));
  return markOf([account.number, number, from, until, opening, closing, ...own]);
}

// Two that say the same are two: the second is told from the first by its place among its like.
function nextMark({ number }: Account, entry: Entry, counts: Map<string, number>): string {
  const key = saidBy(entry);
  const nth = counts.get(key) ?? 0;
  counts.set(key, nth + 1);
  const { bookedOn, amount, currency, reference, payerAccount, payer, text } = entry;
  return markOf([number, bookedOn, amount, currency, reference, payerAccount, payer, text, String(nth)]);
}

function markOf(parts: readonly (string | null)[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
