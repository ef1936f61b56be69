import { AppError } from "#kernel/error";
import type { Work } from "#records";
import { userOf } from "../dav/members.ts";
import { type Component, readComponent, textNamed } from "../entries/lines.ts";
import { entryIn } from "../entries/writing.ts";
import { keptRoom } from "../items/kept-room.ts";
import { childNamed } from "../xml/reading.ts";
import type { Told } from "./client.ts";
import { type Came, takeAway, takeOver } from "./entry-in-hand.ts";
import { fromOf, inUnit, type Round, whileReading } from "./round.ts";
import { CalendarTrouble } from "./trouble.ts";
import { entriesOf, keepRefused, type KnownEntry, moveEntry } from "./stored-entries.ts";

const tag = "{DAV:}getetag";
const type = "{DAV:}resourcetype";
const data = "{urn:ietf:params:xml:ns:caldav}calendar-data";

/** Entries of a calendar at most; of one that has more the rest is left alone. */
const mostEntries = 10_000;
const atOnce = 50;
const longestEntry = 1_000_000;

interface Looked {
  /** What is not there any more where it was; what is found under another address is taken out. */
  readonly missing: Set<KnownEntry>;
  /** For what is kept, in bytes. */
  room: number;
}

/** Brings what changed there here. */
export async function bringHere(round: Round, stopping: AbortSignal | undefined): Promise<void> {
  const { server, calendar } = round;
  const { known, room } = await whileReading(round, async (work) => ({
    known: await entriesOf(work, calendar.id),
    room: await keptRoom(work, userOf(work)),
  }));
  const told = await server.find(calendar.address, [tag, type], 1);
  // A list without the calendar itself is none: from it would follow that everything is gone.
  if (!told.some(isCollection)) throw new CalendarTrouble("answer");
  const there = told.filter(isEntryOf(calendar.address));
  const addresses = new Set(there.map(({ address }) => address));
  const missing = new Set([...known.values()].filter(({ href }) => !addresses.has(href)));
  const looked: Looked = { missing, room };
  const changed = there.filter((one) => known.get(one.address)?.tag !== tagOf(one) || tagOf(one) === null);
  for (let from = 0; from < Math.min(changed.length, mostEntries); from += atOnce) {
    if (stopping?.aborted) return;
    const some = changed.slice(from, Math.min(from + atOnce, mostEntries)).map(({ address }) => address);
    for (const told of await server.read(calendar.address, some)) {
      if (!known.has(told.address)) await followMove(round, told, missing);
      await bringOne(round, told, looked);
    }
  }
  // Of what was not looked at nobody knows whether it is what is missing.
  if (changed.length > mostEntries) return;
  for (const entry of missing) await unlessRefused(round, (work) => takeAway(work, fromOf(calendar), entry));
}

const isEntryOf = (calendar: string) => (told: Told) =>
  told.isThere && told.address !== calendar && !told.address.endsWith("/");

const isCollection = ({ isThere, properties }: Told): boolean =>
  isThere && childNamed(properties.get(type), "{DAV:}collection") !== undefined;

const tagOf = ({ properties }: Told): string | null => properties.get(tag)?.text.trim() || null;

/** What is missing where it was and has come under a new address is the same still. */
async function followMove(round: Round, told: Told, missing: Set<KnownEntry>): Promise<void> {
  if (missing.size === 0) return;
  const uid = uidOf(told, round);
  const same = [...missing].find((entry) => entry.uid === uid);
  if (!same) return;
  await inUnit(round, (work) => moveEntry(work, round.calendar.id, same.href, told.address));
  missing.delete(same);
}

function uidOf({ properties }: Told, { calendar }: Round): string | undefined {
  const whole = wholeIn(properties.get(data)?.text);
  const entry = whole && entryIn(whole, fromOf(calendar).collection.form);
  return (entry && textNamed(entry, "UID").slice(0, 1000)) || undefined;
}

const wholeIn = (body: string | undefined): Component | null =>
  body === undefined || body.length > longestEntry ? null : readComponent(body);

async function bringOne(round: Round, told: Told, looked: Looked): Promise<void> {
  const body = told.properties.get(data)?.text;
  const { calendar } = round;
  // Of one that holds both kinds, each has a half of its own to look after.
  if (body === undefined || !wholeIn(body)?.parts.some(({ name }) => name === calendar.component)) return;
  const came: Came = { href: told.address, tag: tagOf(told), body };
  const isTaken =
    (await hasRoom(round, body, looked)) &&
    !(await unlessRefused(round, (work) => takeOver(work, fromOf(calendar), came)));
  if (!isTaken) await inUnit(round, (work) => keepRefused(work, calendar.id, came));
}

async function hasRoom(round: Round, body: string, looked: Looked): Promise<boolean> {
  const bytes = Buffer.byteLength(body);
  // What was kept before of the same entries has made room meanwhile.
  if (bytes > looked.room) looked.room = await whileReading(round, (work) => keptRoom(work, userOf(work)));
  if (bytes > looked.room) return false;
  looked.room -= bytes;
  return true;
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
