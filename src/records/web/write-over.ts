import type { ObjectMetadata, RecordData } from "#records/contract";
import { ApiProblem, type Done, requestAct } from "#web/client.ts";
import { fieldsInConflict, withoutUntouched } from "./conflict/versions.ts";
import { writtenValues } from "./record-values.ts";

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
): Promise<Done<RecordData>> {
  let version = seen.version;
  let ours = values;
  for (let turn = 1; ; turn++) {
    try {
      return await requestAct<RecordData>("PATCH", `/api/${object.plural}/${seen.id}`, {
        body: { ...writtenValues(object, ours), version },
      });
    } catch (error) {
      const current = currentOf(error);
      if (!current || turn === mostTurns) throw error;
      const versions = { object, seen, current, mine: values };
      if (fieldsInConflict(versions).length > 0) throw error;
      ours = withoutUntouched(versions);
      if (Object.keys(ours).length === 0) return { answer: current, act: null };
      version = current.version;
    }
  }
}

/** The record as somebody else left it, where that is why a write was refused. */
export function currentOf(error: unknown): RecordData | undefined {
  if (!(error instanceof ApiProblem) || error.problem.code !== "version_conflict") return undefined;
  return error.problem.current as RecordData | undefined;
}
