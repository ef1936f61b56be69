import type { z } from "zod";
import { AppError } from "#kernel/error";

/** What was told, in the shape that is announced for it. Throws `notice_forged` for what has another. */
export function parsed<T extends z.ZodType>(shape: T, value: unknown): z.output<T> {
  const read = shape.safeParse(value);
  if (!read.success) throw new AppError("notice_forged");
  return read.data;
}
