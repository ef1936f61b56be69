import { createMany, updateMany, type Work } from "#records";
import type { RecordData } from "#records/contract";
import { decide } from "./deciding.ts";
import { changesOf } from "./differing.ts";
import { type Directory, titleOf } from "./directory.ts";
import { hangOn } from "./hanging.ts";
import { linkWhatCame } from "./links-to-come.ts";
import { type RowDraft, saidBy } from "./interpreting.ts";
import { writeLines } from "./lines.ts";
import { claimMade, makeByName } from "./made-by-name.ts";
import type { CheckedMapping } from "./mapping-check.ts";
import { keyTexts, recognise } from "./recognising.ts";
import { composeTitle, resolveReferences } from "./resolving.ts";
import { rememberSourceIds } from "./source-ids.ts";

/** What became of a row. */
export interface RowOutcome {
  readonly draft: RowDraft;
  readonly outcome: "created" | "updated" | "unchanged" | "failed";
  readonly recordId: string | null;
  /** Whether the record is left as it is, whatever the row says. */
  readonly skipped?: boolean;
}

/** What rows are written by. */
export interface Writing {
  readonly importId: string;
  readonly checked: CheckedMapping;
  readonly directory: Directory;
  /** When the import began: by likeness a row stands for nobody who came since. */
  readonly since: Date;
}

/**
 * Writes rows as records in the unit of work at hand: names resolved, known records recognised, the rest made, all
 * set-based. Rows with problems are answered as failed; an error of the engine undoes the whole unit.
 */
export async function writeRows(
  work: Work,
  writing: Writing,
  drafts: readonly RowDraft[],
): Promise<RowOutcome[]> {
  const { checked, directory, importId } = writing;
  await resolveReferences(work, checked.object, drafts, { directory, make: makeByName(importId) });
  const failed = drafts.filter((draft) => draft.problems.length > 0);
  const outcomes: RowOutcome[] = failed.map((draft) => ({ draft, outcome: "failed", recordId: null }));
  let rest = drafts.filter((draft) => draft.problems.length === 0);
  // A key that comes twice is made by the first row and met by the second.
  while (rest.length > 0) {
    const keys = new Set<string>();
    const { pass = [], later = [] } = Object.groupBy(rest, (draft) => {
      const own = keyTexts(draft, checked);
      if (own.some((key) => keys.has(key))) return "later";
      for (const key of own) keys.add(key);
      return "pass";
    });
    rest = later;
    outcomes.push(...(await writePass(work, writing, pass)));
  }
  return asUpdated(
    outcomes,
    await hangOn(
      work,
      checked,
      outcomes.filter(({ skipped }) => !skipped),
    ),
  );
}

interface Update {
  readonly draft: RowDraft;
  readonly before: RecordData;
  readonly way: "fill" | "update";
  /** Made by name on the way, for this row to describe. */
  readonly isNew: boolean;
}

async function writePass(work: Work, writing: Writing, drafts: readonly RowDraft[]): Promise<RowOutcome[]> {
  const { checked, directory } = writing;
  const stubs = await claimMade(work, writing.importId, checked, drafts);
  const unclaimed = drafts.filter((draft) => !stubs.has(draft));
  const known = await recognise(work, checked, unclaimed, writing.since);
  const creates: RowDraft[] = [];
  const updates: Update[] = [...stubs].map(([draft, before]) => ({
    draft,
    before,
    way: "update",
    isNew: true,
  }));
  const outcomes: RowOutcome[] = [];
  for (const draft of unclaimed) {
    const before = known.get(draft);
    const decision = decide(checked, draft, before);
    if (typeof decision === "object") {
      draft.problems.push({ code: decision.problem });
      outcomes.push({ draft, outcome: "failed", recordId: null });
    } else if (decision === "create" || !before) creates.push(draft);
    else if (decision === "skip")
      outcomes.push({ draft, outcome: "unchanged", recordId: before.id, skipped: true });
    else updates.push({ draft, before, way: decision, isNew: false });
  }
  for (const draft of creates) composeTitle(draft, checked.object, directory);
  outcomes.push(...(await createRecords(work, writing, creates)));
  const changed = await changeRecords(work, checked, updates);
  for (const { draft, before, isNew } of updates) {
    outcomes.push({
      draft,
      outcome: isNew ? "created" : changed.has(before.id) ? "updated" : "unchanged",
      recordId: before.id,
    });
  }
  const touched = await writeLines(work, checked, outcomes);
  await rememberSourceIds(work, checked, outcomes);
  await linkWhatCame(work, checked, outcomes);
  return asUpdated(outcomes, touched);
}

/** What something was written beside is changed, too. */
function asUpdated(outcomes: readonly RowOutcome[], touched: ReadonlySet<string>): RowOutcome[] {
  return outcomes.map((one) =>
    one.outcome === "unchanged" && touched.has(one.recordId ?? "") ? { ...one, outcome: "updated" } : one,
  );
}

async function createRecords(
  work: Work,
  { checked: { object, mapping, pointsToOwn }, directory }: Writing,
  drafts: readonly RowDraft[],
): Promise<RowOutcome[]> {
  const ids = await createMany(
    work,
    object.name,
    drafts.map(({ values }) =>
      object.owned && mapping.owner ? { owner: mapping.owner, ...values } : values,
    ),
    { governed: true, shaped: drafts.map(({ shaped }) => shaped) },
  );
  return drafts.map((draft, index) => {
    const id = ids[index] as string;
    // Rows below may name it.
    const title = pointsToOwn ? titleOf(object, draft.values) : "";
    if (title) directory.add(object.name, title, { id, title, record: null });
    return { draft, outcome: "created", recordId: id };
  });
}

// Fields that a capability governs are written by its right, all others under the rights on the record.
async function changeRecords(
  work: Work,
  { object }: CheckedMapping,
  updates: readonly Update[],
): Promise<Set<string>> {
  const changed = new Set<string>();
  for (const governed of [false, true]) {
    const changes = updates
      .map(({ draft, before, way }) => ({
        id: before.id,
        values: pick(
          changesOf(object, before, saidBy(draft), way),
          (name) => Boolean(object.fields[name]?.governedBy) === governed,
        ),
      }))
      .filter((change) => Object.keys(change.values).length > 0);
    if (changes.length === 0) continue;
    for (const id of await updateMany(work, object.name, changes, { governed })) changed.add(id);
  }
  return changed;
}

function pick(values: Record<string, unknown>, wanted: (name: string) => boolean): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => wanted(name)));
}
