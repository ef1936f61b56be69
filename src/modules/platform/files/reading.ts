import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { type Edge, get, type Work } from "#records";
import { pathOf } from "./keeping.ts";
import { disposition } from "./naming.ts";

/**
 * The file, if the actor may read a record that it hangs on; one that hangs nowhere yet, if the actor brought it.
 * Throws `not_found` else.
 */
export async function readableFile(work: Work, id: string) {
  const file = await work.db.selectFrom("files").selectAll().where("id", "=", id).executeTakeFirst();
  if (!file) throw new AppError("not_found");
  const hangs = await howItHangs(work, id);
  const own = file.created_by !== null && file.created_by === work.actor.userId;
  if (hangs === "unseen" || (hangs === "nowhere" && !own)) throw new AppError("not_found");
  return file;
}

/** Streams the file with headers under which nothing in it can act as a page of ours. */
export async function sendFile(edge: Edge, id: string): Promise<unknown> {
  const file = await edge.runtime.read(edge.actor, "screen", (work) => readableFile(work, id));
  const path = pathOf(edge.runtime.settings, file.location);
  const found = await stat(path).catch(() => null);
  if (!found) throw new AppError("not_found");
  return edge.reply
    .header("content-type", file.type)
    .header("content-length", found.size)
    .header("content-disposition", disposition(file.name, file.type))
    .header("content-security-policy", "sandbox; default-src 'none'")
    .header("x-content-type-options", "nosniff")
    .header("cache-control", "private, no-cache")
    .send(createReadStream(path));
}

async function howItHangs(work: Work, fileId: string): Promise<"nowhere" | "unseen" | "seen"> {
  let hangs: "nowhere" | "unseen" = "nowhere";
  for (const object of work.catalogue.objects.values()) {
    const columns = Object.entries(object.fields).filter(([, field]) => field.type === "file");
    for (const [name, field] of columns) {
      const { rows } = await sql<{ id: string }>`
        select id from ${sql.table(object.table)} where ${sql.ref(`${field.column ?? name}_id`)} = ${fileId} limit 20`.execute(
        work.db,
      );
      for (const row of rows) if (await isReadable(work, object.name, row.id, name)) return "seen";
      if (rows.length > 0) hangs = "unseen";
    }
  }
  return hangs;
}

async function isReadable(work: Work, object: string, id: string, field: string): Promise<boolean> {
  try {
    return (await get(work, object, id))[field] != null;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return false;
    throw error;
  }
}
