import { SaxesParser } from "saxes";

/** An element with its name in full: `{DAV:}prop`. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

const deepest = 30;
/** Elements of what is asked of us; an answer to us may have more. */
const mostElements = 50_000;

/**
 * Reads a document; null for what is none, or too deep or wide. The parser knows the five entities of XML and no others:
 * what a document type declares is not even looked at, and a document that has one is refused.
 */
export function readXml(text: string, most = mostElements): Element | null {
  const parser = new SaxesParser({ xmlns: true });
  const open: { name: string; attributes: Record<string, string>; children: Element[]; text: string }[] = [];
  let root: Element | undefined;
  let count = 0;
  let wrong = false;
  parser.on("error", () => {
    wrong = true;
  });
  parser.on("doctype", () => {
    wrong = true;
  });
  parser.on("opentag", ({ uri, local, attributes }) => {
    wrong ||= open.length >= deepest || ++count > most;
    if (wrong) return;
    const said = Object.values(attributes).map((one) => [one.local, one.value] as const);
    open.push({ name: `{${uri}}${local}`, attributes: Object.fromEntries(said), children: [], text: "" });
  });
  const add = (more: string): void => {
    const inside = open.at(-1);
    if (inside) inside.text += more;
  };
  parser.on("text", add);
  parser.on("cdata", add);
  parser.on("closetag", () => {
    if (wrong) return;
    const closed = open.pop();
    if (!closed) return;
    const around = open.at(-1);
    if (around) around.children.push(closed);
    else root = closed;
  });
  for (let from = 0; from < text.length && !wrong; from += portion)
    parser.write(text.slice(from, from + portion));
  if (!wrong) parser.close();
  return wrong ? null : (root ?? null);
}

// So that what is wrong at its beginning is not read to its end.
const portion = 64 * 1024;

export function childNamed(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find((one) => one.name === name);
}

export function childrenNamed(element: Element | undefined, name: string): readonly Element[] {
  return element?.children.filter((one) => one.name === name) ?? [];
}
