import { AppError } from "#kernel/error";
import type { ObjectRules } from "#records";

export const taskRules: ObjectRules = {
  async prepare(_work, drafts) {
    for (const { values, before } of drafts) {
      const due = (values["due_at"] ?? before?.["due_at"]) as string | null;
      const ends = (values["ends_at"] ?? before?.["ends_at"]) as string | null;
      if (ends && (!due || new Date(ends) < new Date(due)))
        throw new AppError("field_invalid", { field: "ends_at" });
    }
  },
};
