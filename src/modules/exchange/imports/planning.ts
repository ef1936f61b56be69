import { createHash } from "node:crypto";
import type { RuntimeSettings, Work } from "#records";
import type { RecordData } from "#records/contract";
import { AppError } from "#kernel/error";
import type { ImportCounts } from "../contract/details.ts";
import { readRows } from "../reading/rows.ts";
import { type Choices, openChoices } from "./choices.ts";
import { learnComing } from "./coming-addresses.ts";
import { decide } from "./deciding.ts";
import { headingsOf } from "./details.ts";
import { changesOf } from "./differing.ts";
import { Directory } from "./directory.ts";
import { wouldHangOn } from "./hanging.ts";
import { interpreter, type RowDraft, type RowProblem, saidBy } from "./interpreting.ts";
import { type CheckedMapping, checkMapping } from "./mapping-check.ts";
import { keyTexts, recognise } from "./recognising.ts";
import { composeTitle, type MakeRelated, planRecords, resolveReferences } from "./resolving.ts";
import { importFile, sessionImports, type StoredImport } from "./stored-import.ts";
import { titlesOf } from "./titles.ts";
import { comingTitles } from "./value-matches.ts";

const batchSize = 1000;

export type Outcome = keyof ImportCounts;

/** A row with what would become of it. */
export interface PlannedRow {
  readonly draft: RowDraft;
  readonly outcome: Outcome;
  /** The record that is there. */
  readonly before: RecordData | undefined;
  /** What would be changed of it. */
  readonly changes: Readonly<Record<string, unknown>>;
}

/** An import as it would run, without writing. */
export interface Plan {
  readonly work: Work;
  readonly checked: CheckedMapping;
  readonly directory: Directory;
  /** Names of the records that would be made on the way, by object. */
  readonly related: ReadonlyMap<string, readonly string[]>;
  /** The options that are there, and those that would be added. */
  readonly choices: Choices;
  /** Every row of the file, from its beginning. To be walked once. */
  readonly rows: () => AsyncGenerator<PlannedRow>;
}

/** Opens the plan of an import that is mapped. Throws as `checkMapping`, `import_not_ready`. */
export async function openPlan(
  work: Work,
  folder: Pick<RuntimeSettings, "dataFolder">,
  stored: StoredImport,
): Promise<Plan> {
  if (!stored.mapping) throw new AppError("import_not_ready");
  const checked = checkMapping(work, stored.mapping, stored.survey.columns.length);
  const choices = await openChoices(work, titlesOf(work.catalogue));
  const interpret = interpreter(work, checked, headingsOf(stored), choices);
  const walk: Walk = {
    work,
    checked,
    directory: await directoryBefore(work, folder, stored),
    related: new Map(),
    met: new Map(),
  };
  async function* rows(): AsyncGenerator<PlannedRow> {
    let batch: RowDraft[] = [];
    let isHeading = stored.survey.header;
    for await (const some of readRows(importFile(folder, stored.id), stored.layout)) {
      for (const row of some) {
        if (!isHeading) batch.push(interpret(row));
        isHeading = false;
        if (batch.length < batchSize) continue;
        yield* await planned(walk, batch);
        batch = [];
      }
    }
    yield* await planned(walk, batch);
  }
  return { work, checked, directory: walk.directory, related: walk.related, choices, rows };
}

/** What the plan has seen so far of a file that may be long. */
interface Walk {
  readonly work: Work;
  readonly checked: CheckedMapping;
  readonly directory: Directory;
  readonly related: Map<string, string[]>;
  /** Keys met before, with what their row wrote: a second row may change it again. */
  readonly met: Map<string, string>;
}

// What the files before this one, and later rows of this one, will bring is not made by name.
async function directoryBefore(
  work: Work,
  folder: Pick<RuntimeSettings, "dataFolder">,
  stored: StoredImport,
): Promise<Directory> {
  const directory = new Directory();
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
  await learnComing(
    work,
    folder,
    before.filter(({ id }) => id !== stored.id),
    directory,
  );
  return directory;
}

const virtualId = (index: number): string => `00000000-0000-7000-8000-${String(index).padStart(12, "0")}`;

async function planned(walk: Walk, drafts: readonly RowDraft[]): Promise<PlannedRow[]> {
  if (drafts.length === 0) return [];
  const { work, checked, directory } = walk;
  await resolveReferences(work, checked.object, drafts, { directory, make: countRelated(walk) });
  const known = await recognise(work, checked, drafts, work.now);
  const touched = await wouldHangOn(
    work,
    checked,
    drafts.map((draft) => ({ draft, recordId: known.get(draft)?.id ?? null })),
  );
  return drafts.map((draft) => planOf(walk, draft, known.get(draft), touched));
}

function countRelated({ related }: Walk): MakeRelated {
  return async (work, object, wanted) => {
    const names = related.get(object.name) ?? [];
    related.set(object.name, names);
    for (const { text } of wanted) names.push(text);
    return planRecords(work, object, wanted);
  };
}

function planOf(
  walk: Walk,
  draft: RowDraft,
  before: RecordData | undefined,
  touched: ReadonlySet<string>,
): PlannedRow {
  const { checked, met } = walk;
  const keys = keyTexts(draft, checked);
  const again = keys.find((key) => met.has(key));
  const isThere = before !== undefined || again !== undefined;
  const decision = decide(checked, draft, isThere ? (before ?? unknownYet) : undefined);
  const none = { draft, before, changes: {} };
  if (draft.problems.length === 0 && typeof decision === "object")
    draft.problems.push({ code: decision.problem });
  if (decision === "create") {
    composeTitle(draft, checked.object, walk.directory);
    draft.problems.push(...missingFields(checked, draft));
  }
  if (draft.problems.length > 0 || typeof decision === "object") {
    // Who is to decide sees what an update would change.
    const isOpen = typeof decision === "object" && decision.problem === "row_undecided" && before;
    const changes = isOpen ? changesOf(checked.object, before, saidBy(draft)) : {};
    return { ...none, changes, outcome: "failed" };
  }
  const written = createHash("sha256")
    .update(JSON.stringify([draft.values, draft.lines, draft.besides]))
    .digest("base64");
  const same = again !== undefined && met.get(again) === written;
  for (const key of keys) met.set(key, written);
  if (decision === "create") return { ...none, outcome: "created" };
  if (decision === "skip") return { ...none, outcome: "unchanged" };
  if (again !== undefined) return { ...none, outcome: same ? "unchanged" : "updated" };
  const changes = changesOf(checked.object, before ?? unknownYet, saidBy(draft), decision);
  const isChanged = Object.keys(changes).length > 0 || touched.has(before?.id ?? "");
  return { ...none, changes, outcome: isChanged ? "updated" : "unchanged" };
}

/** A record that an earlier row of the file will have made. */
const unknownYet: RecordData = { id: "", version: 0 };

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
