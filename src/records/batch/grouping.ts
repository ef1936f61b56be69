import type { Catalogue } from "../catalogue.ts";
import type { BatchOperation } from "./contract.ts";

/** Operations in a row that are done by the same statements, and the place of the first in the batch. */
export interface Group {
  readonly first: number;
  readonly operations: readonly BatchOperation[];
}

/**
 * Cuts a batch into groups that mean the same done at once as done one after the other: of one kind and object, no
 * record twice, and nothing that another row of the group could be in the way of.
 */
export function groupsOf(catalogue: Catalogue, operations: readonly BatchOperation[]): Group[] {
  const groups: { first: number; operations: BatchOperation[]; seen: Set<string> }[] = [];
  for (const [index, operation] of operations.entries()) {
    const last = groups.at(-1);
    const mark = markOf(operation);
    if (last?.operations[0] && isAlike(catalogue, last.operations[0], operation) && !last.seen.has(mark)) {
      last.operations.push(operation);
      last.seen.add(mark);
    } else groups.push({ first: index, operations: [operation], seen: new Set([mark]) });
  }
  return groups;
}

function markOf(operation: BatchOperation): string {
  // What is made is no record yet.
  if (operation.op === "create") return crypto.randomUUID();
  return operation.op === "upsert"
    ? JSON.stringify(operation.values[operation.by])
    : operation.id.toLowerCase();
}

function isAlike(catalogue: Catalogue, one: BatchOperation, other: BatchOperation): boolean {
  if (one.op !== other.op || one.object !== other.object) return false;
  if (one.op === "upsert" && other.op === "upsert" && one.by !== other.by) return false;
  return !swaps(catalogue, one) && !swaps(catalogue, other);
}

// A unique value that one record lets go of another may take: which comes first decides.
function swaps(catalogue: Catalogue, operation: BatchOperation): boolean {
  if (operation.op !== "update" && operation.op !== "upsert") return false;
  const fields = catalogue.objects.get(operation.object)?.fields ?? {};
  const by = operation.op === "upsert" ? operation.by : undefined;
  return Object.keys(operation.values).some(
    (name) => name !== by && Object.hasOwn(fields, name) && fields[name]?.unique,
  );
}
