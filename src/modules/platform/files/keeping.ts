import { createHash, randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "#kernel/error";
import type { Runtime, RuntimeSettings, Work } from "#records";
import { largestFile } from "../contract/index.ts";
import { fileName, typeByContent } from "./naming.ts";

export interface Incoming {
  readonly name: string;
  readonly type: string;
  readonly content: Readable;
}

export interface Kept {
  readonly id: string;
  readonly title: string;
  readonly type: string;
  readonly size: number;
}

/**
 * Keeps a file: streamed to a temporary place and measured on the way, then moved under a random name, then
 * written down. A kill in between leaves at most a file that no row speaks of, never the other way round.
 * Throws `too_large` beyond 25 MB.
 */
export async function keepFile(
  runtime: Runtime,
  incoming: Incoming,
  write: <T>(capability: (work: Work) => Promise<T>) => Promise<T>,
): Promise<Kept> {
  const temporary = join(filesFolder(runtime.settings), "incoming", randomBytes(16).toString("hex"));
  await mkdir(dirname(temporary), { recursive: true, mode: 0o700 });
  try {
    const measured = await receive(incoming.content, temporary);
    const location = await place(runtime.settings, temporary);
    return await write((work) => writeDown(work, incoming, { ...measured, location }));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Where the content of a file lies on this machine. */
export function pathOf(settings: RuntimeSettings, location: string): string {
  return join(filesFolder(settings), location);
}

interface Measured {
  readonly size: number;
  readonly sha256: string;
  readonly head: Buffer;
}

async function receive(content: Readable, path: string): Promise<Measured> {
  const hash = createHash("sha256");
  let size = 0;
  let head = Buffer.alloc(0);
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > largestFile) return done(new AppError("too_large", { params: { max: "25 MB" } }));
      hash.update(chunk);
      if (head.length < 16) head = Buffer.concat([head, chunk.subarray(0, 16)]);
      done(null, chunk);
    },
  });
  await pipeline(content, measure, createWriteStream(path, { flags: "wx", mode: 0o600 }));
  return { size, sha256: hash.digest("hex"), head };
}

async function place(settings: RuntimeSettings, temporary: string): Promise<string> {
  const key = randomBytes(20).toString("hex");
  const location = join(key.slice(0, 2), key.slice(2, 4), key);
  const path = pathOf(settings, location);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await rename(temporary, path);
  return location;
}

async function writeDown(
  work: Work,
  incoming: Incoming,
  kept: Measured & { location: string },
): Promise<Kept> {
  const name = fileName(incoming.name);
  const type = typeByContent(kept.head, incoming.type);
  const { id } = await work.db
    .insertInto("files")
    .values({
      name,
      type,
      size: kept.size,
      sha256: kept.sha256,
      location: kept.location,
      created_by: work.actor.userId,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return { id, title: name, type, size: kept.size };
}

export function filesFolder(settings: RuntimeSettings): string {
  return join(settings.dataFolder, "files");
}
