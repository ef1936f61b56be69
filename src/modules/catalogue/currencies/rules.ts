import { AppError } from "#kernel/error";
import { type ObjectRules, valueOf } from "#records";

/** A rate is called by its currency and its day: USD 2026-11-26. */
export const currencyRateRules: ObjectRules = {
  prepare(_work, drafts) {
    for (const draft of drafts) {
      const currency = String(valueOf(draft, "currency") ?? "").toUpperCase();
      if (!/^[A-Z]{3}$/.test(currency)) throw new AppError("field_invalid", { field: "currency" });
      if (!(Number(valueOf(draft, "rate")) > 0)) throw new AppError("field_invalid", { field: "rate" });
      draft.values["currency"] = currency;
      draft.values["name"] = `${currency} ${String(valueOf(draft, "day"))}`;
    }
    return Promise.resolve();
  },
  leavesRows: true,
};
