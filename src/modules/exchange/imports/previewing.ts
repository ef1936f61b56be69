import { csvLine } from "#kernel/csv";
import type { RuntimeSettings, Work } from "#records";
import type { ImportPreview, PlannedRows } from "../contract/details.ts";
import { headingsOf } from "./details.ts";
import { openPlan, type PlannedRow } from "./planning.ts";
import { delimiterIn } from "./results.ts";
import { rowShower, shownProblem } from "./showing.ts";
import type { StoredImport } from "./stored-import.ts";
import { titlesIn } from "./titles.ts";

const shown = { first: 20, problems: 100, samples: 10 } as const;

type Folder = Pick<RuntimeSettings, "dataFolder">;

/**
 * Goes through the whole file as the import would, without writing: how many records would be made, changed, left
 * alone or refused, which ones by name on the way, and how the first rows will read.
 */
export async function previewImport(
  work: Work,
  folder: Folder,
  stored: StoredImport,
): Promise<ImportPreview> {
  const plan = await openPlan(work, folder, stored);
  const show = rowShower(plan);
  const counts = { created: 0, updated: 0, unchanged: 0, failed: 0 };
  const first: ImportPreview["first"] = [];
  const problems: ImportPreview["problems"] = [];
  let [rows, known] = [0, 0];
  for await (const row of plan.rows()) {
    rows++;
    counts[row.outcome]++;
    if (row.before) known++;
    if (first.length < shown.first) first.push(await show(row));
    if (row.outcome !== "failed" || problems.length >= shown.problems) continue;
    // What is to be decided is asked by itself.
    const wrong = row.draft.problems.filter(({ code }) => code !== "row_undecided");
    problems.push(...wrong.map((problem) => shownProblem(plan, row, problem)));
  }
  return {
    rows,
    counts,
    known,
    first,
    problems: problems.slice(0, shown.problems),
    columns_left_out: columnsLeftOut(stored),
    related: [...plan.related].map(([object, names]) => ({
      object,
      count: names.length,
      samples: names.slice(0, shown.samples),
    })),
    options: [...plan.choices.wanted()].map(([field, labels]) => ({
      field,
      labels: labels.slice(0, shown.samples),
    })),
  };
}

function columnsLeftOut(stored: StoredImport): ImportPreview["columns_left_out"] {
  const used = new Set(
    stored.mapping?.assignments.flatMap(({ column, label_column }) => [column, label_column ?? column]),
  );
  const headings = headingsOf(stored);
  return stored.survey.columns
    .filter(({ index, filled }) => filled > 0 && !used.has(index))
    .map(({ index, filled }) => ({ column: headings[index] ?? "", filled }));
}

export interface RowsAsked {
  /** One outcome, or the rows whose record is `known`. */
  readonly only?: PlannedRow["outcome"] | "known" | undefined;
  readonly after: number;
  readonly limit: number;
}

/** Rows with what would become of each: the file is gone through from its beginning until the page is full. */
export async function previewRows(
  work: Work,
  folder: Folder,
  stored: StoredImport,
  { only, after, limit }: RowsAsked,
): Promise<PlannedRows> {
  const plan = await openPlan(work, folder, stored);
  const show = rowShower(plan);
  const data: PlannedRows["data"] = [];
  for await (const row of plan.rows()) {
    if (row.draft.row.number <= after || !isWanted(row, only)) continue;
    if (data.length === limit) return { data, next: data.at(-1)?.row ?? null };
    data.push(await show(row));
  }
  return { data, next: null };
}

function isWanted({ outcome, before }: PlannedRow, only: RowsAsked["only"]): boolean {
  return only === undefined || (only === "known" ? before !== undefined : outcome === only);
}

/** Every row of the file with what would become of it, as lines of CSV. */
export async function* previewCsv(work: Work, folder: Folder, stored: StoredImport): AsyncGenerator<string> {
  const plan = await openPlan(work, folder, stored);
  const show = rowShower(plan);
  const titles = titlesIn(work.catalogue, work.actor.locale);
  const text = (key: string): string => titles.text("exchange", "dry_run", key) ?? key;
  const fieldTitle = (name: string): string => titles.field(plan.checked.object.name, name) ?? name;
  const delimiter = delimiterIn(work.actor.locale);
  const headings = ["row", "outcome", "title", "record", "changes", "problems"].map(text);
  yield `\uFEFF${csvLine(headings, delimiter)}`;
  for await (const row of plan.rows()) {
    const { record, changes, problems, ...said } = await show(row);
    const cells = [
      String(said.row),
      text(said.outcome),
      said.title,
      record?.id ?? "",
      changes.map(({ field, from, to }) => `${fieldTitle(field)}: ${from} → ${to}`).join("\n"),
      problems.join("\n"),
    ];
    yield csvLine(cells, delimiter);
  }
}
