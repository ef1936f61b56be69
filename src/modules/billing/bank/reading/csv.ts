import { CsvError, parse } from "csv-parse/sync";
import { AppError } from "#kernel/error";
import { type CsvColumn, type CsvColumns, csvColumns } from "../../contract/bank.ts";
import { negated, writtenAmount } from "./amounts.ts";
import { brokenAt } from "./broken-file.ts";
import { columnsByHeadings, keyOf } from "./csv-headings.ts";
import { writtenDay } from "./days.ts";
import { type Entry, inOneLine, mostEntries, type Statement, withoutSpaces } from "./statement.ts";

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads a bank's list. Columns are those of `said`, else as their headings tell; `bank_columns_needed` where day and
 * amount stay unknown, with the headings that there are. What stands above the headings is passed over.
 */
export function readCsv(text: string, said: CsvColumns | null, currency: string): Statement[] {
  const { columns, below } = headed(text, said);
  const days = below.map(({ cells }) => cells[columns.day] ?? "");
  const monthFirst = isMonthFirst(days);
  const entries = below.flatMap((row) => entryOf(row, { columns, monthFirst, currency }) ?? []);
  if (entries.length > mostEntries) throw new AppError("too_many", { params: { max: mostEntries } });
  if (entries.length === 0) throw new AppError("bank_file_unreadable");
  const sorted = entries.map(({ bookedOn }) => bookedOn).sort();
  return [
    {
      account: null,
      currency: entries[0]?.currency ?? null,
      number: null,
      from: sorted[0] ?? null,
      until: sorted.at(-1) ?? null,
      opening: null,
      closing: null,
      entries,
    },
  ];
}

/** How a list is headed, what stands below, and what its columns are taken for. */
export interface SurveyedList {
  readonly headings: readonly string[];
  readonly samples: readonly (readonly string[])[];
  readonly columns: Partial<CsvColumns>;
}

/** Looks at a list without reading its movements. Throws `bank_file_unreadable`, `bank_file_broken`. */
export function surveyCsv(text: string, said: Partial<CsvColumns> | null): SurveyedList {
  const rows = rowsOf(text);
  const at = headingRow(rows, said);
  const cells = rows[at]?.cells ?? [];
  const named = cells.flatMap((heading, place) => (heading === "" ? [] : [{ heading, place }])).slice(0, 60);
  if (named.length < 2) throw new AppError("bank_file_unreadable");
  const headings = named.map(({ heading }) => heading.slice(0, 200));
  const samples = rows
    .slice(at + 1, at + 4)
    .map((row) => named.map(({ place }) => (row.cells[place] ?? "").slice(0, 200)));
  return { headings, samples, columns: said ?? columnsByHeadings(headings) };
}

// The row in which day and amount are found, else the one with most cells: that of the headings, most likely.
function headingRow(rows: readonly Row[], said: Partial<CsvColumns> | null): number {
  const first = rows.slice(0, 30);
  const found = first.findIndex(({ cells }) => placesOf(cells, said ?? columnsByHeadings(cells)) !== null);
  if (found >= 0) return found;
  const most = Math.max(...first.map(filled));
  return first.findIndex((row) => filled(row) === most);
}

function rowsOf(text: string): Row[] {
  try {
    const read = parse(text, {
      delimiter: delimiterOf(text),
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      info: true,
      max_record_size: 100_000,
    }) as unknown as { info: { lines: number }; record: string[] }[];
    return read
      .map(({ info, record }) => ({ line: info.lines, cells: record.map((cell) => cell.trim()) }))
      .filter(({ cells }) => cells.some((cell) => cell !== ""));
  } catch (error) {
    if (error instanceof CsvError) throw brokenAt(Number(error["lines"] ?? 1), "csv");
    throw error;
  }
}

// The sign that stands in most of the first lines, the same number of times in most of them.
function delimiterOf(text: string): string {
  const lines = text.split(/\r\n|\n|\r/, 30).filter((line) => line.trim() !== "");
  const score = (sign: string) => Math.max(...tally(lines.map((line) => line.split(sign).length - 1)));
  return (
    [";", "\t", ",", "|"]
      .map((sign) => ({ sign, fits: score(sign) }))
      .sort((one, other) => other.fits - one.fits)[0]?.sign ?? ";"
  );
}

function tally(counts: readonly number[]): number[] {
  const by = Map.groupBy(
    counts.filter((count) => count > 0),
    (count) => count,
  );
  return [0, ...[...by.values()].map((some) => some.length)];
}

type Places = Partial<Record<CsvColumn, number>> & { readonly day: number };

function headed(text: string, said: CsvColumns | null) {
  const rows = rowsOf(text);
  for (const [index, { cells }] of rows.slice(0, 30).entries()) {
    const columns = placesOf(cells, said ?? columnsByHeadings(cells));
    if (columns) return { columns, below: rows.slice(index + 1) };
  }
  const { headings, columns: suggested } = surveyCsv(text, null);
  throw new AppError("bank_columns_needed", { extra: { headings, suggested } });
}

const filled = ({ cells }: Row): number => cells.filter((cell) => cell !== "").length;

function placesOf(cells: readonly string[], columns: Partial<CsvColumns>): Places | null {
  const keys = cells.map(keyOf);
  const places: Partial<Record<CsvColumn, number>> = {};
  for (const column of csvColumns) {
    const heading = columns[column];
    const place = heading ? keys.indexOf(keyOf(heading)) : -1;
    if (place >= 0) places[column] = place;
  }
  const hasAmount = places.amount !== undefined || places.credit !== undefined;
  return places.day !== undefined && hasAmount ? { ...places, day: places.day } : null;
}

function isMonthFirst(days: readonly string[]): boolean {
  const fits = (monthFirst: boolean) => days.filter((day) => writtenDay(day, monthFirst) !== null).length;
  return fits(true) > fits(false);
}

interface Reading {
  readonly columns: Places;
  readonly monthFirst: boolean;
  readonly currency: string;
}

// Rows below without a day and an amount are sums and notes of the bank; half of an entry is a broken one.
function entryOf({ line, cells }: Row, { columns, monthFirst, currency }: Reading): Entry | null {
  const cell = (column: CsvColumn): string =>
    columns[column] === undefined ? "" : (cells[columns[column]] ?? "");
  const amount = amountIn(cell);
  const bookedOn = writtenDay(cell("day"), monthFirst);
  if (!bookedOn && !/\d/.test(cell("day"))) return null;
  if (!bookedOn) throw brokenAt(line, "day");
  if (amount === null) throw brokenAt(line, "amount");
  const account = withoutSpaces(cell("payer_account"));
  const said = cell("currency").toUpperCase();
  return {
    line,
    bookedOn,
    amount,
    currency: /^[A-Z]{3}$/.test(said) ? said : currency,
    reference: cell("reference") || null,
    payer: cell("payer") || null,
    payerAccount: account || null,
    text: inOneLine([cell("text"), cell("reference")]),
  };
}

function amountIn(cell: (column: CsvColumn) => string): string | null {
  const [credit, debit] = [cell("credit"), cell("debit")].map((text) => writtenAmount(text));
  const isNothing = (amount: string | null | undefined) => !amount || Number(amount) === 0;
  if (!isNothing(credit)) return credit ?? null;
  if (!isNothing(debit)) return debit?.startsWith("-") ? debit : negated(debit ?? "0");
  const amount = writtenAmount(cell("amount"));
  if (amount === null) return null;
  const isOut =
    /^(d|dt|db|debit|s|soll|cargo|дт|дебет|debe|h?out)/i.test(cell("side")) && !amount.startsWith("-");
  return isOut ? negated(amount) : amount;
}
