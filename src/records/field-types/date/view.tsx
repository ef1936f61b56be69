import { lazy, Suspense } from "react";
import { useFormat } from "#web/format.ts";
import type { EditProps, ShowProps } from "../../web/field-props.ts";
import { useTypingLocale } from "../../web/input/region.ts";
import { TextField } from "../../web/input/text-field.tsx";
import { typedDate } from "../../web/input/typed-date.ts";

// The calendar is read when somebody first picks a day, not with the first screen.
const DateField = lazy(() => import("./picking.tsx"));

export function Show({ value, size }: ShowProps) {
  const { date } = useFormat();
  return (
    <time dateTime={String(value)} className="numeric">
      {date(String(value), size === "full" ? "long" : "short")}
    </time>
  );
}

export function Edit(props: EditProps) {
  const locale = useTypingLocale();
  const waiting = (
    <TextField
      {...props}
      autoFocus={false}
      text={typedDate(props.value as string | null, locale)}
      onText={() => {}}
    />
  );
  return (
    <Suspense fallback={waiting}>
      <DateField {...props} />
    </Suspense>
  );
}
