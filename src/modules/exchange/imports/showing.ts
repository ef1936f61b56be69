import { type CatalogueObject, get } from "#records";
import type { PlannedRow as ShownRow } from "../contract/details.ts";
import { titleOf } from "./directory.ts";
import type { RowDraft, RowProblem } from "./interpreting.ts";
import type { Plan, PlannedRow } from "./planning.ts";
import { problemText } from "./problem-texts.ts";
import { type ShowValue, valueShower } from "./values-shown.ts";

/** Makes of the rows of a plan what people read: links and options by their titles. */
export function rowShower(plan: Plan): (row: PlannedRow) => Promise<ShownRow> {
  const showing: Showing = {
    plan,
    titles: new Map(),
    written: valueShower(plan.work, plan.choices),
  };
  return async (row) => {
    const { draft, outcome, before, changes } = row;
    const { object } = plan.checked;
    const values: Record<string, string> = {};
    for (const [list, line] of [["", draft.values] as const, ...Object.entries(draft.lines)])
      for (const [name, value] of Object.entries(line))
        values[list ? `${list}.${name}` : name] = await asRead(showing, { row, list, name, value });
    Object.assign(values, besidesShown(plan, draft));
    return {
      row: draft.row.number,
      outcome,
      title: titleOf(object, draft.values) || (before ? titleOf(object, before) : ""),
      values,
      record: before && before.id !== "" ? { id: before.id, title: titleOf(object, before) } : null,
      changes: await Promise.all(
        Object.entries(changes).map(async ([field, value]) => ({
          field,
          from: showing.written(object, field, before?.[field]),
          to: await asRead(showing, { row, list: "", name: field, value }),
        })),
      ),
      problems: draft.problems.map((problem) => problemText(plan.work.actor.locale, problem)),
    };
  };
}

/** A problem of a row with its column, as a preview tells it. */
export function shownProblem({ work }: Plan, { draft }: PlannedRow, problem: RowProblem) {
  const { code, column, value } = problem;
  const text = problemText(work.actor.locale, problem);
  return { row: draft.row.number, code, column: column ?? problem.field, value, text };
}

interface Cell {
  readonly row: PlannedRow;
  /** The list of lines it belongs to; empty for the record's own. */
  readonly list: string;
  readonly name: string;
  readonly value: unknown;
}

interface Showing {
  readonly plan: Plan;
  /** Of records that were asked for, by id. */
  readonly titles: Map<string, string>;
  readonly written: ShowValue;
}

async function asRead({ plan, titles, written }: Showing, { row, list, name, value }: Cell): Promise<string> {
  const references = row.draft.references.filter(
    (one) => one.field === name && (one.list ?? "") === list && one.idsOf === undefined,
  );
  const named = references.flatMap(({ object, text }) => plan.directory.find(object, text) ?? []);
  const known = named.find(({ id }) => id === value) ?? (typeof value === "string" ? undefined : named[0]);
  if (known) return known.title;
  const object = objectOf(plan, list);
  const field = list === "" ? object.fields[name] : undefined;
  const to = field?.type === "user" ? "user" : field?.type === "link" ? field.to : undefined;
  if (to === undefined || typeof value !== "string") return written(object, name, value);
  // What was filled in without a name in the file: the standard pipeline.
  const title =
    titles.get(value) ?? plan.directory.find(to, value)?.title ?? (await linkTitle(plan, to, value));
  titles.set(value, title);
  return title;
}

/** What will hang on the record, by the targets that it comes from. */
function besidesShown({ checked }: Plan, { besides }: RowDraft): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const { target } of checked.placed) {
    if (target.besides === "note") shown[target.path] = besides.note.join("\n");
    if (target.besides === "point")
      shown[target.path] = besides.points
        .filter(({ kind }) => kind === target.part)
        .map(({ value }) => value)
        .join(", ");
    if (target.besides === "external_id") shown[target.path] = besides.sourceId ?? "";
  }
  return shown;
}

async function linkTitle({ work }: Plan, object: string, id: string): Promise<string> {
  const target = work.catalogue.object(object);
  return titleOf(target, await get(work, object, id, { fields: target.title }));
}

function objectOf({ checked, work }: Plan, list: string): CatalogueObject {
  const child = checked.object.related[list]?.object;
  return child === undefined ? checked.object : work.catalogue.object(child);
}
