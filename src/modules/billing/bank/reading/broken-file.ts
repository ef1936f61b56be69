import { AppError } from "#kernel/error";

/** What is wrong on a line of a bank's file; the line is told, and nothing of the file is booked. */
export function brokenAt(line: number, field: string): AppError {
  return new AppError("bank_file_broken", { params: { line, what: field } });
}
