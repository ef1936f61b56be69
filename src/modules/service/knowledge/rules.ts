import { type ObjectRules, placeLast, valueOf, type Work } from "#records";
import type { Change } from "#records";
import { publishArticle, withdrawArticle } from "./publishing.ts";

/** An article is written in the language of its author unless told. */
export const articleRules: ObjectRules = {
  async prepare(work, drafts) {
    for (const draft of drafts)
      if (draft.before === null && !("language" in draft.values))
        draft.values["language"] = work.actor.locale;
      else draft.values["language"] = valueOf(draft, "language");
  },
  async takeBack(work: Work, earlier: readonly Change[]) {
    for (const { id, values } of earlier)
      if (values["state"])
        await (values["state"] === "published" ? publishArticle : withdrawArticle)(work, id);
  },
};

export const articleCategoryRules: ObjectRules = {
  prepare: (work, drafts) => placeLast(work, drafts, { table: "article_categories" }),
};
