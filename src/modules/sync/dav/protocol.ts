import { AppError } from "#kernel/error";
import type { Actor, Protocol, ProtocolRequest, Runtime, Work } from "#records";
import { actorOfAppPassword } from "../app-passwords/using.ts";
import { wordsOf } from "../words.ts";
import { type DavAnswer, multiStatus, propStat, refusal } from "./answers.ts";
import { propertiesAsked } from "./asking.ts";
import { findProperties, type Titles } from "./finding-properties.ts";
import { memberNamed, userOf } from "./members.ts";
import { type Place, placeAt } from "./places.ts";
import { largestEntry } from "./properties.ts";
import { putEntry, type Refused, removeEntry } from "./putting.ts";
import { report } from "./reports.ts";
import { childrenNamed, readXml } from "../xml/reading.ts";
import { named, xml, xmlText } from "../xml/writing.ts";

const methods = [
  "OPTIONS",
  "GET",
  "HEAD",
  "PUT",
  "DELETE",
  "PROPFIND",
  "PROPPATCH",
  "REPORT",
  "MKCOL",
  "MKCALENDAR",
  "COPY",
  "MOVE",
  "POST",
] as const;
const allowed = "OPTIONS, GET, HEAD, PUT, DELETE, PROPFIND, PROPPATCH, REPORT";

/** Calendars and contacts for programs that speak CalDAV (RFC 4791) and CardDAV (RFC 6352). */
export const davProtocol: Protocol = {
  name: "dav",
  path: "/dav",
  methods,
  entrances: ["/.well-known/caldav", "/.well-known/carddav"],
  bodyLimit: 2 * largestEntry,
  challenge: 'Basic realm="Rapport", charset="UTF-8"',
  source: "sync",
  authenticate: actorOfAppPassword,
  answer,
};

async function answer(runtime: Runtime, actor: Actor, request: ProtocolRequest): Promise<DavAnswer> {
  if (request.method === "OPTIONS")
    return {
      status: 200,
      headers: { allow: allowed, dav: "1, 3, access-control, calendar-access, addressbook" },
    };
  const place = placeAt(request.path, actor.userId ?? "");
  if (!place) throw new AppError("not_found");
  const writes = request.method === "PUT" || request.method === "DELETE";
  const open = writes ? runtime.run : runtime.read;
  return open(actor, "sync", (work) => answerAt(work, place, request));
}

async function answerAt(work: Work, place: Place, request: ProtocolRequest): Promise<DavAnswer> {
  const { method, body, headers } = request;
  switch (method) {
    case "PROPFIND":
      return findProperties(work, place, {
        body,
        deep: headers["depth"] !== "0",
        titles: await titlesOf(work),
      });
    case "REPORT":
      return place.kind === "collection"
        ? report(work, place.collection, body)
        : refusal(403, "d:supported-report");
    case "PROPPATCH":
      return refusePropertiesOf(request);
    case "GET":
    case "HEAD":
      return place.kind === "entry" ? read(work, place, headers["if-none-match"]) : notHere();
    case "PUT":
      return place.kind === "entry" ? put(work, place, request) : notHere();
    case "DELETE":
      if (place.kind !== "entry") throw new AppError("not_allowed");
      await removeEntry(work, place.collection, place.name, { match: headers["if-match"] });
      return { status: 204 };
    case "MKCOL":
    case "MKCALENDAR":
      throw new AppError("not_allowed");
    default:
      return notHere();
  }
}

type Entry = Extract<Place, { kind: "entry" }>;

async function read(work: Work, { collection, name }: Entry, known: string | undefined): Promise<DavAnswer> {
  const member = await memberNamed(work, collection, name);
  if (!member) throw new AppError("not_found");
  const headers = { etag: member.tag, "content-type": `${collection.form.mediaType}; charset=utf-8` };
  if (known?.includes(member.tag)) return { status: 304, headers };
  return { status: 200, headers, body: member.body };
}

async function put(
  work: Work,
  { collection, name }: Entry,
  { body, headers }: ProtocolRequest,
): Promise<DavAnswer> {
  const isBook = collection.form.component === "VCARD";
  if (Buffer.byteLength(body) > largestEntry)
    return refusal(403, isBook ? "card:max-resource-size" : "cal:max-resource-size");
  const guard = { match: headers["if-match"], noneMatch: headers["if-none-match"] };
  const kept = await putEntry(work, collection, { name, body, ...guard });
  if (kept === "no_room") return refusal(507, "d:quota-not-exceeded");
  if (typeof kept === "string") return refusal(403, conditions[kept][isBook ? "book" : "calendar"]);
  return { status: kept.made ? 201 : 204, ...(kept.tag && { headers: { etag: kept.tag } }) };
}

const conditions: Readonly<
  Record<Exclude<Refused, "no_room">, { readonly book: string; readonly calendar: string }>
> = {
  invalid: { book: "card:valid-address-data", calendar: "cal:valid-calendar-data" },
  other_component: { book: "card:supported-address-data", calendar: "cal:supported-calendar-component" },
  uid_taken: { book: "card:no-uid-conflict", calendar: "cal:no-uid-conflict" },
};

// Colours and names that a program wants to keep of our collections it keeps itself.
function refusePropertiesOf({ path, body }: ProtocolRequest): DavAnswer {
  const asked = readXml(body);
  if (asked?.name !== "{DAV:}propertyupdate") throw new AppError("body_invalid");
  const names = propertiesAsked(
    asked.children.flatMap((one) => childrenNamed(one, "{DAV:}prop").flatMap(({ children }) => children)),
  );
  return multiStatus([
    xml("d:response", xml("d:href", xmlText(path)), propStat(names.map(named), "403 Forbidden")),
  ]);
}

function notHere(): DavAnswer {
  return { status: 405, headers: { allow: allowed } };
}

async function titlesOf(work: Work): Promise<Titles> {
  const { collections } = wordsOf(work.actor.locale).sync;
  const user = await work.db
    .selectFrom("users")
    .select("name")
    .where("id", "=", userOf(work))
    .executeTakeFirst();
  return { ...collections, user: user?.name ?? "" };
}
