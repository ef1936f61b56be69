import { type CatalogueObject, list, type Work } from "#records";
import type { RecordData } from "#records/contract";
import { externalId } from "../contract/targets.ts";
import { asText } from "./directory.ts";
import { havingTexts } from "./having-texts.ts";
import type { RowDraft } from "./interpreting.ts";
import type { CheckedMapping } from "./mapping-check.ts";
import { recordsBySource, sourceIdsOf, sourceOf } from "./source-ids.ts";

/** Texts by which a row is recognised, one for each key that is not empty in it; what has an id over there is told by it alone. */
export function keyTexts(draft: RowDraft, { mapping }: CheckedMapping): string[] {
  const { sourceId } = draft.besides;
  if (sourceId !== null && mapping.keys.includes(externalId)) return [`${externalId} ${sourceId}`];
  return mapping.keys.flatMap((key) => {
    const text = keyText(draft.values[key]);
    return text === "" ? [] : [`${key} ${text}`];
  });
}

const keyText = (value: unknown): string => asText(value).trim().toLowerCase();

/**
 * The records that rows stand for, with the fields that the mapping writes: found by the keys in their order, then by
 * likeness among those that were there before `since`. Of several with one key the oldest; only what the actor may read.
 */
export async function recognise(
  work: Work,
  checked: CheckedMapping,
  drafts: readonly RowDraft[],
  since: Date,
): Promise<Map<RowDraft, RecordData>> {
  const bySource = await idsBySource(work, checked, drafts);
  const ids = new Map(bySource);
  for (const key of checked.mapping.keys.filter((one) => one !== externalId)) {
    const open = drafts.filter((draft) => !ids.has(draft) && keyText(draft.values[key]) !== "");
    const found = await idsByKey(work, checked.object, key, [
      ...new Set(open.map((draft) => keyText(draft.values[key]))),
    ]);
    for (const draft of open) {
      const id = found.get(keyText(draft.values[key]));
      if (id !== undefined) ids.set(draft, id);
    }
  }
  for (const [draft, id] of await alike(
    work,
    checked,
    drafts.filter((draft) => !ids.has(draft)),
    since,
  ))
    ids.set(draft, id);
  const others = [...ids].filter(([draft]) => !bySource.has(draft));
  return recordsOf(work, checked, new Map([...bySource, ...(await withoutStrangers(work, checked, others))]));
}

/** By the ids that rows have in the system they come from. */
async function idsBySource(
  work: Work,
  checked: CheckedMapping,
  drafts: readonly RowDraft[],
): Promise<Map<RowDraft, string>> {
  if (!checked.mapping.keys.includes(externalId)) return new Map();
  const sourceIds = drafts.flatMap(({ besides }) => besides.sourceId ?? []);
  const records = await recordsBySource(work, checked.object.name, sourceOf(checked), sourceIds);
  return new Map(
    drafts.flatMap((draft): [RowDraft, string][] => {
      const id = records.get(draft.besides.sourceId ?? "");
      return id ? [[draft, id]] : [];
    }),
  );
}

/** Without those that are another one over there, whatever they are called: of several rows the first takes the record. */
async function withoutStrangers(
  work: Work,
  checked: CheckedMapping,
  found: readonly [RowDraft, string][],
): Promise<readonly [RowDraft, string][]> {
  if (found.every(([{ besides }]) => besides.sourceId === null)) return found;
  const records = [...new Set(found.map(([, id]) => id))];
  const known = await sourceIdsOf(work, sourceOf(checked), records);
  const takers = new Map<string, string>();
  return found.filter(
    ([
      {
        besides: { sourceId },
      },
      id,
    ]) => {
      if (sourceId === null) return true;
      const taker = takers.get(id) ?? sourceId;
      takers.set(id, taker);
      return taker === sourceId && !known.has(id);
    },
  );
}

/** By text the oldest record that has it. */
async function idsByKey(
  work: Work,
  object: CatalogueObject,
  key: string,
  texts: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const { id, text } of await havingTexts(work, object, key, texts)) {
    const other = found.get(text);
    if (other === undefined || id < other) found.set(text, id);
  }
  return found;
}

async function alike(
  work: Work,
  { mapping, object }: CheckedMapping,
  drafts: readonly RowDraft[],
  since: Date,
): Promise<[RowDraft, string][]> {
  const { resembling } = object.rules;
  if (!mapping.alike || !resembling || drafts.length === 0) return [];
  const ids = await resembling(
    work,
    drafts.map(({ values }) => values),
    since,
  );
  return drafts.flatMap((draft, at): [RowDraft, string][] => {
    const id = ids[at];
    return id ? [[draft, id]] : [];
  });
}

async function recordsOf(
  work: Work,
  checked: CheckedMapping,
  ids: ReadonlyMap<RowDraft, string>,
): Promise<Map<RowDraft, RecordData>> {
  if (ids.size === 0) return new Map();
  const wanted = [...new Set(ids.values())];
  const { data } = await list(work, checked.object.name, {
    ids: wanted,
    limit: wanted.length,
    sort: "id",
    fields: [...new Set([checked.object.title, ...fieldsWritten(checked)])].join(","),
  });
  const records = new Map(data.map((record) => [record.id, record]));
  return new Map(
    [...ids].flatMap(([draft, id]): [RowDraft, RecordData][] => {
      const record = records.get(id);
      return record ? [[draft, record]] : [];
    }),
  );
}

/** Fields of the record itself that the mapping may write. */
function fieldsWritten({ placed, object }: CheckedMapping): string[] {
  const own = placed
    .filter(({ target }) => !target.related && !target.besides)
    .map(({ target }) => target.field);
  return [
    ...own.flatMap((name) => (object.fields[name] ? [name] : ["closed_on", "expected_close_on"])),
    ...(object.fields.pipeline ? ["pipeline"] : []),
  ];
}
