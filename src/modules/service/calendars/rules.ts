import { AppError } from "#kernel/error";
import { type Draft, type ObjectRules, valueOf } from "#records";

/** A calendar has a zone: that of the organisation unless told. */
export const calendarRules: ObjectRules = {
  async prepare(work, drafts) {
    for (const draft of drafts) {
      const zone = (valueOf(draft, "time_zone") as string | null) ?? work.timeZone;
      if (!isTimeZone(zone)) throw new AppError("field_invalid", { field: "time_zone" });
      draft.values["time_zone"] = zone;
    }
  },
};

const clock = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Hours begin before they end, on the same day; those of a night are two. */
export const businessHoursRules: ObjectRules = {
  async prepare(_work, drafts) {
    for (const draft of drafts) {
      const [opens, closes] = [said(draft, "opens"), said(draft, "closes")];
      if (!clock.test(opens)) throw new AppError("field_invalid", { field: "opens" });
      if (!(clock.test(closes) || closes === "24:00") || closes <= opens)
        throw new AppError("field_invalid", { field: "closes" });
    }
  },
};

function said(draft: Draft, field: string): string {
  return String(valueOf(draft, field) ?? "");
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
