import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { mergeProblem } from "#kernel/merge-text";
import { changes, type ObjectRules } from "#records";
import { cannedNames } from "../contract/canned-answers.ts";

/** A text that cannot be filled in is refused as it is written down; a personal one is kept to its user. */
export const cannedAnswerRules: ObjectRules = {
  async prepare(_work, drafts) {
    for (const { values } of drafts) {
      const place = typeof values["body"] === "string" ? mergeProblem(values["body"], cannedNames) : null;
      if (place !== null) throw new AppError("merge_text_invalid", { field: "body", params: { place } });
    }
  },
  async followUp(work, drafts) {
    const ids = drafts.filter((draft) => changes(draft, "user")).map(({ id }) => id);
    if (ids.length === 0) return;
    await sql`delete from kept_records where record_id = any(${ids}::uuid[])`.execute(work.db);
    await sql`insert into kept_records (record_id, object, team_ids, user_ids, personal)
      select id, 'canned_answer', '{}', array[user_id], true from canned_answers
      where id = any(${ids}::uuid[]) and user_id is not null`.execute(work.db);
  },
  leavesRows: true,
};
