import { SaxesParser } from "saxes";
import type { Allowance } from "./allowance.ts";
import { unreadable } from "./unreadable.ts";

/** What is heard of a document, names without their prefixes. */
export interface XmlListener<T> {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
  /** What was found since it was asked last. */
  readonly found: () => readonly T[];
}

/** How far a text or a tag is followed that does not end. */
const longest = 4 * 1024 * 1024;

/**
 * Reads a document piece by piece and gives what its listener finds. No entity is ever expanded: a document that declares
 * any, and one that is broken, is refused as `import_file_unreadable`.
 */
export async function* readXml<T>(
  bytes: AsyncIterable<Buffer>,
  listener: XmlListener<T>,
  allowance: Allowance,
): AsyncGenerator<T> {
  let silence = 0;
  const parser = parserFor(listener, () => {
    silence = 0;
  });
  const letters = new TextDecoder("utf-8");
  for await (const piece of allowance.counted(bytes)) {
    silence += piece.length;
    parser.write(letters.decode(piece, { stream: true }));
    if (silence > longest) throw unreadable("cell");
    yield* listener.found();
  }
  parser.write(letters.decode());
  parser.close();
  yield* listener.found();
}

function parserFor<T>(
  listener: XmlListener<T>,
  heard: () => void,
): SaxesParser<{ xmlns: false; position: false }> {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  parser.on("error", (error) => {
    throw unreadable("broken", 0, error);
  });
  parser.on("doctype", () => {
    throw unreadable("entities");
  });
  parser.on("opentag", ({ name, attributes }) => {
    heard();
    listener.open?.(local(name), withLocalNames(attributes));
  });
  parser.on("closetag", ({ name }) => {
    heard();
    listener.close?.(local(name));
  });
  parser.on("text", (text) => listener.text?.(text));
  parser.on("cdata", (text) => listener.text?.(text));
  return parser;
}

const local = (name: string): string => name.slice(name.indexOf(":") + 1);

function withLocalNames(attributes: Record<string, string>): Readonly<Record<string, string>> {
  for (const name of Object.keys(attributes))
    if (name.includes(":")) attributes[local(name)] ??= attributes[name] ?? "";
  return attributes;
}
