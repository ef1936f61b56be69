import { Readable } from "node:stream";
import type { AppError } from "#kernel/error";
import { type CsvError, parse } from "csv-parse";
import fc from "fast-check";
import iconv from "iconv-lite";
import { expect, test } from "vitest";
import { delimiters, encodings, importLimits } from "../contract/limits.ts";
import { recordsOf } from "./records.ts";

type Layout = Parameters<typeof recordsOf>[1];

interface Answer {
  readonly records: readonly string[][];
  /** Why and at which record reading stopped. */
  readonly stop?: { readonly reason: string; readonly row: number };
}

const letters = ["a", "bc ", "thirteen letters and more", "é", "Ж", "😀", "\u2028", "\0", "\uFEFF", " "];
const signs = ['"', '"', '"', '""', '",', '\n"', "\n", "\r", "\r\n", "\n\n", "sep=;", ...delimiters];

const files = fc.record({
  text: fc
    .array(fc.oneof(fc.constantFrom(...signs), fc.constantFrom(...letters)), { maxLength: 40 })
    .map((pieces) => pieces.join("")),
  /** Bytes at the end that are no text, or only half of it. */
  noise: fc.oneof(fc.constant(new Uint8Array()), fc.uint8Array({ maxLength: 4 })),
  mark: fc.constantFrom("", "", "\uFEFF", "\uFEFF\uFEFF"),
  encoding: fc.constantFrom(...encodings),
  delimiter: fc.constantFrom(...delimiters),
  longest: fc.constantFrom(8, 30, 150, importLimits.rowLength),
  cuts: fc.oneof(fc.constant([1]), fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1 })),
});

test("whatever stands in a file, and wherever it is cut into pieces, is read as csv-parse reads it", async () => {
  await fc.assert(
    fc.asyncProperty(files, async ({ text, noise, mark, longest, cuts, ...layout }) => {
      const bytes = Buffer.concat([iconv.encode(mark + text, layout.encoding), noise]);
      const plain = await readPlainly(bytes, layout, longest);
      const ours = await read(cutAt(bytes, cuts), layout, longest);
      expect(ours.stop).toEqual(plain.stop);
      // What csv-parse had read before it stopped need not have reached us.
      expect(ours.records).toEqual(plain.stop ? plain.records.slice(0, ours.records.length) : plain.records);
    }),
    { numRuns: 800 },
  );
});

const full = importLimits.rowLength;
test.each([
  ["as long as may be", `a,b\n${"x".repeat(full - 1)},yz\n1,2\n`],
  ["a letter longer", `a,b\n${"x".repeat(full - 1)},yz1\n1,2\n`],
  ["longer in letters of two bytes", `a,b\n${"я".repeat(full / 2 + 2)}\n1,2\n`],
  ["in quotes, and as long as may be", `a,b\n"${'""'.repeat(full / 2 + 2)}",z\n1,2\n`],
  ["of more columns than may be", `a,b\n${"columns,".repeat(full / 7 + 2)}\n1,2\n`],
  ["in quotes that are never closed", `a,b\n1,"${"x\n".repeat(full)}`],
])("a record %s is read or refused as csv-parse does", async (_case, text) => {
  const layout = { encoding: "utf-8", delimiter: "," } as const;
  const bytes = Buffer.from(text);
  expect(await read(cutAt(bytes, [65_536]), layout)).toEqual(await readPlainly(bytes, layout));
});

async function read(pieces: Iterable<Buffer>, layout: Layout, longest?: number): Promise<Answer> {
  const records: string[][] = [];
  try {
    for await (const some of recordsOf(Readable.from(pieces), layout, longest)) records.push(...some);
  } catch (error) {
    return { records, stop: (error as AppError).details.params as unknown as Required<Answer>["stop"] };
  }
  return { records };
}

function* cutAt(bytes: Buffer, cuts: readonly number[]): Generator<Buffer> {
  for (let [at, turn] = [0, 0]; at < bytes.length; turn++) {
    const length = cuts[turn % cuts.length] ?? 1;
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

/** By csv-parse alone, the whole at once. */
function readPlainly(
  bytes: Buffer,
  { encoding, delimiter }: Layout,
  longest: number = full,
): Promise<Answer> {
  const records: string[][] = [];
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    max_record_size: longest,
    on_record: (record: string[]) => void records.push(record),
  });
  return new Promise((resolve) => {
    parser.on("error", ({ code }: CsvError) => {
      const { quoting, record } = (parser as unknown as { state: { quoting: boolean; record: string[] } })
        .state;
      const tooLong = record.length > importLimits.columns ? "columns" : "cell";
      const reason = code === "CSV_QUOTE_NOT_CLOSED" || quoting ? "quote" : tooLong;
      resolve({ records, stop: { reason, row: parser.info.records + 1 } });
    });
    parser.on("end", () => resolve({ records }));
    parser.resume().end(iconv.decode(bytes, encoding));
  });
}
