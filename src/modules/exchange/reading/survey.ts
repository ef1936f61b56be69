import { hash } from "node:crypto";
import { AppError } from "#kernel/error";
import type { ColumnSurvey, Layout } from "../contract/imports.ts";
import { importLimits } from "../contract/limits.ts";
import { type FileRow, readRows } from "./rows.ts";

/** What is in a file, by one walk over it. */
export interface FileSurvey {
  /** Whether the first row holds headings. */
  readonly header: boolean;
  readonly columns: readonly ColumnSurvey[];
  /** Rows of data, without headings and blank lines. */
  readonly rows: number;
}

/**
 * Walks the whole file: headings, samples, and each column's distinct values with their counts. Whether the first row holds headings
 * it finds out by itself unless it is told.
 */
export async function surveyFile(path: string, layout: Layout, told?: boolean): Promise<FileSurvey> {
  let first: readonly string[] | undefined;
  let tally: Tally[] = [];
  let header = told ?? true;
  let count = 0;
  for await (const rows of readRows(path, layout)) {
    let data = rows;
    if (!first) {
      first = rows[0]?.cells ?? [];
      header = told ?? looksLikeHeadings(first);
      tally = first.map((cell, index) => newTally(header ? kept(cell.trim()) : "", index));
      if (header) data = rows.slice(1);
    }
    count += data.length;
    // Column by column, so that what it counts with is at hand.
    for (const column of tally) addTo(column, data);
  }
  if (!first || count === 0) throw new AppError("import_file_empty");
  return { header, columns: tally.map((column) => surveyOf(column)), rows: count };
}

/** Headings are words, each its own but for a few; a row with a number, a date or an address of mail is data already. */
export function looksLikeHeadings(cells: readonly string[]): boolean {
  const texts = cells.map((cell) => cell.trim()).filter((text) => text !== "");
  if (texts.some((text) => /^[-+]?[\d\s.,:/-]+$|@\S+\.\w|^https?:\/\//.test(text))) return false;
  if (texts.some((text) => text.length > 200)) return false;
  const distinct = new Set(texts.map((text) => text.toLowerCase())).size;
  // Fields that people make are called alike at times; of many columns a few may be.
  return distinct === texts.length || (texts.length >= 10 && distinct >= texts.length * 0.8);
}

interface Tally {
  readonly name: string;
  readonly index: number;
  readonly counts: Map<string, { count: number }>;
  filled: number;
  overflowed: boolean;
}

function newTally(name: string, index: number): Tally {
  return { name, index, counts: new Map(), filled: 0, overflowed: false };
}

function addTo(column: Tally, rows: readonly FileRow[]): void {
  const { index, counts } = column;
  for (const { cells } of rows) {
    let value = cells[index]?.trim();
    if (!value) continue;
    column.filled++;
    if (value.length > longestKept) value = abridged(value);
    const seen = counts.get(value);
    if (seen) seen.count++;
    else if (counts.size < importLimits.distinctValues) counts.set(value, { count: 1 });
    else column.overflowed = true;
  }
}

// By its beginning, and by all of it: thousands of long texts are not held until the end of the file. A copy, as a slice would keep its text alive.
const abridged = (value: string): string =>
  Buffer.from(value.slice(0, longestKept) + hash("sha256", value, "base64"), "utf16le").toString("utf16le");

function surveyOf(column: Tally): ColumnSurvey {
  const byCount = [...column.counts].sort((left, right) => right[1].count - left[1].count);
  return {
    index: column.index,
    name: column.name,
    filled: column.filled,
    samples: [...column.counts.keys()].slice(0, 5).map(kept),
    distinct: byCount.map(([value, { count }]) => ({ value: kept(value), count })),
    complete: !column.overflowed,
  };
}

const longestKept = 300;

// As the database can keep it: no half character, no character zero.
const kept = (value: string): string => value.slice(0, longestKept).replaceAll("\0", "\uFFFD").toWellFormed();
