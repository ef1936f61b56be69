import { AppError } from "#kernel/error";
import type { Actor, Runtime, Work } from "#records";
import { collections, type Collection } from "../dav/collections.ts";
import { membersOf } from "../dav/members.ts";
import { saidNow } from "../entries/writing.ts";
import { lineNamed, readComponent, textNamed } from "../entries/lines.ts";
import { entryIn } from "../entries/writing.ts";
import { readerOf } from "../dav/members.ts";
import type { DavServer, Told } from "./client.ts";
import { entryFor, takeAway, takeOver } from "./entry-in-hand.ts";
import {
  type ChosenCalendar,
  type ConnectedEntry,
  entriesOf,
  forgetEntry,
  keepEntry,
  keepState,
  unconnected,
} from "./stored-entries.ts";

/** Keeps one calendar in step: what changed there comes here, then what changed here goes there. */
export interface Round {
  readonly runtime: Runtime;
  readonly actor: Actor;
  readonly server: DavServer;
  readonly calendar: ChosenCalendar;
}

const tag = "{DAV:}getetag";
const data = "{urn:ietf:params:xml:ns:caldav}calendar-data";
const states = ["{DAV:}sync-token", "{http://calendarserver.org/ns/}getctag"];

/** Entries of a calendar at most; of one that has more the rest is left alone. */
const mostEntries = 10_000;
const atOnce = 50;

/** Throws `CalendarTrouble`, `EgressError`. */
export async function goRound(round: Round, stopping?: AbortSignal): Promise<void> {
  const before = await stateThere(round);
  if (before === null || before !== round.calendar.state) await bringHere(round, stopping);
  await bringThere(round, stopping);
  // What we have written there ourselves is looked at with the next round, and found to be the same.
  await inUnit(round, (work) => keepState(work, round.calendar.id, stopping?.aborted ? null : before));
}

async function stateThere({ server, calendar }: Round): Promise<string | null> {
  const [told] = await server.find(calendar.address, states, 0);
  const said = states.map((name) => told?.properties.get(name)?.text.trim() ?? "").join(" ");
  return said.trim() === "" ? null : said;
}

async function bringHere(round: Round, stopping: AbortSignal | undefined): Promise<void> {
  const { server, calendar } = round;
  const known = await round.runtime.read(round.actor, "sync", (work) => entriesOf(work, calendar.id));
  const there = (await server.find(calendar.address, [tag, "{DAV:}resourcetype"], 1)).filter(
    isEntryOf(calendar.address),
  );
  const addresses = new Set(there.map(({ address }) => address));
  const changed = there
    .filter((one) => known.get(one.address)?.tag !== tagOf(one) || tagOf(one) === null)
    .slice(0, mostEntries);
  for (let from = 0; from < changed.length && !stopping?.aborted; from += atOnce) {
    const some = changed.slice(from, from + atOnce).map(({ address }) => address);
    for (const told of await server.read(calendar.address, some))
      await bringOne(round, told, known.get(told.address));
  }
  for (const entry of known.values())
    if (!addresses.has(entry.href))
      await unlessRefused(round, (work) => takeAway(work, fromOf(calendar), entry));
}

const isEntryOf = (calendar: string) => (told: Told) =>
  told.isThere && told.address !== calendar && !told.address.endsWith("/");

const tagOf = ({ properties }: Told): string | null => properties.get(tag)?.text.trim() || null;

async function bringOne(round: Round, told: Told, known: ConnectedEntry | undefined): Promise<void> {
  const body = told.properties.get(data)?.text;
  // Of one that holds both kinds, each has a half of its own to look after.
  if (body === undefined || body.length > 1_000_000 || !isOfKind(body, round.calendar)) return;
  const came = { href: told.address, tag: tagOf(told), body };
  const refused = await unlessRefused(round, (work) => takeOver(work, fromOf(round.calendar), came, known));
  if (refused)
    await inUnit(round, (work) =>
      keepEntry(work, round.calendar.id, {
        ...came,
        record_id: known?.record_id ?? null,
        uid: known?.uid ?? came.href,
        version: known?.version ?? 0,
        body: known?.body ?? body,
        said: known?.said ?? {},
      }),
    );
}

function isOfKind(body: string, { component }: ChosenCalendar): boolean {
  return readComponent(body)?.parts.some(({ name }) => name === component) ?? false;
}

/** Whether the record cannot be written so; what is the fault of nobody is thrown on. */
async function unlessRefused(round: Round, run: (work: Work) => Promise<void>): Promise<boolean> {
  try {
    await inUnit(round, run);
    return false;
  } catch (error) {
    if (error instanceof AppError && error.status < 500) return true;
    throw error;
  }
}

async function bringThere(round: Round, stopping: AbortSignal | undefined): Promise<void> {
  const { calendar, runtime, actor } = round;
  const { collection } = fromOf(calendar);
  const { known, members, fresh } = await runtime.read(actor, "sync", async (work) => {
    const own = await membersOf(work, collection);
    const ids = own.map(({ subject }) => subject.record.id);
    return {
      known: await entriesOf(work, calendar.id),
      members: new Map(own.map((member) => [member.subject.record.id, member])),
      fresh: calendar.takes_new ? await unconnected(work, ids, calendar.chosen_at) : [],
    };
  });
  for (const entry of known.values()) {
    if (stopping?.aborted) return;
    if (entry.record_id === null) continue;
    const member = members.get(entry.record_id);
    if (!member) await removeThere(round, entry);
    else if (member.subject.record.version !== entry.version) await putThere(round, entry.record_id, entry);
  }
  for (const id of fresh) if (!stopping?.aborted) await putThere(round, id, undefined);
}

async function removeThere(
  { server, calendar, ...round }: Round,
  { href, tag: was }: ConnectedEntry,
): Promise<void> {
  // Where it is another by now, the next round brings it here again.
  if (await server.remove(href, was)) await inUnit(round, (work) => forgetEntry(work, calendar.id, href));
}

async function putThere(
  { server, calendar, ...round }: Round,
  id: string,
  known: ConnectedEntry | undefined,
): Promise<void> {
  const { collection } = fromOf(calendar);
  const read = await round.runtime.read(round.actor, "sync", async (work) => {
    const [member] = await membersOf(work, collection, [id]);
    return member && { member, body: entryFor(work, collection, member, known), reader: readerOf(work) };
  });
  if (!read) return;
  const { member, body, reader } = read;
  const href = known?.href ?? new URL(`${id}.ics`, calendar.address.replace(/\/?$/, "/")).href;
  const put = await server.put(href, body, known?.tag ?? null);
  // Changed there meanwhile: the next round brings both together.
  if (!put) return;
  await inUnit(round, (work) =>
    keepEntry(work, calendar.id, {
      href,
      record_id: id,
      uid: known?.uid ?? uidIn(body, collection),
      tag: put.tag,
      version: member.subject.record.version,
      body,
      said: saidNow(collection.form, member.subject, reader),
    }),
  );
}

function uidIn(body: string, { form }: Collection): string {
  const whole = readComponent(body);
  const entry = whole && entryIn(whole, form);
  return entry && lineNamed(entry, "UID") ? textNamed(entry, "UID").slice(0, 1000) : "";
}

function fromOf({ id, component }: ChosenCalendar): { calendar: string; collection: Collection } {
  const collection = collections.find((one) => one.form.component === component);
  if (!collection) throw new AppError("internal");
  return { calendar: id, collection };
}

function inUnit<T>(
  { runtime, actor }: Pick<Round, "runtime" | "actor">,
  run: (work: Work) => Promise<T>,
): Promise<T> {
  return runtime.run(actor, "sync", run);
}
