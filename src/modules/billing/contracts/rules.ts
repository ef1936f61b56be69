import { nextNumbers } from "#trade";
import { AppError } from "#kernel/error";
import { type Draft, type ObjectRules, valueOf } from "#records";

/** A contract has a number from the first; what is renewed by itself has a last day to be renewed from. */
export const contractRules: ObjectRules = {
  async prepare(work, drafts) {
    const fresh = drafts.filter(({ before }) => before === null);
    if (fresh.length > 0) {
      const numbers = await nextNumbers(work, {
        series: "contract",
        count: fresh.length,
        table: "contracts",
      });
      for (const [index, { values }] of fresh.entries()) values["number"] ??= numbers[index];
    }
    for (const draft of drafts) check(draft);
  },
};

function check(draft: Draft): void {
  const [starts, ends, renewal] = ["starts_on", "ends_on", "renewal"].map(
    (field) => valueOf(draft, field) as string | null,
  );
  if (starts && ends && ends < starts) throw new AppError("field_invalid", { field: "ends_on" });
  if (renewal === "automatic" && !ends) throw new AppError("field_required", { field: "ends_on" });
}
