import { pipeline, Readable } from "node:stream";
import { CsvError, type Parser, parse } from "csv-parse";
import iconv from "iconv-lite";
import type { Layout } from "../contract/imports.ts";
import { type Encoding, importLimits } from "../contract/limits.ts";
import { cutRecords } from "./cutting-records.ts";
import { unreadable } from "./unreadable.ts";

// A character of a string is three bytes of UTF-8 at most, in which csv-parse counts.
const bytesOfCharacter = 3;

/**
 * The records of delimited text as csv-parse reads them, some at a time: what is well formed is cut by ourselves, and from a record on that is
 * long or has a quote that is never closed csv-parse has the word. Throws `import_file_unreadable` with the record where it stopped.
 */
export async function* recordsOf(
  bytes: Readable,
  { encoding, delimiter }: Pick<Layout, "encoding" | "delimiter">,
  mostBytes: number = importLimits.rowLength,
): AsyncGenerator<readonly string[][]> {
  const pieces = decoded(bytes, encoding);
  const longest = mostBytes / bytesOfCharacter;
  let rest = "";
  let lookedThrough = 0;
  let before = 0;
  try {
    for (let isEnd = false; !isEnd; ) {
      const next = await pieces.next();
      isEnd = next.done === true;
      rest += next.value ?? "";
      // A long record is looked through again when twice as much of it is there, not with each piece.
      if (!isEnd && rest.length < 2 * lookedThrough) continue;
      const { records, end } = cutRecords(rest, { delimiter, longest, isEnd });
      if (records.length > 0) yield records;
      before += records.length;
      rest = rest.slice(end);
      lookedThrough = rest.length;
      if (rest.length <= longest && !(isEnd && rest !== "")) continue;
      yield* parsed(continued(rest, pieces), { delimiter, mostBytes, before });
      return;
    }
  } finally {
    await pieces.return(undefined);
  }
}

/** The text without byte order marks, whatever is no text replaced. */
async function* decoded(bytes: Readable, encoding: Encoding): AsyncGenerator<string, undefined> {
  const decoder = decoderOf(encoding);
  // Programs that put files together leave two.
  let marks = 2;
  let half = "";
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    let text = half + decoder.write(chunk);
    // A character beyond the first 65,536 may be in two chunks, and its halves are none.
    half = isFirstHalf(text.charCodeAt(text.length - 1)) ? text.slice(-1) : "";
    text = text.slice(0, text.length - half.length).toWellFormed();
    for (; marks > 0 && text.startsWith("\uFEFF"); marks--) text = text.slice(1);
    if (text === "") continue;
    marks = 0;
    yield text;
  }
  yield (half + (decoder.end() ?? "")).toWellFormed();
}

const isFirstHalf = (code: number): boolean => code >= 0xd800 && code < 0xdc00;

type Decoder = Pick<iconv.DecoderStream, "write" | "end">;

// Iconv reads UTF-8 as well, in six times the time where letters are not Latin ones.
function decoderOf(encoding: Encoding): Decoder {
  if (encoding !== "utf-8") return iconv.getDecoder(encoding, { stripBOM: false });
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  return { write: (chunk) => decoder.decode(chunk, { stream: true }), end: () => decoder.decode() };
}

async function* continued(first: string, pieces: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield* pieces;
}

interface ParseOptions {
  readonly delimiter: string;
  readonly mostBytes: number;
  /** Records that were read before these. */
  readonly before: number;
}

async function* parsed(
  pieces: AsyncIterable<string>,
  { delimiter, mostBytes, before }: ParseOptions,
): AsyncGenerator<readonly string[][]> {
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    max_record_size: mostBytes,
  });
  pipeline(Readable.from(pieces), parser, () => {
    // The error reaches the loop below through the parser.
  });
  try {
    for await (const cells of parser as AsyncIterable<string[]>) yield [cells];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw unreadable(reasonOf(error, parser), before + parser.info.records + 1, error);
  }
}

interface ParserState {
  readonly quoting?: boolean;
  readonly record?: readonly unknown[];
}

function reasonOf({ code }: CsvError, parser: Parser): string {
  if (code === "CSV_QUOTE_NOT_CLOSED") return "quote";
  if (code !== "CSV_MAX_RECORD_SIZE") return "broken";
  // Too long for a row: it has swallowed those below it, has cells without end, or one that is too long by itself.
  const { quoting = false, record = [] } = ("state" in parser ? parser.state : {}) as ParserState;
  if (quoting) return "quote";
  return record.length > importLimits.columns ? "columns" : "cell";
}
