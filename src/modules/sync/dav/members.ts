import { hash } from "node:crypto";
import { AppError } from "#kernel/error";
import type { Filter } from "#kernel/filter";
import { knownField, list, type Work } from "#records";
import { grantOn, type RecordData } from "#records/contract";
import type { ContactPoint, Reader, Subject } from "../entries/form.ts";
import { writeEntry } from "../entries/writing.ts";
import { itemsOf, recordNamed, type StoredItem } from "../items/stored-items.ts";
import type { Collection } from "./collections.ts";

/** An entry of a collection, as it is now. */
export interface Member {
  readonly name: string;
  readonly subject: Subject;
  readonly item: StoredItem | undefined;
  readonly body: string;
  readonly tag: string;
}

/** Entries of a collection at most, the newest; more would fill a telephone. */
export const mostMembers = 10_000;
const atOnce = 1000;

export function readerOf({ actor, country }: Work): Reader {
  return { timeZone: actor.timeZone, locale: actor.locale, country };
}

/** Whether there is anything of the collection's object for the actor. */
export function isOpen({ actor }: Work, { form }: Collection): boolean {
  return grantOn(actor.rights, form.object).read !== "none";
}

/** Entries of the collection, of some records or of all, newest first. */
export async function membersOf(
  work: Work,
  collection: Collection,
  ids?: readonly string[],
): Promise<Member[]> {
  const members: Member[] = [];
  for await (const page of pagesOf(work, collection, ids))
    members.push(...(await written(work, collection, page)));
  return members;
}

/** Records of the collection as they are read for its entries, page by page. */
export async function* pagesOf(
  work: Work,
  collection: Collection,
  ids?: readonly string[],
): AsyncGenerator<readonly RecordData[]> {
  if (!isOpen(work, collection) || ids?.length === 0) return;
  const fields = collection.form.fields.filter((name) =>
    knownField(work, work.catalogue.object(collection.form.object), name),
  );
  let count = 0;
  let cursor: string | undefined;
  do {
    const page = await list(work, collection.form.object, {
      filter: collection.filter,
      fields: fields.join(),
      sort: "-id",
      limit: Math.min(atOnce, mostMembers - count),
      cursor,
      ...(ids && { ids }),
    });
    yield page.data;
    count += page.data.length;
    cursor = page.next ?? undefined;
  } while (cursor && count < mostMembers);
}

/** The entry of that name, if it is in the collection. */
export async function memberNamed(
  work: Work,
  collection: Collection,
  name: string,
): Promise<Member | undefined> {
  const id = await recordIdOf(work, collection, name);
  const [member] = id === undefined ? [] : await membersOf(work, collection, [id]);
  // Under its own name is only found what no program has given another.
  return member?.name === name ? member : undefined;
}

/** Names of records, whether they are in the collection or not: what a client knows them by. */
export async function namesOf(
  work: Work,
  { form }: Collection,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const items = await itemsOf(work, { object: form.object, user: userOf(work) }, ids);
  return new Map(ids.map((id) => [id, items.get(id)?.name ?? id + form.extension]));
}

async function recordIdOf(work: Work, { form }: Collection, name: string): Promise<string | undefined> {
  const put = await recordNamed(work, { object: form.object, user: userOf(work) }, name);
  if (put) return put;
  const [, id] =
    /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.(?:ics|vcf)$/.exec(name) ?? [];
  return id;
}

async function written(work: Work, { form }: Collection, records: readonly RecordData[]): Promise<Member[]> {
  const ids = records.map(({ id }) => id);
  const items = await itemsOf(work, { object: form.object, user: userOf(work) }, ids);
  const points = form.object === "person" ? await pointsOf(work, ids) : new Map<string, ContactPoint[]>();
  const reader = readerOf(work);
  return records.map((record) => {
    const item = items.get(record.id);
    const subject: Subject = { record, points: points.get(record.id) ?? [] };
    const body = writeEntry(form, subject, item, reader);
    const tag = `"${hash("sha256", body, "base64url").slice(0, 27)}"`;
    return { name: item?.name ?? record.id + form.extension, subject, item, body, tag };
  });
}

/** Ways to reach people that the actor may see, by person. */
export async function pointsOf(work: Work, parties: readonly string[]): Promise<Map<string, ContactPoint[]>> {
  const found = new Map<string, ContactPoint[]>();
  if (parties.length === 0 || grantOn(work.actor.rights, "contact_point").read === "none") return found;
  const filter: Filter = { field: "party", op: "in", value: [...parties] };
  let cursor: string | undefined;
  do {
    const page = await list(work, "contact_point", {
      filter,
      fields: "party,kind,value,label,main",
      sort: "id",
      limit: 2000,
      cursor,
    });
    for (const { id, version, ...said } of page.data) {
      const party = (said["party"] as { id?: string } | null)?.id ?? "";
      const [kind, value, label] = ["kind", "value", "label"].map((name) => String(said[name] ?? ""));
      const point = {
        id,
        version,
        kind: kind ?? "",
        value: value ?? "",
        label: label ?? "",
        main: said["main"] === true,
      };
      found.set(party, [...(found.get(party) ?? []), point]);
    }
    cursor = page.next ?? undefined;
  } while (cursor);
  return found;
}

/** The user whose collections these are. */
export function userOf({ actor }: Work): string {
  if (actor.userId === null) throw new AppError("not_signed_in");
  return actor.userId;
}
