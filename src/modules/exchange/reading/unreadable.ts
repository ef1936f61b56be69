import { AppError } from "#kernel/error";

/** A file that cannot be read on: `reason` is one of those that the text of the error knows. */
export function unreadable(reason: string, row = 0, cause?: unknown): AppError {
  return new AppError("import_file_unreadable", { params: { reason, row }, cause });
}
