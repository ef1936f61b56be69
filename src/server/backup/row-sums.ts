import { hash } from "node:crypto";
import type pg from "pg";
import { type TableShape, tableName } from "./contents.ts";
import { copyOut } from "./copying.ts";
import { tableWithColumns } from "./table-rows.ts";
import type { Receiver } from "./walking.ts";

/** Of a table its rows added up, the same in whatever order they lie: a database puts rows where there is room. */
export interface RowSum {
  readonly rows: number;
  /** 192 bits: the SHA-256 of each row, the first 24 bytes of it added in four parts. */
  readonly sum: string;
}

export type RowSums = Map<string, RowSum>;

/** The same receiver, which also adds up what comes in. */
export function summing(receiver: Receiver, sums: RowSums): Receiver {
  return {
    ...receiver,
    async table(table, content) {
      const adding = addUp();
      const rows = await receiver.table(table, added(content, adding));
      sums.set(tableName(table), adding.result());
      return rows;
    },
  };
}

/** What is in a table now. */
export async function sumOfTable(client: pg.Client, table: TableShape): Promise<RowSum> {
  const adding = addUp();
  for await (const rows of copyOut(client, `copy ${tableWithColumns(table)} to stdout`)) adding.add(rows);
  return adding.result();
}

/** The rows in portions of about a megabyte that end where a row ends; in the text of COPY each is a line. */
export async function* wholeLines(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let [held, length]: [Buffer[], number] = [[], 0];
  for await (const chunk of content) {
    const end = length + chunk.length < portion ? 0 : chunk.lastIndexOf(newLine) + 1;
    if (end > 0) {
      yield Buffer.concat([...held, chunk.subarray(0, end)]);
      [held, length] = [[], 0];
    }
    held.push(Buffer.from(chunk.subarray(end)));
    length += chunk.length - end;
  }
  if (length > 0) yield Buffer.concat(held);
}

const portion = 1024 * 1024;
const newLine = 10;

async function* added(content: AsyncIterable<Buffer>, adding: Adding): AsyncGenerator<Buffer> {
  for await (const lines of wholeLines(content)) {
    adding.add(lines);
    yield lines;
  }
}

interface Adding {
  /** Whole lines. */
  add(lines: Buffer): void;
  result(): RowSum;
}

function addUp(): Adding {
  const sums = [0, 0, 0, 0];
  let rows = 0;
  return {
    add(lines) {
      for (let begin = 0; begin < lines.length; rows++) {
        const end = lines.indexOf(newLine, begin);
        const digest = hash("sha256", lines.subarray(begin, end), "buffer");
        for (const [at, sum] of sums.entries()) sums[at] = (sum + digest.readUIntBE(at * 6, 6)) % 2 ** 48;
        begin = end + 1;
      }
    },
    result: () => ({ rows, sum: sums.map((sum) => sum.toString(16).padStart(12, "0")).join("") }),
  };
}
