import { type Element, readXml, XmlError } from "#platform";
import { Unreadable } from "../adapter.ts";

/** Namespaces of what we speak; where an element is looked for, its name stands in full: `{jabber:client}message`. */
export const spaces = {
  client: "jabber:client",
  stream: "http://etherx.jabber.org/streams",
  tls: "urn:ietf:params:xml:ns:xmpp-tls",
  sasl: "urn:ietf:params:xml:ns:xmpp-sasl",
  bind: "urn:ietf:params:xml:ns:xmpp-bind",
  stanzas: "urn:ietf:params:xml:ns:xmpp-stanzas",
  ping: "urn:xmpp:ping",
  receipts: "urn:xmpp:receipts",
  markers: "urn:xmpp:chat-markers:0",
  ids: "urn:xmpp:sid:0",
  outOfBand: "jabber:x:oob",
  delay: "urn:xmpp:delay",
  forward: "urn:xmpp:forward:0",
  archive: "urn:xmpp:mam:2",
  pages: "http://jabber.org/protocol/rsm",
  forms: "jabber:x:data",
  nick: "http://jabber.org/protocol/nick",
  correction: "urn:xmpp:message-correct:0",
} as const;

const signs: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** What no XML may hold is left out. */
const escaped = (text: string): string =>
  // oxlint-disable-next-line no-control-regex
  text
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, "")
    .replace(/[&<>"']/g, (sign) => signs[sign] ?? "");

type Attributes = Readonly<Record<string, string | undefined>>;

/** An element as text; what stands in it is elements that are text already, or words. */
export function xml(name: string, attributes: Attributes, inside: readonly string[] = []): string {
  const said = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escaped(value)}"`],
  );
  return `<${name}${said.join("")}>${inside.join("")}</${name}>`;
}

export const words = escaped;

/** What was read as it can be written down and read again. */
export function textOf({ name, attributes, children, text }: Element): string {
  const [, space = "", local = name] = /^\{(.*)\}(.*)$/.exec(name) ?? [];
  return xml(local, { xmlns: space, ...attributes }, [escaped(text), ...children.map(textOf)]);
}

/** What was written down. Throws `Unreadable`. */
export function elementIn(raw: Buffer): Element {
  try {
    return readXml(raw.toString("utf8"), { names: "full", deepest: 50, mostElements: 5000 });
  } catch (error) {
    if (error instanceof XmlError) throw new Unreadable("not a stanza of XMPP");
    throw error;
  }
}

/** An address without the device: `elena@example.org/phone` is `elena@example.org`. */
export const bare = (jid: string): string => jid.replace(/\/.*$/s, "").toLowerCase();
