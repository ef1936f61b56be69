import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { businessDay, type Draft, type ObjectRules, valueOf, type Work } from "#records";

/** What is installed bears the name of its product unless it has one; its warranty ends after it was installed. */
export const installedProductRules: ObjectRules = {
  async prepare(work, drafts) {
    await takeNames(work, drafts);
    for (const draft of drafts) {
      const [since, until] = [valueOf(draft, "installed_on"), valueOf(draft, "warranty_until")] as (
        | string
        | null
      )[];
      if (since && until && until < since) throw new AppError("field_invalid", { field: "warranty_until" });
    }
  },
};

async function takeNames(work: Work, drafts: readonly Draft[]): Promise<void> {
  const nameless = drafts.filter((draft) => !valueOf(draft, "name"));
  if (nameless.length === 0) return;
  const products = nameless.map((draft) => valueOf(draft, "product") as string | null);
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from products where id = any(${products}::uuid[])`.execute(work.db);
  for (const [index, draft] of nameless.entries()) {
    const name = rows.find(({ id }) => id === products[index])?.name;
    if (!name) throw new AppError("field_required", { field: "name" });
    draft.values["name"] = name;
  }
}

/** Time is written down by who spent it, today, unless told otherwise. */
export const timeEntryRules: ObjectRules = {
  async prepare(work, drafts) {
    for (const { before, values } of drafts) {
      if (before !== null) continue;
      values["worked_on"] ??= businessDay(work);
      values["user"] ??= work.actor.userId;
    }
  },
};
