import { AppError } from "#kernel/error";
import type { ObjectRules } from "#records";
import { permits } from "#records/contract";
import { assertNoCircle } from "./circles.ts";

/** Teams decide what "team" reaches in rights, so who shapes them must be allowed to manage users. */
export const teamRules: ObjectRules = {
  async prepare(work, drafts) {
    const shapes = drafts.some(
      ({ values }) => values["parent"] != null || values["manager"] != null || "parent" in values,
    );
    if (shapes && !permits(work.actor.rights, "users:manage")) throw new AppError("not_allowed");
    await assertNoCircle(work, drafts, { table: "teams", field: "parent", column: "parent_id" });
  },
};
