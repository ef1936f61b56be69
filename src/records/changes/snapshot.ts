import { list } from "../reading/listing.ts";
import type { Work } from "../work.ts";
import type { ToldChange } from "./contract.ts";
import type { ChangeCursor } from "./cursor.ts";
import type { SomeChanges, Wanted } from "./following.ts";

/**
 * What is there, object by object, in the order of ids. The cursor's position was taken before: what is made or changed while
 * one reads, and by transactions that were running then, is told behind it, if need be a second time.
 */
export async function snapshotBehind(work: Work, from: ChangeCursor, wanted: Wanted): Promise<SomeChanges> {
  const data: ToldChange[] = [];
  let snapshot = from.snapshot;
  while (snapshot && data.length < wanted.limit) {
    const { object, page }: NonNullable<ChangeCursor["snapshot"]> = snapshot;
    const records = await list(work, object, {
      sort: "id",
      limit: wanted.limit - data.length,
      cursor: page,
      ...(wanted.payload === "ids" && { fields: "id" }),
    });
    data.push(
      ...records.data.map(
        (record): ToldChange => ({
          object,
          id: record.id,
          kind: "snapshot",
          at: null,
          ...(wanted.payload === "records" && { record: { ...record } }),
        }),
      ),
    );
    const following = from.objects[from.objects.indexOf(object) + 1];
    if (records.next) snapshot = { object, page: records.next };
    else snapshot = following === undefined ? undefined : { object: following };
  }
  const { snapshot: _, ...rest } = from;
  return { data, cursor: snapshot ? { ...rest, snapshot } : rest, ended: false };
}
