import { completeTask, normalised, reopenTask } from "#customers";
import { AppError } from "#kernel/error";
import { archive, create, list, update, type Work } from "#records";
import type { ContactPoint, Meaning } from "../entries/form.ts";
import { readComponent, textNamed } from "../entries/lines.ts";
import { entryIn, saidNow } from "../entries/writing.ts";
import { keepItem, recordsOfUid } from "../items/stored-items.ts";
import type { Collection } from "./collections.ts";
import { type Member, memberNamed, membersOf, readerOf, userOf } from "./members.ts";

/** Why an entry is not taken, in the words of RFC 4791 and RFC 6352. */
export type Refused = "invalid" | "other_component" | "uid_taken";

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
  const meaning = entry && form.understand(entry, readerOf(work));
  if (!entry || !meaning) return "other_component";
  const uid = textNamed(entry, "UID") || name.replace(/\.\w+$/, "");
  const before = await memberNamed(work, collection, name);
  assertGuard(guard, before);
  if (await isUidTaken(work, collection, uid, before)) return "uid_taken";
  const id = before ? await change(work, collection, before, meaning) : await make(work, collection, meaning);
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
  const member = await memberNamed(work, collection, name);
  if (!member) throw new AppError("not_found");
  assertGuard(guard, member);
  await archive(work, collection.form.object, [member.subject.record.id]);
}

function assertGuard({ match, noneMatch }: Guard, member: Member | undefined): void {
  const isNamed = (header: string) =>
    header.split(",").some((one) => one.trim() === "*" || one.trim() === member?.tag);
  if (match !== undefined && !(member && isNamed(match))) throw new AppError("precondition_failed");
  if (noneMatch !== undefined && member && isNamed(noneMatch)) throw new AppError("precondition_failed");
}

const whoseOf = (work: Work, { form }: Collection) => ({ object: form.object, user: userOf(work) });

async function isUidTaken(work: Work, collection: Collection, uid: string, before: Member | undefined) {
  const records = await recordsOfUid(work, whoseOf(work, collection), uid);
  const others = records.filter((id) => id !== before?.subject.record.id);
  return (await membersOf(work, collection, others)).length > 0;
}

async function make(work: Work, collection: Collection, meaning: Meaning): Promise<string> {
  const { form, made } = collection;
  const { values, company } = await linked(work, meaning.values);
  const points = meaning.points ?? [];
  const record = await create(work, form.object, {
    ...values,
    ...made,
    ...(company && { company }),
    ...mainPoints(points),
    owner: userOf(work),
  });
  if (meaning.doneAt) await completeTask(work, record.id, meaning.doneAt);
  if (meaning.points) await changePoints(work, record.id, await pointsThere(work, record.id), points);
  return record.id;
}

async function change(work: Work, { form }: Collection, member: Member, meaning: Meaning): Promise<string> {
  const { record, points } = member.subject;
  const whole = readComponent(member.body);
  const entry = whole && entryIn(whole, form);
  const before = entry && form.understand(entry, readerOf(work));
  const changed = Object.entries(meaning.values).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(before?.values[field]),
  );
  const { values, company } = await linked(work, Object.fromEntries(changed));
  const all = { ...values, ...(company !== undefined && { company }) };
  if (Object.keys(all).length > 0) await update(work, form.object, record.id, all);
  if (meaning.doneAt !== undefined)
    await changeDone(work, record.id, record["done_at"] !== null, meaning.doneAt);
  if (meaning.points) await changePoints(work, record.id, points, meaning.points, before?.points);
  return record.id;
}

async function changeDone(work: Work, id: string, isDone: boolean, doneAt: string | null): Promise<void> {
  if (doneAt !== null && !isDone) await completeTask(work, id, doneAt);
  if (doneAt === null && isDone) await reopenTask(work, id);
}

/** The company that is named, where it is known; one that is not stays in the card. */
async function linked(work: Work, said: Readonly<Record<string, unknown>>) {
  const { company: name, ...values } = said;
  if (name === undefined) return { values };
  if (name === null) return { values, company: null };
  const found = await list(work, "company", {
    filter: { field: "name", op: "is", value: String(name) },
    fields: "id",
    limit: 1,
  }).catch(() => ({ data: [] }));
  return { values, company: found.data[0]?.id };
}

type Point = Omit<ContactPoint, "id" | "version">;

function mainPoints(points: readonly Point[]): Record<string, string> {
  const first = (kind: string) =>
    points.find((one) => one.kind === kind && one.main) ?? points.find((one) => one.kind === kind);
  const [email, phone] = [first("email"), first("phone")];
  return { ...(email && { email: email.value }), ...(phone && { phone: phone.value }) };
}

async function pointsThere(work: Work, party: string): Promise<ContactPoint[]> {
  const { data } = await list(work, "contact_point", {
    filter: { field: "party", op: "is", value: party },
    fields: "kind,value,label,main",
    limit: 200,
  });
  return data.map((one) => ({
    id: one.id,
    version: one.version,
    kind: String(one["kind"]),
    value: String(one["value"]),
    label: String(one["label"] ?? ""),
    main: one["main"] === true,
  }));
}

/** Makes those that came, puts away those that went; what the entry did not say before stays. */
async function changePoints(
  work: Work,
  party: string,
  there: readonly ContactPoint[],
  said: readonly Point[],
  saidBefore: readonly Point[] = [],
): Promise<void> {
  const keyOf = ({ kind, value }: Point) => `${kind} ${normalised(kind, value, work.country) ?? value}`;
  const known = new Set(there.map(keyOf));
  const wanted = new Set(said.map(keyOf));
  const before = new Set(saidBefore.map(keyOf));
  for (const point of said)
    if (!known.has(keyOf(point)))
      await create(work, "contact_point", {
        party,
        kind: point.kind,
        value: point.value,
        label: point.label || null,
      });
  const gone = there.filter((point) => before.has(keyOf(point)) && !wanted.has(keyOf(point)));
  for (const { id, kind, main } of gone) {
    // The main ones stand on the person, and go with what stands there.
    if (main && (kind === "email" || kind === "phone")) await nextMain(work, party, kind, said);
    else await archive(work, "contact_point", [id]);
  }
}

async function nextMain(
  work: Work,
  party: string,
  kind: "email" | "phone",
  said: readonly Point[],
): Promise<void> {
  const [old] = (await pointsThere(work, party)).filter((one) => one.kind === kind && one.main);
  const next = said.find((one) => one.kind === kind);
  await update(work, "person", party, { [kind]: next?.value ?? null });
  if (next && old) await archive(work, "contact_point", [old.id]);
}
