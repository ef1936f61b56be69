import { AppError } from "#kernel/error";
import type { Edge } from "../module.ts";
import type { Work } from "../work.ts";
import { attempt } from "./attempting.ts";
import { carryOut } from "./carrying-out.ts";
import type { BatchOperation, BatchResult } from "./contract.ts";
import { type Group, groupsOf } from "./grouping.ts";

interface Batch {
  readonly atomic: boolean;
  readonly operations: readonly BatchOperation[];
}

/**
 * Carries out many writes in their order, those alike in a row by the same statements. Where one of several is at
 * fault they are halved until it stands alone. `atomic`: it undoes all and is thrown, with its place in `operation`;
 * otherwise its problem stands in the results and the others are done.
 */
export async function runBatchOf(
  work: Work,
  { atomic, operations }: Batch,
  edge: Edge,
): Promise<BatchResult[]> {
  const results: BatchResult[] = [];
  const many = objectsChangedMore(operations);
  const settle = async ({ first, operations: alike }: Group): Promise<void> => {
    const [operation] = alike as [BatchOperation];
    try {
      results.push(...(await attempt(work, (inner) => carryOut(inner, alike, many.has(operation.object)))));
    } catch (thrown) {
      if (alike.length > 1) {
        const half = Math.ceil(alike.length / 2);
        await settle({ first, operations: alike.slice(0, half) });
        await settle({ first: first + half, operations: alike.slice(half) });
        return;
      }
      const error = of(operation, await edge.explain(thrown));
      if (atomic) throw placed(error, first);
      results.push({ status: error.status, problem: edge.problemOf(error) });
    }
  };
  for (const group of groupsOf(work.catalogue, operations)) await settle(group);
  return results;
}

/** Objects of which more than one record is changed: that takes the right to change many. */
function objectsChangedMore(operations: readonly BatchOperation[]): ReadonlySet<string> {
  const changing = operations.filter(({ op }) => op !== "create");
  return new Set(
    changing.map(({ object }) => object).filter((object, index, all) => all.indexOf(object) !== index),
  );
}

function of({ object }: BatchOperation, { code, details }: AppError): AppError {
  return new AppError(code, { ...details, object });
}

function placed({ code, details }: AppError, operation: number): AppError {
  return new AppError(code, { ...details, extra: { ...details.extra, operation } });
}
