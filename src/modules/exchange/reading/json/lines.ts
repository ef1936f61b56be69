import iconv from "iconv-lite";
import type { Encoding } from "../../contract/limits.ts";
import { importLimits } from "../../contract/limits.ts";
import { unreadable } from "../unreadable.ts";
import { type Element, parsed } from "./elements.ts";

/** Whether the first line is a record by itself and another comes behind it. */
export function isByLine(sample: Buffer, encoding: Encoding): boolean {
  const [first = "", second] = iconv
    .decode(sample, encoding)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "");
  if (second === undefined) return false;
  try {
    return typeof JSON.parse(first) === "object";
  } catch {
    return false;
  }
}

/** A record a line (JSON Lines). Throws `import_file_unreadable` with the number of the line. */
export async function* recordsByLine(text: AsyncIterable<string>): AsyncGenerator<Element> {
  let number = 0;
  for await (const line of linesOf(text)) {
    number++;
    if (line.trim() !== "") yield { list: "", value: parsed(line, number), length: line.length };
  }
}

async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  let number = 0;
  for await (const piece of text) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      number++;
      yield line;
    }
    if (rest.length > importLimits.rowLength) throw unreadable("cell", number + 1);
  }
  yield rest;
}
