import { hash } from "node:crypto";
import type { Work } from "#records";
import { marksOf } from "../items/stored-items.ts";
import type { Collection } from "./collections.ts";
import { pagesOf, pointsOf, readerOf, userOf } from "./members.ts";

const atOnce = 1000;

/** Versions of the records that are in the collection, by id: of some however many, or of the newest. */
export async function versionsOf(
  work: Work,
  collection: Collection,
  ids?: readonly string[],
): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  const parts = ids
    ? Array.from({ length: Math.ceil(ids.length / atOnce) }, (_, at) =>
        ids.slice(at * atOnce, (at + 1) * atOnce),
      )
    : [undefined];
  for (const part of parts)
    for await (const page of pagesOf(work, collection, part))
      for (const { id, version } of page) found.set(id, version);
  return found;
}

/** Another as soon as any entry is another; of what programs have put it does not read the texts. */
export async function stateOf(work: Work, collection: Collection): Promise<string> {
  const { form } = collection;
  const seen: unknown[] = [readerOf(work)];
  for await (const page of pagesOf(work, collection)) {
    const ids = page.map(({ id }) => id);
    const marks = await marksOf(work, { object: form.object, user: userOf(work) }, ids);
    const points = form.object === "person" ? await pointsOf(work, ids) : undefined;
    seen.push(digest(page.map((record) => [record, marks.get(record.id), points?.get(record.id)])));
  }
  return digest(seen).slice(0, 27);
}

const digest = (what: unknown): string => hash("sha256", JSON.stringify(what), "base64url");
