import { randomUUID } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { importLimits } from "../contract/limits.ts";
import { unreadable } from "./unreadable.ts";

/** A record as a file names its values. */
export type NamedCells = Iterable<readonly [heading: string, cell: string]>;

const pieceLength = 64 * 1024;

/**
 * Keeps records that do not all have the same columns in a file of its own until the last one has told which there are;
 * then gives them as rows under headings. `headings` come first, in their order, those of the records as they are met.
 */
export class RecordsAsRows {
  readonly #file: FileHandle;
  readonly #columns: Map<string, { readonly index: number; filled: boolean }>;
  #piece = "";
  #count = 0;

  static async open(folder: string, headings: readonly string[] = []): Promise<RecordsAsRows> {
    return new RecordsAsRows(await open(join(folder, randomUUID()), "wx+", 0o600), headings);
  }

  private constructor(file: FileHandle, headings: readonly string[]) {
    this.#file = file;
    this.#columns = new Map(headings.map((heading, index) => [heading, { index, filled: false }]));
  }

  get count(): number {
    return this.#count;
  }

  async add(record: NamedCells): Promise<void> {
    this.#count++;
    const cells: [number, string][] = [];
    for (const [heading, cell] of record) if (cell !== "") cells.push([this.#columnOf(heading), cell]);
    // A line of its own: these two signs end one for who reads it.
    this.#piece += `${JSON.stringify(cells).replace(/[\u2028\u2029]/g, (sign) => (sign === "\u2028" ? "\\u2028" : "\\u2029"))}\n`;
    if (this.#piece.length < pieceLength) return;
    await this.#file.write(this.#piece);
    this.#piece = "";
  }

  #columnOf(heading: string): number {
    let column = this.#columns.get(heading);
    if (!column) {
      if (this.#columns.size >= importLimits.columns) throw unreadable("columns", this.#count + 1);
      column = { index: this.#columns.size, filled: false };
      this.#columns.set(heading, column);
    }
    column.filled = true;
    return column.index;
  }

  /** The rows, headings first, without columns in which nothing stands. Read once. */
  async *rows(): AsyncGenerator<readonly string[]> {
    await this.#file.write(this.#piece);
    const filled = [...this.#columns].filter(([, column]) => column.filled);
    const places = new Map(filled.map(([, column], place) => [column.index, place]));
    yield filled.map(([heading]) => heading);
    for await (const line of this.#file.readLines({ start: 0 })) {
      const cells: string[] = filled.map(() => "");
      for (const [column, cell] of JSON.parse(line) as [number, string][])
        cells[places.get(column) ?? 0] = cell;
      yield cells;
    }
  }

  async close(): Promise<void> {
    await this.#file.close().catch(() => {});
  }
}
