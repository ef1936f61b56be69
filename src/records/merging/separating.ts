import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { note } from "../audit/noting.ts";
import type { CatalogueObject } from "../catalogue.ts";
import { knownField } from "../reading/field-path.ts";
import { visibleIds } from "../reading/listing.ts";
import { type Deed, deedsAt } from "../undoing/acts.ts";
import { byRule } from "../seeing-all.ts";
import { type Left, putFieldsBack } from "../undoing/putting-back.ts";
import type { Work } from "../work.ts";
import { putAway, restore } from "../writing/archiving.ts";
import { reach } from "../writing/changing.ts";
import { lockRows } from "../writing/locked-rows.ts";
import { type TurnedView, turnViewsBack } from "./conditions.ts";
import { mostListed, type SeparateBody, type Separated } from "./contract.ts";
import { seenMerge, type StoredMerge } from "./stored-merges.ts";

/**
 * Takes a merge apart: what it wrote is put back, newest first, where nobody changed it since. Takes the rights that the
 * merge took. Throws `not_found`, `not_allowed`, `already_done`, `merged_since` where the survivor became part of another itself, `too_large` where it moved more than can be put back at
 * once, `field_invalid` for what `place` names and is not there.
 */
export async function separate(work: Work, id: string, { place }: SeparateBody): Promise<Separated> {
  const stored = await seenMerge(work, id, true);
  if (stored.separated_at) throw new AppError("already_done");
  const object = work.catalogue.object(stored.object);
  await reach(work, object, [stored.survivor_id], "change");
  await reach(work, object, stored.merged_ids, "delete");
  await refuseWhatBecamePartSince(work, stored);
  const deeds = await deedsAt(work, { at: stored.merged_at, unit: stored.unit_id });
  const left = await putBack(work, stored, deeds);
  await object.rules.separating?.(
    work,
    { survivor: stored.survivor_id, others: stored.merged_ids },
    stored.besides,
  );
  await turnViewsBack(work, (stored.besides["views"] ?? []) as TurnedView[]);
  await placeWhatCame(work, stored, place);
  await sql`update merges set separated_at = ${work.now}::timestamptz, separated_by = ${work.actor.userId}::uuid, separated_unit_id = ${work.unit}::uuid
    where id = ${id}::uuid`.execute(work.db);
  await note(work, {
    kind: "separated",
    object: object.name,
    record: stored.survivor_id,
    details: { count: stored.merged_ids.length },
  });
  return {
    survivor: stored.survivor_id,
    others: [...stored.merged_ids],
    left: await thoseSeen(work, left),
  };
}

// What the others brought went on with it: they would come back with nothing, and for good.
async function refuseWhatBecamePartSince(work: Work, { survivor_id }: StoredMerge): Promise<void> {
  const { rows } = await sql`select from merges
    where merged_ids @> array[${survivor_id}::uuid] and separated_at is null limit 1`.execute(work.db);
  if (rows.length > 0) throw new AppError("merged_since");
}

/** What of it the actor may know of. */
async function thoseSeen(work: Work, left: readonly Left[]): Promise<Left[]> {
  const told: Left[] = [];
  for (const [name, some] of Map.groupBy(left, ({ object }) => object)) {
    const object = work.catalogue.object(name);
    const seen = new Set(
      await visibleIds(
        work,
        name,
        some.map(({ id }) => id),
      ),
    );
    told.push(...some.filter(({ id, field }) => seen.has(id) && knownField(work, object, field)));
  }
  return told.slice(0, mostListed);
}

// Fields first: what comes back from the bin must not stand there twice.
async function putBack(work: Work, stored: StoredMerge, deeds: readonly Deed[]): Promise<Left[]> {
  const left: Left[] = [];
  const ruling = byRule(work);
  const own = new Set([stored.survivor_id, ...stored.merged_ids]);
  const known = deeds.filter((deed) => work.catalogue.objects.has(deed.object));
  const told = (deed: Deed) => (own.has(deed.id) ? work : ruling);
  for (const some of groups(known.filter(({ changes }) => changes.size > 0))) {
    const object = work.catalogue.object(some[0].object);
    for (const part of Map.groupBy(some, told).entries())
      left.push(...(await putFieldsBack(part[0], object, part[1])));
  }
  for (const some of groups(known.filter(({ before, after }) => before === "use" && after === "bin")))
    for (const [as, part] of Map.groupBy(some, told))
      await restore(
        as,
        some[0].object,
        part.map(({ id }) => id),
      );
  for (const some of groups(known.filter(({ before, after }) => before === "bin" && after === "use")))
    await putMadeAway(ruling, work.catalogue.object(some[0].object), some);
  return left;
}

type Some = readonly [Deed, ...Deed[]];

function groups(deeds: readonly Deed[]): Some[] {
  return [...Map.groupBy(deeds, ({ object }) => object).values()] as unknown as Some[];
}

async function putMadeAway(work: Work, object: CatalogueObject, deeds: readonly Deed[]): Promise<void> {
  const ids = deeds.map(({ id }) => id);
  const { records } = await lockRows(work, object, ids, "read");
  const inUse = [...records.values()].filter((record) => record["archived_at"] === null);
  await putAway(
    work,
    object,
    inUse.map(({ id }) => ({ id, with: null })),
  );
}

async function placeWhatCame(work: Work, stored: StoredMerge, place: SeparateBody["place"]): Promise<void> {
  for (const { object: name, id, field: fieldName, to } of place) {
    const object = work.catalogue.objects.get(name);
    const field = object && Object.hasOwn(object.fields, fieldName) ? object.fields[fieldName] : undefined;
    const isThere = field?.type === "link" && (await visibleIds(work, name, [id])).length === 1;
    if (!object || !isThere || !stored.merged_ids.includes(to))
      throw new AppError("field_invalid", { field: "place" });
    const from = stored.survivor_id;
    const then = await object.rules.placing?.(byRule(work), { id, field: fieldName, from, to });
    const changes = new Map([[fieldName, { from: to, to: from }]]);
    const moved: Deed = { object: name, id, before: null, after: null, changes, byRule: true };
    const [stays] = await putFieldsBack(byRule(work), object, [moved]);
    if (stays) throw new AppError("field_invalid", { field: "place" });
    await then?.();
  }
}
