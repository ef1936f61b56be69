import Big from "big.js";
import type { CatalogueObject } from "#records";
import type { RecordData } from "#records/contract";

/**
 * What of `values` differs from the record, parts of addresses and names completed from it. `way` is `fill` where what the
 * record says already stays.
 */
export function changesOf(
  object: CatalogueObject,
  before: RecordData,
  values: Readonly<Record<string, unknown>>,
  way: "fill" | "update" = "update",
): Record<string, unknown> {
  const changes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const type = object.fields[name]?.type;
    const old = before[name];
    const isOfParts = type === "address" || type === "person_name";
    if (way === "fill" && !isOfParts && comparableValue(type, old) !== "") continue;
    const whole = !isOfParts ? value : way === "fill" ? together(value, old) : together(old, value);
    if (comparableValue(type, old) !== comparableValue(type, whole)) changes[name] = whole;
  }
  return changes;
}

/** Parts of both; where both say something, what `over` says. */
function together(under: unknown, over: unknown): unknown {
  return { ...partsOf(under), ...partsOf(over) };
}

function partsOf(value: unknown): Record<string, unknown> {
  const { full: _full, ...parts } = (value ?? {}) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== null && part !== undefined));
}

function comparableValue(type: string | undefined, value: unknown): string {
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return "";
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
