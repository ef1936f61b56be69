import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { AppError, type ErrorCode } from "#kernel/error";
import { EgressError } from "#platform";

export interface PlacedFile {
  readonly name: string;
  readonly size: number;
  /** Another one where the file was changed. */
  readonly mark: string;
}

/** What is put somewhere: known to its last byte before it goes, and read anew for each try. */
export interface Content {
  readonly size: number;
  readonly sha256: string;
  open(): Readable;
}

/**
 * An open place outside. All of its methods throw `place_unreachable`, `place_login_refused`, `place_key_changed`, `place_missing`,
 * `place_denied`.
 */
export interface OpenPlace {
  /** The files in it, at most ten thousand, without those whose names begin with a point. */
  list(): Promise<readonly PlacedFile[]>;
  read(name: string): Promise<AsyncIterable<Buffer>>;
  /** Puts a file there whole or not at all, in place of one of that name. */
  put(name: string, content: Content): Promise<void>;
  remove(name: string): Promise<void>;
  /** Moves a file into the folder `done`, in place of one of that name. */
  putAway(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Where files go that were taken. */
export const done = "done";

/** Throws `field_invalid` for a name that would lead elsewhere. Names of others may be anything: those are not ours to take. */
export function assertFileName(name: string): void {
  if (!isFileName(name)) throw new AppError("field_invalid", { field: "name" });
}

export function isFileName(name: string): boolean {
  return name.length > 0 && name.length <= 200 && !name.startsWith(".") && !/[/\\\p{Cc}]/u.test(name);
}

export function contentOf(bytes: Buffer): Content {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { size: bytes.length, sha256, open: () => Readable.from([bytes]) };
}

export function contentIn(path: string, measured: { size: number; sha256: string }): Content {
  return { ...measured, open: () => createReadStream(path) };
}

export function placeError(code: ErrorCode, cause?: unknown): AppError {
  return new AppError(code, { cause });
}

/** What goes wrong on the way, in our words. */
export function wayError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  if (!(error instanceof EgressError)) return placeError("place_unreachable", error);
  return error.failure === "address"
    ? placeError("place_address_refused", error)
    : placeError("place_unreachable", error);
}
