import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { sql } from "kysely";
import { z } from "zod";
import { AppError } from "#kernel/error";
import { countAttempt, pathOf } from "#platform";
import type { ProtocolAnswer } from "#records";
import { line, receive } from "../visiting/receiving.ts";
import type { Session } from "../visiting/sessions.ts";
import { streamed } from "./answers.ts";
import { filesOfDay } from "./limits.ts";
import type { Asked } from "./asked.ts";

const named = z.strictObject({ id: z.uuid(), name: line(255) });

/** Takes a file as a message of its own; the body is the file. What it is, its first bytes tell. */
export async function takeFile(asked: Asked, session: Session): Promise<{ id: string }> {
  const { runtime, request, query, stored, address } = asked;
  await countAttempt(runtime.database, [
    { key: ["chat file", address], most: 60, seconds: 600 },
    { key: ["chat file of session", session.id], most: 20, seconds: 600 },
    { key: ["chat files of account", session.account], most: filesOfDay, seconds: 86_400 },
  ]);
  const told = named.safeParse({ id: query.get("id"), name: query.get("name") });
  if (!told.success || request.content.length === 0) throw new AppError("bad_request");
  const type = request.headers["content-type"]?.slice(0, 100) ?? "application/octet-stream";
  const file = { name: told.data.name, type, content: request.content.toString("base64") };
  return receive({ runtime, session, chat: stored, address }, { id: told.data.id, body: "", file });
}

/** A file of their own conversation. Throws `not_found` for any other. */
export async function sendTheirFile({ runtime, of = "" }: Asked, { id }: Session): Promise<ProtocolAnswer> {
  if (!z.uuid().safeParse(of).success) throw new AppError("not_found");
  const { rows } = await sql<{ name: string; type: string; location: string }>`
    select f.name, f.type, f.location from chat_lines l join messages m on m.id = l.message_id
      join message_files mf on mf.message_id = m.id join files f on f.id = mf.file_id
    where l.session_id = ${id} and f.id = ${of} and not l.hidden and m.archived_at is null and m.direction <> 'note' limit 1`.execute(
    runtime.database,
  );
  const [file] = rows;
  const path = file && pathOf(runtime.settings, file.location);
  const found = path && (await stat(path).catch(() => null));
  if (!file || !path || !found) throw new AppError("not_found");
  return streamed(createReadStream(path), {
    "content-type": file.type,
    "content-length": String(found.size),
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
  });
}
