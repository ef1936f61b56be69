import { SaxesParser } from "saxes";
import { AppError } from "#kernel/error";
import { brokenAt } from "./broken-file.ts";

/** An element by its local name, with the line on which it begins: a statement is told wrong where it is. */
export interface Element {
  readonly name: string;
  readonly line: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

const deepest = 40;
const mostElements = 3_000_000;

/** Reads a document. One with a document type, which alone can declare entities, is refused; so is a broken one. */
export function readTree(text: string): Element {
  const parser = new SaxesParser<{ xmlns: false; position: true }>({ xmlns: false, position: true });
  const open: {
    name: string;
    line: number;
    attributes: Record<string, string>;
    children: Element[];
    text: string;
  }[] = [];
  let root: Element | undefined;
  let count = 0;
  const fail = (): never => {
    throw brokenAt(parser.line, "xml");
  };
  parser.on("error", fail);
  parser.on("doctype", () => {
    throw new AppError("bank_file_unreadable");
  });
  parser.on("opentag", ({ name, attributes }) => {
    if (open.length >= deepest || ++count > mostElements) fail();
    open.push({ name: local(name), line: parser.line, attributes, children: [], text: "" });
  });
  const add = (more: string): void => {
    const inside = open.at(-1);
    if (inside) inside.text += more;
  };
  parser.on("text", add);
  parser.on("cdata", add);
  parser.on("closetag", () => {
    const closed = open.pop();
    if (!closed) return;
    const around = open.at(-1);
    if (around) around.children.push(closed);
    else root = closed;
  });
  parser.write(text).close();
  return root ?? fail();
}

const local = (name: string): string => name.slice(name.indexOf(":") + 1);

/** The element that a path of names leads to, each the first of its kind. */
export function at(element: Element | undefined, path: string): Element | undefined {
  let found = element;
  for (const name of path.split("/")) found = found?.children.find((one) => one.name === name);
  return found;
}

export function textAt(element: Element | undefined, path: string): string | undefined {
  return at(element, path)?.text.trim() || undefined;
}

export function all(element: Element | undefined, name: string): readonly Element[] {
  return element?.children.filter((one) => one.name === name) ?? [];
}
