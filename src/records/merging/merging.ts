import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { note } from "../audit/noting.ts";
import type { CatalogueObject } from "../catalogue.ts";
import { isMergeable, type RecordData } from "../contract/index.ts";
import { allowedIds, isKeptFrom } from "../reading/holding.ts";
import { readableObject } from "../reading/listing.ts";
import { byRule } from "../seeing-all.ts";
import type { Work } from "../work.ts";
import { putAway } from "../writing/archiving.ts";
import { reach, update } from "../writing/changing.ts";
import type { MergeBody } from "./contract.ts";
import { turnConditions, turnViews } from "./conditions.ts";
import { whatIsLacking } from "./filling.ts";
import { type Pair, pointersTo, turn } from "./pointers.ts";

/**
 * Makes one record of several and answers the merge's id. It takes the right to change them all and to delete the others;
 * what points to them follows by rule, whatever the rights on it. Throws `not_found`, `not_allowed`, `field_invalid` for
 * records that are given twice or lie in the recycle bin, and the errors of `values`.
 */
export async function merge(work: Work, { object: name, values, ...pair }: MergeBody): Promise<string> {
  const object = readableObject(work, name);
  if (!isMergeable(object) || isKeptFrom(object, "delete")) throw new AppError("not_allowed");
  const records = await lockAll(work, object, pair);
  const besides = await object.rules.merging?.(work, pair);
  for (const [pointing, pointers] of Map.groupBy(pointersTo(work, object), (pointer) => pointer.object)) {
    const staying = (await pointing.rules.turning?.(work, pair)) ?? [];
    for (const pointer of pointers) await turn(work, pointer, { ...pair, staying });
  }
  await turnConditions(work, pair);
  const views = await turnViews(work, pair);
  await putAway(
    work,
    object,
    pair.others.map((id) => ({ id, with: null })),
  );
  const lacking = whatIsLacking(work, object, records, values);
  if (Object.keys(lacking).length > 0)
    await update(byRule(work), object.name, pair.survivor, lacking, { governed: true });
  if (Object.keys(values).length > 0) await update(work, object.name, pair.survivor, values);
  await note(work, {
    kind: "merged",
    object: object.name,
    record: pair.survivor,
    details: { count: pair.others.length },
  });
  const { rows } = await sql<{ id: string }>`insert into merges
      (object, survivor_id, merged_ids, unit_id, merged_at, merged_by, besides)
    values (${object.name}, ${pair.survivor}::uuid, ${pair.others}::uuid[], ${work.unit}::uuid, ${work.now}::timestamptz,
      ${work.actor.userId}::uuid, ${JSON.stringify({ ...besides, ...(views.length > 0 && { views }) })}::jsonb)
    returning id`.execute(work.db);
  return rows[0]?.id ?? "";
}

/** The survivor first. */
async function lockAll(
  work: Work,
  object: CatalogueObject,
  { survivor, others }: Pair,
): Promise<RecordData[]> {
  const ids = [survivor, ...others];
  if (new Set(ids).size < ids.length) throw new AppError("field_invalid", { field: "others" });
  const stored = await reach(work, object, ids, "change");
  const deletable = await allowedIds(work, object.name, others, "delete");
  if (deletable.length < others.length) throw new AppError("not_allowed");
  const records = ids.map((id) => stored.get(id) as RecordData);
  if (records.some((record) => record["archived_at"] !== null))
    throw new AppError("field_invalid", { field: "others" });
  return records;
}
