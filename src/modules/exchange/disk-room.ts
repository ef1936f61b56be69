import { statfs } from "node:fs/promises";
import { AppError } from "#kernel/error";

const reserve = 32 * 1024 * 1024;

/** Files are the quickest way to fill a disk; the database needs what is left of it. Throws `storage_full`. */
export async function assertRoom(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < reserve) throw new AppError("storage_full");
}

/** Whether a file could not be written because there was no room for it. */
export const isFull = (error: unknown): boolean =>
  typeof error === "object" &&
  error !== null &&
  "code" in error &&
  ["ENOSPC", "EDQUOT"].includes(String(error.code));
