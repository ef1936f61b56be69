import { AppError } from "#kernel/error";
import type { Work } from "#records";
import { readComponent } from "../entries/lines.ts";
import { childNamed, childrenNamed, type Element, readXml } from "../xml/reading.ts";
import { xml } from "../xml/writing.ts";
import { type DavAnswer, described, gone, multiStatus, refusal } from "./answers.ts";
import { assertFilterSize, propertiesAsked } from "./asking.ts";
import type { Collection } from "./collections.ts";
import { isInBookFilter, isInCalendarFilter } from "./filters.ts";
import { type Member, memberNamed, membersOf, mostMembers, namesOf, readerOf, userOf } from "./members.ts";
import { entryHref, placeAt } from "./places.ts";
import { propertiesOfEntry } from "./properties.ts";
import { changedSince, onceMine, tokenNow } from "./sync-tokens.ts";

const cal = (name: string) => `{urn:ietf:params:xml:ns:caldav}${name}`;
const card = (name: string) => `{urn:ietf:params:xml:ns:carddav}${name}`;

/** REPORT on a collection: entries by their addresses, by a filter, or by what changed. */
export async function report(work: Work, collection: Collection, body: string): Promise<DavAnswer> {
  const asked = readXml(body);
  if (!asked) throw new AppError("body_invalid");
  const isBook = collection.form.component === "VCARD";
  const prop = childNamed(asked, "{DAV:}prop");
  const report = { collection, asked, names: prop ? propertiesAsked(prop.children) : ["{DAV:}getetag"] };
  switch (asked.name) {
    case "{DAV:}sync-collection":
      return changesIn(work, report);
    case isBook ? card("addressbook-multiget") : cal("calendar-multiget"):
      return named(work, report);
    case isBook ? card("addressbook-query") : cal("calendar-query"):
      return filtered(work, report);
    default:
      return refusal(403, "d:supported-report");
  }
}

interface Report {
  readonly collection: Collection;
  readonly asked: Element;
  /** Of the properties that are asked for. */
  readonly names: readonly string[];
}

async function named(work: Work, report: Report): Promise<DavAnswer> {
  const { collection, asked } = report;
  const hrefs = childrenNamed(asked, "{DAV:}href").map(({ text }) => text.trim());
  if (hrefs.length > mostMembers) return refusal(507, "d:number-of-matches-within-limits");
  // Those of which a record has the name are read together; the others are looked up by their own.
  const all = await membersByName(work, collection, hrefs.length);
  const responses: string[] = [];
  for (const href of hrefs) {
    const place = placeAt(pathOf(href), userOf(work));
    const name = place?.kind === "entry" && place.collection === collection ? place.name : undefined;
    const member =
      name === undefined ? undefined : all ? all.get(name) : await memberNamed(work, collection, name);
    responses.push(member ? await entryResponse(work, report, member) : gone(href));
  }
  return multiStatus(responses);
}

/** All of them, where so many are asked for that this costs less. */
async function membersByName(work: Work, collection: Collection, asked: number) {
  if (asked < 20) return undefined;
  return new Map((await membersOf(work, collection)).map((member) => [member.name, member]));
}

const pathOf = (href: string): string => URL.parse(href, "http://local")?.pathname ?? href;

async function filtered(work: Work, report: Report): Promise<DavAnswer> {
  const { collection, asked } = report;
  const isBook = collection.form.component === "VCARD";
  const filter = childNamed(asked, isBook ? card("filter") : cal("filter"));
  assertFilterSize(filter);
  const { timeZone } = readerOf(work);
  const found = (await membersOf(work, collection)).filter(({ body }) => {
    const whole = readComponent(body);
    return whole && (isBook ? isInBookFilter(filter, whole) : isInCalendarFilter(filter, whole, timeZone));
  });
  return multiStatus(await Promise.all(found.map((member) => entryResponse(work, report, member))));
}

async function changesIn(work: Work, report: Report): Promise<DavAnswer> {
  const { collection, asked } = report;
  const token = childNamed(asked, "{DAV:}sync-token")?.text.trim() ?? "";
  if (token === "") {
    // The token first: what changes while one reads is told the next time.
    const now = await tokenNow(work);
    const members = await membersOf(work, collection);
    const responses = members.map((member) => entryResponse(work, report, member));
    return multiStatus(await Promise.all(responses), xml("d:sync-token", now));
  }
  const since = await changedSince(work, collection, token);
  if (!since) return refusal(403, "d:valid-sync-token");
  const members = await membersOf(work, collection, since.ids);
  const there = new Set(members.map(({ subject }) => subject.record.id));
  const left = await onceMine(
    work,
    collection,
    since.ids.filter((id) => !there.has(id)),
  );
  const names = await namesOf(work, collection, left);
  const responses = await Promise.all(members.map((member) => entryResponse(work, report, member)));
  const removed = left.map((id) => gone(entryHref(collection, userOf(work), names.get(id) ?? id)));
  return multiStatus([...responses, ...removed], xml("d:sync-token", since.token));
}

function entryResponse(work: Work, { collection, names }: Report, member: Member): Promise<string> {
  return described(
    entryHref(collection, userOf(work), member.name),
    propertiesOfEntry(collection, member),
    names,
  );
}
