import type { ObjectMetadata, RecordData } from "#records/contract";
import { ApiProblem, request } from "#web/client.ts";
import { sameValue, writtenValues } from "./record-values.ts";

// Several people may be at the same record, each in a field of their own: each gets their turn.
const mostTurns = 5;

/**
 * Writes `values` (as shown) over the record as it was `seen`. When somebody saved meanwhile but left these
 * fields alone, ours go on top of theirs; when they changed one of them, throws the `version_conflict`.
 */
export async function writeOver(
  object: ObjectMetadata,
  seen: RecordData,
  values: Readonly<Record<string, unknown>>,
): Promise<RecordData> {
  let version = seen.version;
  for (let turn = 1; ; turn++) {
    try {
      return await request<RecordData>("PATCH", `/api/${object.plural}/${seen.id}`, {
        body: { ...writtenValues(object, values), version },
      });
    } catch (error) {
      const current = currentOf(error);
      if (!current || turn === mostTurns || !leftAlone(object, values, seen, current)) throw error;
      version = current.version;
    }
  }
}

/** The record as somebody else left it, where that is why a write was refused. */
export function currentOf(error: unknown): RecordData | undefined {
  if (!(error instanceof ApiProblem) || error.problem.code !== "version_conflict") return undefined;
  return error.problem.current as RecordData | undefined;
}

// Who writes the very value that stands there already asks nobody anything.
function leftAlone(
  object: ObjectMetadata,
  values: Readonly<Record<string, unknown>>,
  seen: RecordData,
  current: RecordData,
): boolean {
  return Object.entries(values).every(([name, value]) => {
    const field = object.fields[name];
    return field && (sameValue(field, seen[name], current[name]) || sameValue(field, value, current[name]));
  });
}
