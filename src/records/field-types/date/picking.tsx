import { Popover } from "@mantine/core";
import { DatePicker } from "@mantine/dates";
import "@mantine/dates/styles.css";
import "dayjs/locale/bg";
import "dayjs/locale/es";
import "dayjs/locale/ru";
import { type KeyboardEvent, useState } from "react";
import { dayIn } from "#kernel/period";
import { useLocale, useT } from "#web/texts.ts";
import type { EditProps } from "../../web/field-props.ts";
import { useInPortal } from "../../web/input/inside-box.ts";
import { useTimeZone, useTypingLocale } from "../../web/input/region.ts";
import { TextField } from "../../web/input/text-field.tsx";
import { firstWeekday, parseTypedDate, typedDate } from "../../web/input/typed-date.ts";

/** A day, typed the way the locale writes it or picked below; Arrow down goes into the calendar. */
export default function DateField(props: EditProps) {
  const t = useT();
  const language = useLocale();
  const locale = useTypingLocale();
  const today = dayIn(useTimeZone());
  const value = (props.value as string | null | undefined) ?? null;
  const withinPortal = useInPortal();
  const [text, setText] = useState(props.typed ?? typedDate(value, locale));
  const [opened, setOpened] = useState(props.autoFocus === true && props.inline === true);

  function pick(day: string | null): void {
    setText(typedDate(day, locale));
    setOpened(false);
    if (props.onDone) props.onDone(day);
    else props.onChange(day);
  }

  function type(typed: string): void {
    setText(typed);
    if (typed.trim() === "") return props.onChange(null);
    const day = parseTypedDate(typed, locale, today);
    if (day) props.onChange(day);
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    setOpened(true);
    requestAnimationFrame(() =>
      document
        .querySelector<HTMLElement>(
          "[data-date-picking] [data-selected], [data-date-picking] [data-today], [data-date-picking] td button",
        )
        ?.focus(),
    );
  }

  return (
    <Popover
      withRoles={false}
      withinPortal={withinPortal}
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      shadow="md"
      offset={4}
      trapFocus={false}
      returnFocus
    >
      <Popover.Target>
        <div onFocus={() => setOpened(true)} onKeyDown={onKeyDown}>
          <TextField {...props} text={text} onText={type} placeholder={t("records.input.date_hint")} />
        </div>
      </Popover.Target>
      <Popover.Dropdown data-date-picking>
        <DatePicker
          key={value ?? "none"}
          locale={language}
          firstDayOfWeek={firstWeekday(locale)}
          highlightToday
          weekendDays={[]}
          value={value}
          defaultDate={value ?? today}
          onChange={pick}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
