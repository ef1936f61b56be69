import { type Format, formatFor, regionOf } from "#kernel/format";
import { useOptionalSession } from "./session.ts";
import { useLocale } from "./texts.ts";

export type { Format } from "#kernel/format";

/** Numbers, money and times as one writes them in the user's language and the organisation's country. */
export function useFormat(): Format {
  const locale = useLocale();
  const session = useOptionalSession();
  const timeZone = session?.user.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return formatFor(regionOf(locale, session?.organisation.country), timeZone);
}
