import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { archive, type Work } from "#records";
import { readComponent, textNamed } from "../entries/lines.ts";
import { entryIn, meaningIn, saidNow } from "../entries/writing.ts";
import { keptRoom } from "../items/kept-room.ts";
import { keepItem, recordsOfUid } from "../items/stored-items.ts";
import type { Collection } from "./collections.ts";
import { changeRecord, makeRecord } from "./recording.ts";
import { type Member, memberNamed, membersOf, readerOf, userOf } from "./members.ts";

/** Why an entry is not taken, in the words of RFC 4791 and RFC 6352. */
export type Refused = "invalid" | "other_component" | "uid_taken" | "no_room";

/** Which entry one takes to be there: by tag, any, or none. */
export interface Guard {
  readonly match?: string | undefined;
  readonly noneMatch?: string | undefined;
}

export interface Kept {
  readonly made: boolean;
  /** Of the entry, where it is just as it was put. */
  readonly tag: string | undefined;
}

/**
 * Puts an entry under a name: makes its record, or changes of it what is said otherwise than it is. What the entry says besides is kept
 * with it. Throws `precondition_failed`, and what the engine throws on records that may not be written so.
 */
export async function putEntry(
  work: Work,
  collection: Collection,
  { name, body, ...guard }: Guard & { readonly name: string; readonly body: string },
): Promise<Kept | Refused> {
  const { form } = collection;
  const whole = readComponent(body);
  const entry = whole && entryIn(whole, form);
  if (!whole || (!entry && whole.name !== "VCALENDAR")) return "invalid";
  const meaning = whole && meaningIn(form, whole, readerOf(work));
  if (!entry || !meaning) return "other_component";
  await inTurn(work, collection);
  const uid = textNamed(entry, "UID") || name.replace(/\.\w+$/, "");
  const before = await memberNamed(work, collection, name);
  assertGuard(guard, before);
  if (await isUidTaken(work, collection, uid, before)) return "uid_taken";
  if (!(await hasRoom(work, body, before))) return "no_room";
  const id = before
    ? await changeRecord(work, collection, before, meaning)
    : await makeRecord(work, collection, meaning);
  const put = { record_id: id, name, uid: uid.slice(0, 1000), body, said: {} };
  await keepItem(work, whoseOf(work, collection), put);
  const [now] = await membersOf(work, collection, [id]);
  // Not in the collection any more: the program will hear of it.
  if (!now) return { made: !before, tag: undefined };
  await keepItem(work, whoseOf(work, collection), {
    ...put,
    said: saidNow(form, now.subject, readerOf(work)),
  });
  const after = await memberNamed(work, collection, name);
  return { made: !before, tag: after?.body === body ? after.tag : undefined };
}

/** Puts the record of an entry into the recycle bin. Throws `not_found`, `not_allowed`, `precondition_failed`. */
export async function removeEntry(
  work: Work,
  collection: Collection,
  name: string,
  guard: Guard,
): Promise<void> {
  await inTurn(work, collection);
  const member = await memberNamed(work, collection, name);
  if (!member) throw new AppError("not_found");
  assertGuard(guard, member);
  await archive(work, collection.form.object, [member.subject.record.id]);
}

// Two programs of one user that write at once: the second sees what the first has made, and its tag.
async function inTurn(work: Work, { form }: Collection): Promise<void> {
  const turn = `${form.object} entries of ${userOf(work)}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${turn}, 0))`.execute(work.db);
}

function assertGuard({ match, noneMatch }: Guard, member: Member | undefined): void {
  const isNamed = (header: string) =>
    header.split(",").some((one) => one.trim() === "*" || one.trim() === member?.tag);
  if (match !== undefined && !(member && isNamed(match))) throw new AppError("precondition_failed");
  if (noneMatch !== undefined && member && isNamed(noneMatch)) throw new AppError("precondition_failed");
}

async function hasRoom(work: Work, body: string, before: Member | undefined): Promise<boolean> {
  const more = Buffer.byteLength(body) - Buffer.byteLength(before?.item?.body ?? "");
  return more <= 0 || more <= (await keptRoom(work, userOf(work)));
}

const whoseOf = (work: Work, { form }: Collection) => ({ object: form.object, user: userOf(work) });

async function isUidTaken(work: Work, collection: Collection, uid: string, before: Member | undefined) {
  const records = await recordsOfUid(work, whoseOf(work, collection), uid);
  const others = records.filter((id) => id !== before?.subject.record.id);
  return (await membersOf(work, collection, others)).length > 0;
}
