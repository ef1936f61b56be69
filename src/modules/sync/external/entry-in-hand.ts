import { AppError } from "#kernel/error";
import { archive, get, restore, update, type Work } from "#records";
import type { Collection } from "../dav/collections.ts";
import { type Member, membersOf, readerOf, userOf } from "../dav/members.ts";
import { changeRecord, makeRecord } from "../dav/recording.ts";
import type { Meaning } from "../entries/form.ts";
import { instantOf, utc } from "../entries/instants.ts";
import { type Component, lineNamed, readComponent, textNamed } from "../entries/lines.ts";
import { entryIn, meaningIn, saidNow, writeEntry } from "../entries/writing.ts";
import {
  type ConnectedEntry,
  entryAt,
  forgetEntry,
  keepEntry,
  type KnownEntry,
  notYetThere,
  recordOfUid,
} from "./stored-entries.ts";

/** An entry as it came from elsewhere. */
export interface Came {
  readonly href: string;
  readonly tag: string | null;
  readonly body: string;
}

/** Where it came from. */
export interface From {
  readonly calendar: string;
  readonly collection: Collection;
}

/**
 * Takes over an entry that is new elsewhere or has changed there. What has changed on both sides since they were the same goes to whoever
 * changed it later; what was said otherwise is written, too, so that the history has it. What cannot be a record is noted as
 * such, and left until it changes.
 */
export async function takeOver(work: Work, from: From, came: Came): Promise<void> {
  const known = await entryAt(work, from.calendar, came.href);
  const { form } = from.collection;
  const whole = readComponent(came.body);
  const entry = whole && entryIn(whole, form);
  const meaning = whole && meaningIn(form, whole, readerOf(work));
  const uid = (entry && textNamed(entry, "UID").slice(0, 1000)) || came.href;
  const said = { href: came.href, uid, tag: came.tag };
  const asNone = { ...said, record_id: null, version: 0, body: "", said: {} };
  if (!entry || !meaning) return keepEntry(work, from.calendar, asNone);
  const record = known?.record_id ?? (await recordFor(work, uid));
  // It is here by another calendar already.
  if (record === elsewhere) return keepEntry(work, from.calendar, asNone);
  const ancestor = known?.record_id ? known : undefined;
  const id = record
    ? await bringTogether(work, from, { id: record, meaning, at: changedAt(entry, work), ancestor })
    : await makeRecord(work, from.collection, meaning);
  const kept = { ...said, body: came.body, record_id: id, version: 0, said: ancestor?.said ?? {} };
  await keepTogether(work, from, kept, meaning);
}

/** The entry is gone elsewhere: so is its record here, unless somebody has changed it since; then it goes there again. */
export async function takeAway(work: Work, { calendar, collection }: From, known: KnownEntry): Promise<void> {
  await forgetEntry(work, calendar, known.href);
  if (known.record_id === null) return;
  const [member] = await membersOf(work, collection, [known.record_id]);
  if (!member || member.subject.record.version !== known.version) return;
  await archive(work, collection.form.object, [known.record_id]);
}

const elsewhere = Symbol("in step with another calendar");

async function recordFor(work: Work, uid: string): Promise<string | typeof elsewhere | undefined> {
  const found = await recordOfUid(work, userOf(work), uid);
  return found?.taken ? elsewhere : found?.id;
}

interface Meeting {
  readonly id: string;
  readonly meaning: Meaning;
  /** When it was changed elsewhere. */
  readonly at: string;
  readonly ancestor: ConnectedEntry | undefined;
}

async function bringTogether(
  work: Work,
  { collection }: From,
  { id, meaning, at, ancestor }: Meeting,
): Promise<string> {
  const member = await memberBack(work, collection, id);
  const { record } = member.subject;
  const before = ancestor ? { ...member, body: ancestor.body } : member;
  const ours =
    ancestor && record.version !== ancestor.version
      ? fieldsInDispute(work, collection, { member, ancestor, meaning })
      : {};
  await changeRecord(work, collection, before, meaning);
  const isOursLater = Date.parse(String(record["updated_at"])) > Date.parse(at);
  if (isOursLater && Object.keys(ours).length > 0) await update(work, collection.form.object, id, ours);
  return id;
}

/** What both sides have changed since they were the same, as it is here. */
function fieldsInDispute(
  work: Work,
  collection: Collection,
  { member, ancestor, meaning }: { member: Member; ancestor: ConnectedEntry; meaning: Meaning },
): Record<string, unknown> {
  const then = meaningOf(work, collection, ancestor.body)?.values ?? {};
  const now = meaningOf(work, collection, member.body)?.values ?? {};
  const differs = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other);
  const disputed = Object.keys(meaning.values).filter(
    (field) =>
      differs(meaning.values[field], then[field]) &&
      differs(now[field], then[field]) &&
      differs(now[field], meaning.values[field]),
  );
  return Object.fromEntries(disputed.map((field) => [field, now[field]]));
}

// Deleted here and changed there: the change is later than what it was made upon.
async function memberBack(work: Work, collection: Collection, id: string): Promise<Member> {
  const { object } = collection.form;
  const record = await get(work, object, id, { fields: "archived_at" });
  if (record["archived_at"] !== null) await restore(work, object, [id]);
  const [member] = await membersOf(work, collection, [id]);
  if (!member) throw new AppError("not_allowed");
  return member;
}

/** Notes that both are the same now, or that what is here has to go there. */
async function keepTogether(
  work: Work,
  { calendar, collection }: From,
  entry: ConnectedEntry,
  there: Meaning,
): Promise<void> {
  const [member] = await membersOf(work, collection, [entry.record_id ?? ""]);
  const here = member && meaningOf(work, collection, member.body);
  const isSame = here && sameMeaning(here, there);
  await keepEntry(work, calendar, {
    ...entry,
    version: member && isSame ? member.subject.record.version : notYetThere,
    said: member && isSame ? saidNow(collection.form, member.subject, readerOf(work)) : entry.said,
  });
}

function sameMeaning(one: Meaning, other: Meaning): boolean {
  const isDone = ({ doneAt }: Meaning) => (doneAt ?? null) !== null;
  const keys = Object.keys(one.values);
  return (
    isDone(one) === isDone(other) &&
    keys.every((key) => JSON.stringify(one.values[key]) === JSON.stringify(other.values[key]))
  );
}

function meaningOf(work: Work, { form }: Collection, body: string): Meaning | null {
  const whole = readComponent(body);
  return whole && meaningIn(form, whole, readerOf(work));
}

/** What goes there of a record: the entry as it was there, with what is otherwise here. */
export function entryFor(
  work: Work,
  { form }: Collection,
  member: Member,
  known: ConnectedEntry | undefined,
): string {
  return writeEntry(form, member.subject, known ?? member.item, readerOf(work));
}

function changedAt(entry: Component, work: Work): string {
  const said = instantOf(lineNamed(entry, "LAST-MODIFIED") ?? lineNamed(entry, "DTSTAMP"), utc);
  return said?.instant ?? work.now.toISOString();
}
