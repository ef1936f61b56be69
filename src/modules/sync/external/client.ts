import { type EgressAnswer, openEgress } from "#platform";
import type { RuntimeSettings } from "#records";
import { childNamed, childrenNamed, type Element, readXml } from "../xml/reading.ts";
import { document, named, xml, xmlText } from "../xml/writing.ts";
import { CalendarTrouble } from "./trouble.ts";

/** Where a calendar is elsewhere, and how one signs in there. */
export interface Access {
  readonly address: string;
  readonly userName: string;
  readonly password: string;
}

/** What a server says of one address. */
export interface Told {
  /** In full. */
  readonly address: string;
  readonly isThere: boolean;
  readonly properties: ReadonlyMap<string, Element>;
}

/** A CalDAV server elsewhere, as far as we ask anything of one. Throws `CalendarTrouble` and `EgressError`. */
export interface DavServer {
  find(address: string, properties: readonly string[], depth: 0 | 1): Promise<readonly Told[]>;
  /** Entries by their addresses. */
  read(address: string, entries: readonly string[]): Promise<readonly Told[]>;
  /** Puts an entry; `tag` null: it is to be made. */
  put(address: string, body: string, tag: string | null): Promise<Written>;
  remove(address: string, tag: string | null): Promise<Written>;
}

/**
 * What became of writing an entry: it was done, with the tag where one is told; it is `another` by now; or the server does not take it, as one
 * that only lets read: that says nothing of the others, or of the password.
 */
export type Written = { readonly tag: string | null } | "another" | "refused";

const largestAnswer = 20 * 1024 * 1024;
const mostElements = 500_000;
const patience = { connect: 10_000, answer: 30_000, whole: 60_000 };

export function openDavServer(
  settings: RuntimeSettings,
  { userName, password }: Omit<Access, "address">,
): DavServer {
  const egress = openEgress(settings);
  const authorization = `Basic ${Buffer.from(`${userName}:${password}`).toString("base64")}`;
  const send = async (
    method: "PROPFIND" | "REPORT" | "PUT" | "DELETE",
    address: string,
    { body, headers }: { readonly body?: string; readonly headers?: Readonly<Record<string, string>> },
  ): Promise<EgressAnswer> => {
    if (!mayCarryPassword(settings, address)) throw new CalendarTrouble("address");
    const answer = await egress.send({
      method,
      address,
      headers: { authorization, ...headers },
      ...(body !== undefined && { body }),
      redirects: 3,
      answerBytes: largestAnswer,
      patience,
    });
    if (answer.status === 401) throw new CalendarTrouble("sign_in");
    if (isAway(answer.status)) throw new CalendarTrouble("unreachable");
    return answer;
  };
  const write = async (
    method: "PUT" | "DELETE",
    address: string,
    told: { readonly body?: string; readonly headers?: Readonly<Record<string, string>> },
  ): Promise<Written> => {
    const { status, headers } = await send(method, address, told);
    if (status >= 200 && status <= 299) return { tag: headers["etag"] ?? null };
    return status === 412 || status === 409 ? "another" : "refused";
  };
  const ask = async (method: "PROPFIND" | "REPORT", address: string, depth: 0 | 1, body: string) => {
    const headers = { "content-type": "application/xml; charset=utf-8", depth: String(depth) };
    const answer = await send(method, address, { body, headers });
    if (answer.status === 403) throw new CalendarTrouble("sign_in");
    if (answer.status >= 500) throw new CalendarTrouble("unreachable");
    if (answer.status === 404 || answer.status === 410) throw new CalendarTrouble("gone");
    if (answer.status !== 207 || !answer.complete) throw new CalendarTrouble("answer");
    return toldIn(answer);
  };
  return {
    find: (address, properties, depth) =>
      ask("PROPFIND", address, depth, document("d:propfind", xml("d:prop", ...properties.map(named)))),
    read: (address, entries) => {
      const hrefs = entries.map((entry) => xml("d:href", xmlText(new URL(entry).pathname)));
      const wanted = xml("d:prop", xml("d:getetag"), xml("cal:calendar-data"));
      return ask("REPORT", address, 1, document("cal:calendar-multiget", wanted, ...hrefs));
    },
    put(address, body, tag) {
      const guard: Record<string, string> = tag === null ? { "if-none-match": "*" } : { "if-match": tag };
      const headers = { ...guard, "content-type": "text/calendar; charset=utf-8" };
      return write("PUT", address, { body, headers });
    },
    remove: (address, tag) => write("DELETE", address, { headers: tag === null ? {} : { "if-match": tag } }),
  };
}

// What a server says that is not there just now, or asked too often. Any other failure may be of the one entry that was sent.
const isAway = (status: number): boolean => status === 429 || (status >= 502 && status <= 504);

/** A password does not travel for everybody to read, but where the operator has opened a way. */
export function mayCarryPassword({ egressAllow = [] }: RuntimeSettings, address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === "https:" || egressAllow.some(({ host }) => host === url?.hostname);
}

function toldIn({ body, address }: EgressAnswer): Told[] {
  const whole = readXml(body.toString("utf8"), mostElements);
  if (whole?.name !== "{DAV:}multistatus") throw new CalendarTrouble("answer");
  return childrenNamed(whole, "{DAV:}response").flatMap((response) => {
    const href = URL.parse(childNamed(response, "{DAV:}href")?.text.trim() ?? "", address)?.href;
    // What a server says of another one is none of its business.
    if (!href || new URL(href).origin !== new URL(address).origin) return [];
    const isThere = !/ 404\b/.test(childNamed(response, "{DAV:}status")?.text ?? "");
    const found = childrenNamed(response, "{DAV:}propstat").filter((one) =>
      / 200\b/.test(childNamed(one, "{DAV:}status")?.text ?? ""),
    );
    const properties = found.flatMap((one) => childNamed(one, "{DAV:}prop")?.children ?? []);
    return [{ address: href, isThere, properties: new Map(properties.map((one) => [one.name, one])) }];
  });
}
