/** The namespaces that we speak, by the prefix under which they stand. */
export const namespaces = {
  d: "DAV:",
  cal: "urn:ietf:params:xml:ns:caldav",
  card: "urn:ietf:params:xml:ns:carddav",
  cs: "http://calendarserver.org/ns/",
} as const;

/** An element by its name with a prefix, around what is XML already. */
export function xml(name: string, ...inside: readonly string[]): string {
  const content = inside.join("");
  return content === "" ? `<${name}/>` : `<${name}>${content}</${name.split(" ", 1)[0]}>`;
}

/** A text as it stands in an element or an attribute. Signs that XML does not know are left out. */
export function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/[&<>"\r]/g, (sign) => escapes[sign] ?? sign);
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
};

/** A whole document with one element. */
export function document(name: string, ...inside: readonly string[]): string {
  const spaces = Object.entries(namespaces).map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`);
  return `<?xml version="1.0" encoding="utf-8"?>\n${xml(name + spaces.join(""), ...inside)}`;
}

/** An empty element of any name in full: what somebody asked for that we do not have. */
export function named(fullName: string): string {
  const [, uri = "", local = ""] = /^\{(.*)\}([\w.-]+)$/.exec(fullName) ?? [];
  const prefix = Object.entries(namespaces).find(([, one]) => one === uri)?.[0];
  if (local === "") return "";
  return prefix ? `<${prefix}:${local}/>` : `<x:${local} xmlns:x="${xmlText(uri)}"/>`;
}
