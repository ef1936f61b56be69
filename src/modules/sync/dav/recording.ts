import { completeTask, normalised, reopenTask } from "#customers";
import { archive, create, list, update, type Work } from "#records";
import type { ContactPoint, Meaning } from "../entries/form.ts";
import { readComponent } from "../entries/lines.ts";
import { meaningIn } from "../entries/writing.ts";
import type { Collection } from "./collections.ts";
import { type Member, readerOf, userOf } from "./members.ts";

/** Makes the record of an entry, as the user's own. */
export async function makeRecord(work: Work, collection: Collection, meaning: Meaning): Promise<string> {
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

/**
 * Changes of a record what an entry says otherwise than that of the member, which we gave or had before. Answers its id. Throws
 * `version_conflict` where somebody changes it at the same moment.
 */
export async function changeRecord(
  work: Work,
  { form }: Collection,
  member: Member,
  meaning: Meaning,
): Promise<string> {
  const { record, points } = member.subject;
  const whole = readComponent(member.body);
  const before = whole && meaningIn(form, whole, readerOf(work));
  const changed = Object.entries(meaning.values).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(before?.values[field]),
  );
  const { values, company } = await linked(work, Object.fromEntries(changed));
  const all = { ...values, ...(company !== undefined && { company }) };
  if (Object.keys(all).length > 0)
    await update(work, form.object, record.id, all, { version: record.version });
  const wasDone = (before?.doneAt ?? null) !== null;
  if (meaning.doneAt !== undefined && (meaning.doneAt !== null) !== wasDone)
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
  return { values, company: found.data[0]?.id ?? null };
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
