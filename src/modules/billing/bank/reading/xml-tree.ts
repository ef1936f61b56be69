import { AppError } from "#kernel/error";
import { childNamed, type Element, readXml, XmlError } from "#platform";
import { brokenAt } from "./broken-file.ts";

/** Reads a bank's document, names without their prefixes. A broken one is told wrong where it is; one with a document type is none. */
export function readTree(text: string): Element {
  try {
    return readXml(text, { names: "local", deepest: 40, mostElements: 3_000_000 });
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    throw error.isDocumentType ? new AppError("bank_file_unreadable") : brokenAt(error.line, "xml");
  }
}

/** The element that a path of names leads to, each the first of its kind. */
export function at(element: Element | undefined, path: string): Element | undefined {
  return path.split("/").reduce(childNamed, element);
}

export function textAt(element: Element | undefined, path: string): string | undefined {
  return at(element, path)?.text.trim() || undefined;
}
