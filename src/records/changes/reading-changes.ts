import type { OutputOf, QueryOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { grantOn } from "../contract/index.ts";
import { readState } from "../news/reading.ts";
import type { Work } from "../work.ts";
import type { readChanges } from "./contract.ts";
import { type ChangeCursor, readChangeCursor, writeChangeCursor } from "./cursor.ts";
import { changesBehind } from "./following.ts";
import { snapshotBehind } from "./snapshot.ts";

/**
 * A page of what changed, for other systems. Throws `cursor_invalid`, `cursor_expired`, and `choice_unknown` for an object that
 * is not there or of which the actor may see nothing.
 */
export async function changesAfter(
  work: Work,
  { after, objects, ...wanted }: QueryOf<typeof readChanges>,
): Promise<OutputOf<typeof readChanges>> {
  const asked = objects?.split(",");
  const cursor = isBeginning(after) ? await begin(work, asked, after) : await readChangeCursor(work, after);
  if (asked && asked.join() !== cursor.objects.join()) throw new AppError("cursor_invalid");
  const isFollowing = cursor.snapshot === undefined;
  const some = isFollowing
    ? await changesBehind(work, cursor, wanted)
    : await snapshotBehind(work, cursor, wanted);
  return { data: [...some.data], next: await writeChangeCursor(work, some.cursor), has_more: !some.ended };
}

const isBeginning = (after: string): after is "beginning" | "now" => after === "beginning" || after === "now";

async function begin(
  work: Work,
  asked: readonly string[] | undefined,
  from: "beginning" | "now",
): Promise<ChangeCursor> {
  const known = objectsInSight(work);
  const strange = asked?.find((name) => !known.includes(name));
  if (strange !== undefined)
    throw new AppError("choice_unknown", { field: "objects", params: { value: strange } });
  const objects = asked ?? known;
  const { newest: position } = await readState(work.db);
  const [object] = objects;
  const snapshot = from === "beginning" && object !== undefined ? { object } : undefined;
  return { objects, position, told: 0, ...(snapshot && { snapshot }) };
}

// A wide object is told of by its faces, as it is written by them.
function objectsInSight(work: Work): string[] {
  return [...work.catalogue.objects.values()]
    .filter(({ name, faces }) => faces.length === 0 && grantOn(work.actor.rights, name).read !== "none")
    .map(({ name }) => name);
}
