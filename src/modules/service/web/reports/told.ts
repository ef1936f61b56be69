import { useOptionTitle } from "#records/web";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";

/** How long something took, in the unit that says it shortest. */
export function useSpan(): (minutes: number) => string {
  const t = useT();
  const format = useFormat();
  return (minutes) => {
    if (minutes < 120) return t("service.reports.minutes", { count: format.decimal(minutes, 0) });
    if (minutes < 2880) return t("service.reports.hours", { count: format.decimal(minutes / 60, 1) });
    return t("service.reports.days", { count: format.decimal(minutes / 1440, 1) });
  };
}

/** A part of what a report tells of. */
export interface Part {
  readonly key: string | null;
  readonly title: string | null;
}

/** What a row of a report is about. */
export function useRowTitle(object: "ticket" | "conversation", by: string): (row: Part) => string {
  const t = useT();
  const format = useFormat();
  const option = useOptionTitle();
  return ({ key, title }) => {
    if (key === null) return t("service.reports.nothing");
    if (by === "day") return format.date(key);
    if (by === "hour") return `${key.padStart(2, "0")}:00`;
    if (by === "channel" || by === "type" || by === "priority") return option(object, by, key);
    return title ?? key;
  };
}
