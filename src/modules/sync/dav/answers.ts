import { document, named, xml, xmlText } from "../xml/writing.ts";
import type { Properties } from "./properties.ts";

/** What goes out: a status, headers and a text. */
export interface DavAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Several answers in one (RFC 4918, 13). */
export function multiStatus(responses: readonly string[], ...more: readonly string[]): DavAnswer {
  return xmlAnswer(207, document("d:multistatus", ...responses, ...more));
}

/** Why something is refused, as the name of the condition that does not hold (RFC 4918, 16). */
export function refusal(status: 403 | 409 | 507, condition: string): DavAnswer {
  return xmlAnswer(status, document("d:error", xml(condition)));
}

export function gone(href: string): string {
  return xml("d:response", xml("d:href", xmlText(href)), xml("d:status", "HTTP/1.1 404 Not Found"));
}

/** The properties asked for, of one address; those that are not there are named as such. */
export async function described(
  href: string,
  properties: Properties,
  asked: readonly string[],
  { namesOnly = false } = {},
): Promise<string> {
  const known = asked.filter((name) => Object.hasOwn(properties, name));
  const unknown = asked.filter((name) => !Object.hasOwn(properties, name));
  const found = await Promise.all(
    known.map(async (name) => (namesOnly ? named(name) : ((await properties[name]?.()) ?? ""))),
  );
  return xml(
    "d:response",
    xml("d:href", xmlText(href)),
    found.length > 0 || unknown.length === 0 ? propStat(found, "200 OK") : "",
    unknown.length > 0 ? propStat(unknown.map(named), "404 Not Found") : "",
  );
}

export function propStat(properties: readonly string[], status: string): string {
  return xml("d:propstat", xml("d:prop", ...properties), xml("d:status", `HTTP/1.1 ${status}`));
}

function xmlAnswer(status: number, body: string): DavAnswer {
  return { status, headers: { "content-type": "application/xml; charset=utf-8" }, body };
}
