import { type Element, readXml as readTree, XmlError } from "#platform";

export { childNamed, childrenNamed, type Element } from "#platform";

/** Elements of what is asked of us; an answer to us may have more. */
const asked = 50_000;

/** Reads a document, its names in full: `{DAV:}prop`; null for what is none, or too deep or wide. */
export function readXml(text: string, mostElements = asked): Element | null {
  try {
    return readTree(text, { names: "full", deepest: 30, mostElements });
  } catch (error) {
    if (error instanceof XmlError) return null;
    throw error;
  }
}
