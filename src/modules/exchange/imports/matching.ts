import Big from "big.js";
import { type CatalogueObject, list, type Work } from "#records";
import type { RecordData } from "#records/contract";
import { asText } from "./directory.ts";
import type { RowDraft } from "./interpreting.ts";
import type { CheckedMapping } from "./mapping-check.ts";

/** What the row is recognised by; null where it is empty or nothing was chosen. */
export function keyText(draft: RowDraft, checked: CheckedMapping): string | null {
  if (checked.mapping.key === null) return null;
  const text = asText(draft.values[checked.mapping.key]).trim().toLowerCase();
  return text === "" ? null : text;
}

/** Records that are there, by the key of the mapping. */
export async function existingRecords(
  work: Work,
  checked: CheckedMapping,
  keys: readonly string[],
): Promise<Map<string, RecordData>> {
  const found = new Map<string, RecordData>();
  const { key } = checked.mapping;
  if (key === null || keys.length === 0) return found;
  const fields = [...new Set([key, ...fieldsWritten(checked)])].join(",");
  for (let from = 0; from < keys.length; from += 500) {
    const filter = { field: key, op: "in", value: keys.slice(from, from + 500) } as const;
    const { data } = await list(work, checked.object.name, {
      limit: 5000,
      filter,
      fields,
      sort: "created_at",
    });
    for (const record of data) {
      const text = asText(record[key]).trim().toLowerCase();
      if (!found.has(text)) found.set(text, record);
    }
  }
  return found;
}

/** Fields of the record itself that the mapping may write. */
function fieldsWritten(checked: CheckedMapping): string[] {
  const own = checked.placed.filter(({ target }) => !target.related).map(({ target }) => target.field);
  const { fields } = checked.object;
  return [
    ...own.flatMap((name) => (fields[name] ? [name] : ["closed_on", "expected_close_on"])),
    ...(fields.pipeline ? ["pipeline"] : []),
  ];
}

/** What of `values` differs from the record, parts of addresses and names completed from it. */
export function changesOf(
  object: CatalogueObject,
  before: RecordData,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const changes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const type = object.fields[name]?.type;
    const old = before[name];
    const whole = type === "address" || type === "person_name" ? completed(old, value) : value;
    if (comparableValue(type, old) !== comparableValue(type, whole)) changes[name] = whole;
  }
  return changes;
}

function completed(before: unknown, value: unknown): unknown {
  const { full: _full, ...parts } = (before ?? {}) as Record<string, unknown>;
  const given = Object.entries(value as object).filter(([, part]) => part !== null && part !== undefined);
  return { ...parts, ...Object.fromEntries(given) };
}

function comparableValue(type: string | undefined, value: unknown): string {
  if (value === null || value === undefined) return "";
  switch (type) {
    case "link":
    case "user":
      return typeof value === "object" ? String((value as { id: string }).id) : String(value);
    case "links":
      return JSON.stringify(
        (value as (string | { id: string })[]).map((one) => (typeof one === "object" ? one.id : one)).sort(),
      );
    case "choices":
      return JSON.stringify([...(value as string[])].sort());
    case "money": {
      const { amount, currency } = value as { amount: string; currency: string };
      return `${new Big(amount).toFixed()} ${currency}`;
    }
    case "decimal":
      return new Big(value as string).toFixed();
    case "address":
    case "person_name": {
      const { full: _full, ...parts } = value as Record<string, unknown>;
      return JSON.stringify(
        Object.entries(parts)
          .filter(([, part]) => part)
          .sort(([left], [right]) => left.localeCompare(right)),
      );
    }
    default:
      return String(value);
  }
}
