import { SaxesParser, type SaxesTag, type SaxesTagNS } from "saxes";

/** An element with what stands in it. */
export interface Element {
  /** Without its prefix, or in full: `{DAV:}prop`. */
  readonly name: string;
  /** The line on which it begins. */
  readonly line: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

/** What a document may be like, and how its names are told. */
export interface XmlReading {
  readonly names: "local" | "full";
  readonly deepest: number;
  readonly mostElements: number;
}

/** Why a document is not read: it is broken, deeper or wider than it may be, or has a document type. */
export class XmlError extends Error {
  readonly line: number;
  readonly isDocumentType: boolean;

  constructor(line: number, isDocumentType = false) {
    super(`no document that is read, line ${line}`);
    this.line = line;
    this.isDocumentType = isDocumentType;
  }
}

type Open = { -readonly [Key in keyof Element]: Element[Key] } & {
  attributes: Record<string, string>;
  children: Element[];
};

// So that what is wrong at its beginning is not read to its end.
const portion = 64 * 1024;

/**
 * Reads a document. The parser knows the five entities of XML and no others; what a document type declares is not even
 * looked at, for one that has any is refused. Throws `XmlError`.
 */
export function readXml(text: string, { names, deepest, mostElements }: XmlReading): Element {
  const parser = new SaxesParser({ xmlns: names === "full", position: true });
  const open: Open[] = [];
  let root: Element | undefined;
  let count = 0;
  const fail = (isDocumentType = false): never => {
    throw new XmlError(parser.line, isDocumentType);
  };
  const add = (more: string): void => {
    const inside = open.at(-1);
    if (inside) inside.text += more;
  };
  parser.on("error", () => fail());
  parser.on("doctype", () => fail(true));
  parser.on("text", add);
  parser.on("cdata", add);
  parser.on("opentag", (tag) => {
    if (open.length >= deepest || ++count > mostElements) fail();
    open.push({ ...namedBy(tag), line: parser.line, children: [], text: "" });
  });
  parser.on("closetag", () => {
    const closed = open.pop();
    if (!closed) return;
    const around = open.at(-1);
    if (around) around.children.push(closed);
    else root = closed;
  });
  for (let from = 0; from < text.length; from += portion) parser.write(text.slice(from, from + portion));
  parser.close();
  return root ?? fail();
}

function namedBy(tag: SaxesTag): Pick<Open, "name" | "attributes"> {
  if (tag.uri === undefined)
    return {
      name: tag.name.slice(tag.name.indexOf(":") + 1),
      attributes: tag.attributes as Record<string, string>,
    };
  const said = Object.values(tag.attributes as SaxesTagNS["attributes"]).map(
    (one) => [one.local, one.value] as const,
  );
  return { name: `{${tag.uri}}${tag.local}`, attributes: Object.fromEntries(said) };
}

export function childNamed(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find((one) => one.name === name);
}

export function childrenNamed(element: Element | undefined, name: string): readonly Element[] {
  return element?.children.filter((one) => one.name === name) ?? [];
}
