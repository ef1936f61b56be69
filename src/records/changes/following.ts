import type { CatalogueObject } from "../catalogue.ts";
import { grantOn, type RecordData } from "../contract/index.ts";
import { visibleField } from "../reading/field-path.ts";
import { list } from "../reading/listing.ts";
import { readsAll } from "../reading/visibility.ts";
import type { Work } from "../work.ts";
import { type Candidate, nextCandidates } from "./candidates.ts";
import type { ToldChange } from "./contract.ts";
import type { ChangeCursor } from "./cursor.ts";
import { onceSeen } from "./once-seen.ts";

/** How changes are wanted. */
export interface Wanted {
  readonly limit: number;
  readonly payload: "records" | "ids";
}

export interface SomeChanges {
  readonly data: readonly ToldChange[];
  readonly cursor: ChangeCursor;
  readonly ended: boolean;
}

/** Records looked at for one page; where few of them are in sight, the page is short. */
const mostLookedAt = 5000;

/** What changed behind the cursor, of what the actor may see now; what was in sight and is no longer, as gone. */
export async function changesBehind(work: Work, from: ChangeCursor, wanted: Wanted): Promise<SomeChanges> {
  const data: ToldChange[] = [];
  let cursor = from;
  for (let looked = 0; looked < mostLookedAt && data.length < wanted.limit; ) {
    const next = await nextCandidates(work, cursor, wanted.limit - data.length);
    data.push(...(await tell(work, next.found, wanted.payload)));
    cursor = next.cursor;
    if (next.ended) return { data, cursor, ended: true };
    // Events about other objects cost a look, too.
    looked += Math.max(next.found.length, 500);
  }
  return { data, cursor, ended: false };
}

async function tell(
  work: Work,
  candidates: readonly Candidate[],
  payload: Wanted["payload"],
): Promise<ToldChange[]> {
  const sights = new Map<string, Sight>();
  for (const [name, some] of Map.groupBy(candidates, ({ object }) => object))
    sights.set(name, await sightOf(work, work.catalogue.object(name), some, payload));
  return candidates.flatMap((one) => {
    const sight = sights.get(one.object);
    return sight ? toldIn(sight, one, payload) : [];
  });
}

interface Sight {
  readonly object: CatalogueObject;
  readonly seen: ReadonlyMap<string, RecordData>;
  readonly gone: ReadonlySet<string>;
  /** What hangs on records of the object, where the actor does not see it all anyway. */
  readonly parts: readonly string[];
}

async function sightOf(
  work: Work,
  object: CatalogueObject,
  candidates: readonly Candidate[],
  payload: Wanted["payload"],
): Promise<Sight> {
  const ids = [...new Set(candidates.map(({ id }) => id))];
  const { data } = await list(work, object.name, {
    ids,
    archived: "either",
    sort: "id",
    limit: ids.length,
    ...(payload === "ids" && { fields: ["id", ...fieldsToldOf(work, object, candidates)].join() }),
  });
  const seen = new Map(data.map((record) => [record.id, record]));
  const gone = await onceSeen(
    work,
    object,
    ids.filter((id) => !seen.has(id)),
  );
  return { object, seen, gone, parts: partsOf(work, object) };
}

// Read along, since a field may be seen on some records alone.
function fieldsToldOf(work: Work, object: CatalogueObject, candidates: readonly Candidate[]): string[] {
  const fields = new Set(candidates.flatMap((one) => one.fields ?? []));
  return [...fields].filter((field) => visibleField(work, object, field));
}

function partsOf(work: Work, { name, table }: CatalogueObject): string[] {
  return [...work.catalogue.objects.values()].flatMap((one) => {
    const hangs = (one.through ?? []).some((link) => {
      const field = one.fields[link];
      return field?.type === "link" && work.catalogue.objects.get(field.to)?.table === table;
    });
    const isRead = grantOn(work.actor.rights, one.name).read !== "none";
    return hangs && isRead && one.name !== name && !readsAll(work, one.name) ? [one.name] : [];
  });
}

function toldIn(
  { object, seen, gone, parts }: Sight,
  { id, kind, at, fields, moved }: Candidate,
  payload: Wanted["payload"],
): ToldChange[] {
  const record = seen.get(id);
  const about = { object: object.name, id, ...(moved && parts.length > 0 && { parts: [...parts] }) };
  if (!record) return gone.has(id) ? [{ ...about, kind: "gone", at }] : [];
  const known = fields?.filter((field) => Object.hasOwn(record, field));
  // That only a field has changed which one may not see is not told.
  if (kind === "changed" && fields && known?.length === 0) return [];
  return [
    {
      ...about,
      kind,
      at,
      ...(known && { fields: known }),
      ...(payload === "records" && { record: { ...record } }),
    },
  ];
}
