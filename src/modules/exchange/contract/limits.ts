/** How much of a file we take in; beyond it the answer is a clear refusal, never a slow or fat process. */
export const importLimits = {
  fileBytes: 500 * 1024 * 1024,
  rows: 5_000_000,
  columns: 2000,
  cellLength: 100_000,
  /** Characters of one row; also how far an unclosed quote is followed. */
  rowLength: 1_000_000,
  /** Distinct values of a column that are counted and offered for mapping. */
  distinctValues: 2000,
  filesInSession: 20,
  /** What may come out of one file that is packed: a workbook, an archive. */
  unpackedBytes: 2 * 1024 * 1024 * 1024,
  /** How long the reading of such a file may take. */
  readingSeconds: 300,
  filesInArchive: 20_000,
} as const;

export const encodings = [
  "utf-8",
  "utf-16le",
  "utf-16be",
  "windows-1251",
  "windows-1252",
  "windows-1250",
  "koi8-r",
  "macintosh",
  "maccyrillic",
  "cp850",
  "cp866",
] as const;
export type Encoding = (typeof encodings)[number];

export const delimiters = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof delimiters)[number];
