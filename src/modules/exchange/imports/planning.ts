import { createHash } from "node:crypto";
import { AppError } from "#kernel/error";
import { get, type RuntimeSettings, type Work } from "#records";
import type { RecordData } from "#records/contract";
import type { ImportCounts, ImportPreview } from "../contract/details.ts";
import { readRows } from "../reading/rows.ts";
import { openChoices } from "./choices.ts";
import { headingsOf } from "./details.ts";
import { asText, Directory, titleOf } from "./directory.ts";
import { interpreter, type RowDraft, type RowProblem } from "./interpreting.ts";
import { type CheckedMapping, checkMapping } from "./mapping-check.ts";
import { changesOf, existingRecords, keyText } from "./matching.ts";
import { problemText } from "./problem-texts.ts";
import { composeTitle, type MakeRelated, planRecords, resolveReferences } from "./resolving.ts";
import { importFile, sessionImports, type StoredImport } from "./stored-import.ts";
import { titlesIn, titlesOf } from "./titles.ts";
import { comingTitles } from "./value-matches.ts";

const batchSize = 1000;
const shown = { first: 20, problems: 100, samples: 10 } as const;

type Outcome = keyof ImportCounts;

/** What the plan has seen so far of a file that may be long. */
interface Plan {
  readonly work: Work;
  readonly checked: CheckedMapping;
  readonly directory: Directory;
  readonly counts: Record<Outcome, number>;
  readonly first: ImportPreview["first"];
  readonly problems: ImportPreview["problems"];
  readonly related: Map<string, string[]>;
  /** Keys met before, with what their row wrote: a second row may change it again. */
  readonly met: Map<string, string>;
  readonly links: LinkTitles;
  rows: number;
}

/**
 * Goes through the whole file as the import would, without writing: how many records would be made, changed, left
 * alone or refused, which ones by name on the way, and how the first rows will read.
 */
export async function previewImport(
  work: Work,
  folder: Pick<RuntimeSettings, "dataFolder">,
  stored: StoredImport,
): Promise<ImportPreview> {
  if (!stored.mapping) throw new AppError("import_not_ready");
  const checked = checkMapping(work, stored.mapping, stored.survey.columns.length);
  const choices = await openChoices(work, titlesOf(work.catalogue));
  const interpret = interpreter(work, checked, headingsOf(stored), choices);
  const plan = await newPlan(work, stored, checked);
  let batch: RowDraft[] = [];
  let isHeading = stored.survey.header;
  for await (const row of readRows(importFile(folder, stored.id), stored.layout)) {
    if (!isHeading) batch.push(interpret(row));
    isHeading = false;
    if (batch.length < batchSize) continue;
    await planRows(plan, batch);
    batch = [];
  }
  await planRows(plan, batch);
  const { rows, counts, first, problems } = plan;
  return {
    rows,
    counts,
    first,
    problems,
    related: [...plan.related].map(([object, names]) => ({
      object,
      count: names.length,
      samples: names.slice(0, shown.samples),
    })),
    options: [...choices.wanted()].map(([field, labels]) => ({
      field,
      labels: labels.slice(0, shown.samples),
    })),
  };
}

async function newPlan(work: Work, stored: StoredImport, checked: CheckedMapping): Promise<Plan> {
  const directory = new Directory();
  const counts = { created: 0, updated: 0, unchanged: 0, failed: 0 };
  const plan: Plan = {
    work,
    checked,
    directory,
    counts,
    first: [],
    problems: [],
    related: new Map(),
    met: new Map(),
    links: new LinkTitles(work),
    rows: 0,
  };
  // What the files before this one, and later rows of this one, will bring is not made by name.
  const before = (await sessionImports(work.db, stored.session_id)).filter(
    (one) => one.position <= stored.position,
  );
  for (const object of new Set(before.map((one) => one.object))) {
    if (!object) continue;
    const titles = await comingTitles(work, stored, object);
    await directory.prepare(work, object, titles);
    for (const [index, title] of titles.entries()) {
      if (!directory.find(object, title))
        directory.add(object, title, { id: virtualId(index), title, record: null });
    }
  }
  return plan;
}

const virtualId = (index: number): string => `00000000-0000-7000-8000-${String(index).padStart(12, "0")}`;

async function planRows(plan: Plan, drafts: readonly RowDraft[]): Promise<void> {
  if (drafts.length === 0) return;
  const { work, checked, directory } = plan;
  await resolveReferences(work, checked.object, drafts, { directory, make: countRelated(plan) });
  const keys = drafts.flatMap((draft) => keyText(draft, checked) ?? []);
  const existing = await existingRecords(work, checked, keys);
  for (const draft of drafts) {
    plan.rows++;
    const outcome = outcomeOf(plan, draft, existing);
    plan.counts[outcome]++;
    if (plan.first.length < shown.first) plan.first.push(await asShown(plan, draft, outcome));
    for (const problem of outcome === "failed" ? draft.problems : []) {
      if (plan.problems.length < shown.problems) plan.problems.push(asProblem(plan, draft, problem));
    }
  }
}

