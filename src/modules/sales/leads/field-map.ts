import { AppError } from "#kernel/error";
import type { Work } from "#records";
import { type Field, type RecordData, readsAs } from "#records/contract";
import type { LeadTarget, MappedField } from "../contract/leads.ts";

/** What goes where unless the organisation says otherwise. The party itself is one of the three already. */
export const usualMap: readonly MappedField[] = [
  { from: "lead.company_name", to: "company.name" },
  { from: "lead.contact_name", to: "person.name" },
  { from: "lead.job_title", to: "person.job_title" },
  { from: "lead.email", to: "person.email" },
  { from: "lead.phone", to: "person.phone" },
  { from: "party.language", to: "person.language" },
  { from: "lead.source", to: "person.source" },
  { from: "lead.source", to: "company.source" },
  { from: "lead.name", to: "deal.name" },
  { from: "lead.amount", to: "deal.amount" },
  { from: "lead.source", to: "deal.source" },
  { from: "lead.interest", to: "deal.description" },
  { from: "lead.owner", to: "deal.owner" },
];

/** Values for the three, by the map; of several for one goal the first that says something. */
export function mapped(
  map: readonly MappedField[],
  lead: RecordData,
  party: RecordData,
): Record<LeadTarget, Record<string, unknown>> {
  const values: Record<LeadTarget, Record<string, unknown>> = { company: {}, person: {}, deal: {} };
  for (const { from, to } of map) {
    const [source, field = ""] = from.split(".");
    const [target, goal] = to.split(".") as [LeadTarget, string];
    const value = (source === "lead" ? lead : party)[field];
    const isSaid =
      value !== null && value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0);
    if (isSaid) values[target][goal] ??= value;
  }
  return values;
}

/** Throws `field_unknown` or `field_invalid` where a line of the map leads from or to nothing, or between what does not fit. */
export function checkMap(work: Work, map: readonly MappedField[]): void {
  for (const line of map) {
    const from = fieldAt(work, line.from);
    const to = fieldAt(work, line.to);
    if (!from || !to) throw new AppError("field_unknown", { field: from ? line.to : line.from });
    if (to.readOnly || to.governedBy || !fits(from, to))
      throw new AppError("field_invalid", { field: line.to });
  }
}

function fieldAt(work: Work, path: string): Field | undefined {
  const [object = "", name = ""] = path.split(".");
  const fields = work.catalogue.objects.get(object)?.fields ?? {};
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

const texts = new Set<Field["type"]>([
  "text",
  "long_text",
  "person_name",
  "email",
  "phone",
  "url",
  "auto_number",
]);
const numbers = new Set<Field["type"]>(["number", "decimal", "percent"]);

/** Whether a value of the one can stand in the other; that it really does the write path says. */
function fits(from: Field, to: Field): boolean {
  const [source, goal] = [readsAs(from), readsAs(to)];
  if (source === "link" && goal === "link")
    return (from as { to?: string }).to === (to as { to?: string }).to;
  if (texts.has(source)) return texts.has(goal);
  if (numbers.has(source)) return numbers.has(goal) || goal === "text";
  return source === goal || ((source === "choice" || source === "date") && texts.has(goal));
}
