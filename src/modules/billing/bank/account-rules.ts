import { AppError } from "#kernel/error";
import { currencyCode } from "#kernel/money";
import type { ObjectRules } from "#records";

/** An account is known by its number however it is spaced, and has a currency. */
export const bankAccountRules: ObjectRules = {
  prepare(_work, drafts) {
    for (const { values } of drafts) {
      if (typeof values["number"] === "string") values["number"] = values["number"].replace(/\s+/gu, "");
      if (typeof values["currency"] !== "string") continue;
      values["currency"] = values["currency"].toUpperCase();
      if (!currencyCode.safeParse(values["currency"]).success)
        throw new AppError("field_invalid", { field: "currency" });
    }
    return Promise.resolve();
  },
};
