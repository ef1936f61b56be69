import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { grantOn } from "../contract/index.ts";
import { readableObject } from "../reading/listing.ts";
import type { Work } from "../work.ts";
import { archive, restore } from "../writing/archiving.ts";
import { updateMany } from "../writing/changing.ts";
import { createMany } from "../writing/creating.ts";
import { assertVersions } from "../writing/precondition.ts";
import { upsertMany } from "../writing/upserting.ts";
import type { BatchOperation, BatchResult } from "./contract.ts";

type Done = { readonly id: string; readonly status: 200 | 201 };

/** Carries out operations that are alike, all or none. Errors as the write path has them; `not_allowed` without `bulk`. */
export async function carryOut(
  work: Work,
  operations: readonly BatchOperation[],
  isMany: boolean,
): Promise<BatchResult[]> {
  const [{ op, object: name }] = operations as [BatchOperation];
  const object = readableObject(work, name);
  if (isMany && op !== "create" && !grantOn(work.actor.rights, name).bulk) throw new AppError("not_allowed");
  const done = await doneTo(work, name, operations);
  const { rows } = await sql<{
    id: string;
    version: number;
  }>`select id, version from ${sql.table(object.table)}
    where id = any(${done.map(({ id }) => id)}::uuid[])`.execute(work.db);
  const versions = new Map(rows.map(({ id, version }) => [id, version]));
  return done.map(({ id, status }) => ({ status, id, version: versions.get(id) ?? 1 }));
}

async function doneTo(work: Work, name: string, operations: readonly BatchOperation[]): Promise<Done[]> {
  const [first] = operations as [BatchOperation];
  if (first.op === "create") {
    const ids = await createMany(work, name, operations.map(valuesOf));
    return ids.map((id) => ({ id, status: 201 }));
  }
  if (first.op === "upsert") {
    const { by } = first;
    const wanted = operations.map(valuesOf).map((values) => ({ key: values[by], values }));
    const upserted = await upsertMany(work, name, by, wanted);
    return upserted.map(({ id, made }) => ({ id, status: made ? 201 : 200 }));
  }
  const known = operations.flatMap((one) => ("id" in one ? [{ ...one, id: one.id.toLowerCase() }] : []));
  const ids = known.map(({ id }) => id);
  await assertVersions(work, name, known);
  if (first.op === "archive") await archive(work, name, ids);
  else if (first.op === "restore") await restore(work, name, ids);
  else
    await updateMany(
      work,
      name,
      known.map((one) => ({ id: one.id, values: valuesOf(one) })),
    );
  return ids.map((id) => ({ id, status: 200 }));
}

function valuesOf(operation: BatchOperation): Readonly<Record<string, unknown>> {
  return "values" in operation ? operation.values : {};
}