function countRelated(plan: Plan): MakeRelated {
  return async (work, object, wanted) => {
    const names = plan.related.get(object.name) ?? [];
    plan.related.set(object.name, [...names, ...wanted.map((one) => one.text)]);
    return planRecords(work, object, wanted);
  };
}

function outcomeOf(plan: Plan, draft: RowDraft, existing: ReadonlyMap<string, RecordData>): Outcome {
  const { checked, met } = plan;
  const key = keyText(draft, checked);
  const before = key === null ? undefined : existing.get(key);
  const again = key !== null && met.has(key);
  if (!before && !again) composeTitle(draft, checked.object, plan.directory);
  if (!before && !again) draft.problems.push(...missingFields(checked, draft));
  if (draft.problems.length > 0) return "failed";
  const written = createHash("sha256")
    .update(JSON.stringify([draft.values, draft.lines]))
    .digest("base64");
  const same = key !== null && met.get(key) === written;
  if (key !== null) met.set(key, written);
  if (again) return same || checked.mapping.existing === "skip" ? "unchanged" : "updated";
  if (!before) return "created";
  if (checked.mapping.existing === "skip") return "unchanged";
  return Object.keys(changesOf(checked.object, before, draft.values)).length > 0 ? "updated" : "unchanged";
}

// Links may still be filled in by the rules of the object: a deal's first stage.
function missingFields({ object }: CheckedMapping, draft: RowDraft): RowProblem[] {
  return Object.entries(object.fields)
    .filter(([name, field]) => field.required && field.type !== "link" && draft.values[name] == null)
    .filter(
      ([name, field]) =>
        !("default" in field && field.default !== undefined) &&
        !draft.problems.some((problem) => problem.field === name),
    )
    .map(([field]) => ({ code: "field_required", field }));
}

function asProblem({ work }: Plan, draft: RowDraft, problem: RowProblem): ImportPreview["problems"][number] {
  const { code, column, value } = problem;
  return {
    row: draft.row.number,
    code,
    column: column ?? problem.field,
    value,
    text: problemText(work.actor.locale, problem),
  };
}

async function asShown(
  plan: Plan,
  draft: RowDraft,
  outcome: Outcome,
): Promise<ImportPreview["first"][number]> {
  const values: Record<string, string> = {};
  const { object } = plan.checked;
  const groups = [
    ["", draft.values] as const,
    ...Object.entries(draft.lines).map(([list, line]) => [`${list}.`, line] as const),
  ];
  for (const [prefix, group] of groups) {
    for (const [name, value] of Object.entries(group)) {
      const reference = draft.references.find(
        (one) => one.field === name && `${one.list ? `${one.list}.` : ""}` === prefix,
      );
      const known = reference && plan.directory.find(reference.object, reference.text)?.title;
      values[prefix + name] =
        known ??
        (isLink(plan, prefix, name)
          ? await plan.links.title(plan.checked, name, String(value))
          : read(plan, name, value));
    }
  }
  return { row: draft.row.number, outcome, title: titleOf(object, draft.values), values };
}

const isLink = (plan: Plan, prefix: string, name: string): boolean =>
  prefix === "" && plan.checked.object.fields[name]?.type === "link";

// Options and countries by their titles, all else as it stands.
function read({ work, checked }: Plan, name: string, value: unknown): string {
  const type = checked.object.fields[name]?.type;
  const { locale } = work.actor;
  if (type === "choice" && typeof value === "string") {
    return titlesIn(work.catalogue, locale).option(checked.object.name, name, value) ?? value;
  }
  if (type !== "address" || typeof value !== "object" || value === null) return asText(value);
  const { country, ...rest } = value as { country?: string | null };
  const named = country ? new Intl.DisplayNames([locale], { type: "region" }).of(country) : undefined;
  return asText({ ...rest, country: named });
}

/** Titles of what was filled in without a name in the file: the standard pipeline. */
class LinkTitles {
  readonly #work: Work;
  readonly #titles = new Map<string, string>();

  constructor(work: Work) {
    this.#work = work;
  }

  async title({ object }: CheckedMapping, field: string, id: string): Promise<string> {
    const link = object.fields[field];
    if (link?.type !== "link") return "";
    const known = this.#titles.get(id);
    if (known !== undefined) return known;
    const target = this.#work.catalogue.object(link.to);
    const title = titleOf(target, await get(this.#work, link.to, id, { fields: target.title }));
    this.#titles.set(id, title);
    return title;
  }
}
