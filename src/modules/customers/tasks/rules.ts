import { AppError } from "#kernel/error";
import { type ObjectRules, valueOf } from "#records";
import { takeBackDone } from "./completing.ts";

export const taskRules: ObjectRules = {
  async prepare(_work, drafts) {
    for (const draft of drafts) {
      const due = valueOf(draft, "due_at") as string | null;
      const ends = valueOf(draft, "ends_at") as string | null;
      if (ends && (!due || new Date(ends) < new Date(due)))
        throw new AppError("field_invalid", { field: "ends_at" });
    }
  },
  takeBack: takeBackDone,
};
