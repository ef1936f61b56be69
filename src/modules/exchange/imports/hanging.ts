import { normalised } from "#customers";
import { createMany, list, updateMany, type Work } from "#records";
import type { RecordData } from "#records/contract";
import { type Locale, locales } from "#kernel/locale";
import { type HangingList, notesOf, pointsOf } from "../contract/targets.ts";
import { systemTitle } from "../suggesting/presets/registry.ts";
import type { RowDraft } from "./interpreting.ts";
import type { CheckedMapping } from "./mapping-check.ts";
import { titlesIn } from "./titles.ts";

/** Rows read of what hangs on the records of a batch. */
const mostHanging = 10_000;

/** A row with the record that it is about; null for one that is only planned. */
export interface Hanging {
  readonly draft: RowDraft;
  readonly recordId: string | null;
}

/** What is to be written on one related list of records. */
interface HungRows {
  readonly child: string;
  readonly creates: readonly Record<string, unknown>[];
  readonly changes: readonly { readonly id: string; readonly values: Record<string, unknown> }[];
  /** The records that get something they have not. */
  readonly records: readonly string[];
}

/** Hangs on records what their rows say besides their fields; answers the records that got something new. */
export async function hangOn(
  work: Work,
  checked: CheckedMapping,
  rows: readonly Hanging[],
): Promise<Set<string>> {
  const touched = new Set<string>();
  for (const { child, creates, changes, records } of await whatToHang(work, checked, rows)) {
    if (creates.length > 0) await createMany(work, child, creates);
    if (changes.length > 0) await updateMany(work, child, changes);
    for (const record of records) touched.add(record);
  }
  return touched;
}

/** Which records would get something new. */
export async function wouldHangOn(
  work: Work,
  checked: CheckedMapping,
  rows: readonly Hanging[],
): Promise<Set<string>> {
  return new Set((await whatToHang(work, checked, rows)).flatMap(({ records }) => records));
}

async function whatToHang(
  work: Work,
  checked: CheckedMapping,
  rows: readonly Hanging[],
): Promise<HungRows[]> {
  const find = (name: string) => work.catalogue.objects.get(name);
  const points = pointsOf(checked.object, find);
  const notes = checked.placed.some(({ target }) => target.besides === "note")
    ? notesOf(checked.object, find)
    : undefined;
  return [
    ...(points ? [await pointsToHang(work, points, rows)] : []),
    ...(notes ? [await notesToHang(work, checked, notes, rows)] : []),
  ];
}

async function pointsToHang(work: Work, at: HangingList, rows: readonly Hanging[]): Promise<HungRows> {
  const some = rows.filter(({ draft, recordId }) => recordId && draft.besides.points.length > 0);
  const there = await hangingThere(work, at, some, ["kind", "value", "label"]);
  const known = new Map(
    there.map((point) => {
      const [kind, value] = [String(point["kind"]), String(point["value"])];
      const form = normalised(kind, value, work.country) ?? value;
      return [nameOf(idOf(point[at.field]), kind, form), point];
    }),
  );
  const creates = new Map<string, Record<string, unknown>>();
  const changes = new Map<string, { id: string; values: Record<string, unknown> }>();
  const records = new Set<string>();
  for (const { draft, recordId } of some) {
    for (const point of draft.besides.points) {
      const { kind, value, label } = point;
      const name = nameOf(recordId ?? "", kind, point.normalised);
      const same = known.get(name);
      if (!same)
        creates.set(
          name,
          creates.get(name) ?? { [at.field]: recordId, kind, value, ...(label && { label }) },
        );
      else if (label && !same["label"]) changes.set(same.id, { id: same.id, values: { label } });
      else continue;
      records.add(recordId ?? "");
    }
  }
  return {
    child: at.child.name,
    creates: [...creates.values()],
    changes: [...changes.values()],
    records: [...records],
  };
}

const nameOf = (record: string, kind: string, form: string): string => `${record} ${kind} ${form}`;

async function notesToHang(
  work: Work,
  { mapping }: CheckedMapping,
  at: HangingList,
  rows: readonly Hanging[],
): Promise<HungRows> {
  const body = at.child.title;
  const some = rows.filter(({ draft, recordId }) => recordId && draft.besides.note.length > 0);
  const there = await hangingThere(work, at, some, [body]);
  const titles = locales.map((locale) => noteTitle(work, mapping, locale));
  const own = new Map(
    there
      .filter((note) => titles.includes(firstLine(note[body])))
      .map((note) => [idOf(note[at.field]), note]),
  );
  const creates: Record<string, unknown>[] = [];
  const changes: { id: string; values: Record<string, unknown> }[] = [];
  const records: string[] = [];
  for (const [recordId, hanging] of Map.groupBy(some, (one) => one.recordId ?? "")) {
    const lines = [...new Set(hanging.flatMap(({ draft }) => draft.besides.note))];
    const before = own.get(recordId);
    const title = before ? firstLine(before[body]) : noteTitle(work, mapping, work.actor.locale);
    const text = [title, ...lines].join("\n");
    if (!before) creates.push({ [at.field]: recordId, [body]: text });
    else if (before[body] !== text) changes.push({ id: before.id, values: { [body]: text } });
    else continue;
    records.push(recordId);
  }
  return { child: at.child.name, creates, changes, records };
}

const firstLine = (text: unknown): string => String(text).split("\n", 1)[0] ?? "";

// By its first line the note is known again when the export comes once more.
function noteTitle(work: Work, mapping: CheckedMapping["mapping"], locale: Locale): string {
  const title = titlesIn(work.catalogue, locale).text("exchange", "presets", "note") ?? "";
  return title.replace("{system}", mapping.source ? systemTitle(mapping.source.system) : "CSV");
}

async function hangingThere(
  work: Work,
  at: HangingList,
  rows: readonly Hanging[],
  fields: readonly string[],
): Promise<readonly RecordData[]> {
  if (rows.length === 0) return [];
  const value = [...new Set(rows.map(({ recordId }) => recordId ?? ""))];
  const { data } = await list(work, at.child.name, {
    limit: mostHanging,
    filter: { field: at.field, op: "in", value },
    fields: [at.field, ...fields].join(","),
    sort: "id",
  });
  return data;
}

const idOf = (value: unknown): string => (value as { readonly id: string } | null)?.id ?? "";
