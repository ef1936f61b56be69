import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { parseFilter } from "#kernel/filter";
import type { CatalogueObject } from "../catalogue.ts";
import { type BulkBody, grantOn } from "../contract/index.ts";
import { readableObject } from "../reading/listing.ts";
import { type Question, questionCondition } from "../reading/rows-asked-for.ts";
import { askAgain } from "../search/asking-again.ts";
import type { Work } from "../work.ts";
import { archive, restore } from "./archiving.ts";
import { updateMany } from "./changing.ts";

/** What came of a change to many. */
export interface BulkResult {
  readonly changed: number;
  /** The first 1,000. */
  readonly ids: readonly string[];
  /** By which the whole act can be undone. */
  readonly unit: string;
}

const most = 50_000;
const batch = 1000;

/** Changes, archives or restores the records named by ids or found by a filter, all or none. Errors as `updateMany`, `too_large`. */
export async function changeInBulk(work: Work, objectName: string, body: BulkBody): Promise<BulkResult> {
  readableObject(work, objectName);
  if (!grantOn(work.actor.rights, objectName).bulk) throw new AppError("not_allowed");
  const acts = [body.change, body.archive, body.restore].filter(Boolean);
  if (acts.length !== 1 || (body.ids === undefined) === (body.filter === undefined))
    throw new AppError("body_invalid");
  const ids = body.ids ?? (await idsFound(work, objectName, body));
  const changed: string[] = [];
  for (let start = 0; start < ids.length; start += batch) {
    const part = ids.slice(start, start + batch);
    if (body.archive) await archive(work, objectName, part);
    else if (body.restore) await restore(work, objectName, part);
    else
      changed.push(
        ...(await updateMany(
          work,
          objectName,
          part.map((id) => ({ id, values: body.change ?? {} })),
        )),
      );
  }
  const done = body.change ? changed : ids;
  return { changed: done.length, ids: done.slice(0, batch), unit: work.unit };
}

async function idsFound(work: Work, objectName: string, body: BulkBody): Promise<string[]> {
  const object = readableObject(work, objectName);
  const question = { filter: parseFilter(body.filter), search: body.search, archived: body.restore === true };
  return askAgain(
    work,
    question,
    (asking, asked) => idsOf(asking, object, asked),
    (ids) => ids.length === 0,
  );
}

async function idsOf(work: Work, object: CatalogueObject, question: Question): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select t.id from ${sql.table(object.table)} as t
    where ${questionCondition(work, object, "t", question)} order by t.id limit ${most + 1}`.execute(work.db);
  if (rows.length > most) throw new AppError("too_large", { params: { max: most } });
  return rows.map((row) => row.id);
}
