import { AppError } from "#kernel/error";
import { type Draft, type ObjectRules, valueOf } from "#records";

/** A rate is of a country, as ISO 3166 writes it, between 0 and 100 %, and ends no sooner than it begins. */
export const taxRateRules: ObjectRules = {
  prepare(_work, drafts) {
    for (const draft of drafts) check(draft);
    return Promise.resolve();
  },
  leavesRows: true,
};

function check(draft: Draft): void {
  const { values } = draft;
  if (typeof values["country"] === "string") {
    values["country"] = values["country"].toUpperCase();
    if (!/^[A-Z]{2}$/.test(String(values["country"])))
      throw new AppError("field_invalid", { field: "country" });
  }
  if (Number(valueOf(draft, "rate")) > 100) throw new AppError("field_invalid", { field: "rate" });
  const [from, until] = [valueOf(draft, "valid_from"), valueOf(draft, "valid_until")];
  if (typeof until === "string" && until < String(from))
    throw new AppError("field_invalid", { field: "valid_until" });
}
