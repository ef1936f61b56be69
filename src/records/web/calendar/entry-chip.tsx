import { useDraggable } from "@dnd-kit/react";
import { UnstyledButton } from "@mantine/core";
import type { KeyboardEvent } from "react";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { useChangeRecord } from "../changing.tsx";
import { isWritable, useObject } from "../metadata.ts";
import styles from "./calendar.module.css";
import { useCalendar } from "./calendar-context.ts";
import { addDays, type Day, instantAt } from "./days.ts";
import type { CalendarEntry } from "./layout.ts";

interface EntryChipProps {
  readonly entry: CalendarEntry;
  readonly className?: string;
  readonly style?: React.CSSProperties;
}

/** A record in the calendar: a click opens it, a pull or Shift with an arrow moves it to another day. */
export function EntryChip({ entry, className = styles.chip, style }: EntryChipProps) {
  const t = useT();
  const format = useFormat();
  const { sources, onOpen, say } = useCalendar();
  const source = sources.find((one) => one.key === entry.source);
  const { movable, moveTo } = useEntryMove(entry, source?.fixed ?? false);
  const { ref, isDragging } = useDraggable({ id: entry.key, data: { moveTo }, disabled: !movable });
  const at = entry.record[entry.field];
  const time = entry.start !== null && typeof at === "string" ? format.time(at) : null;

  function onKeyDown(event: KeyboardEvent): void {
    const days = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key];
    if (!movable || !event.shiftKey || !days) return;
    event.preventDefault();
    event.stopPropagation();
    const to = addDays(entry.day, days);
    moveTo(to);
    say(t("calendar.moved", { title: entry.title, day: format.date(to, "long") }));
  }

  return (
    <UnstyledButton
      ref={ref}
      className={className}
      style={style}
      data-tone={source?.tone}
      data-done={entry.done || undefined}
      data-dragging={isDragging || undefined}
      title={[time, entry.title, source?.name].filter(Boolean).join(" · ")}
      aria-description={movable ? t("calendar.how_to_move") : undefined}
      onClick={() => onOpen(entry.object, entry.record.id)}
      onKeyDown={onKeyDown}
    >
      {time && <span className={styles.time}>{time}</span>}
      <span className={styles.name}>{entry.title || t("page.untitled")}</span>
    </UnstyledButton>
  );
}

/** Moves a record to another day, at the same hour where it has one. */
function useEntryMove(
  entry: CalendarEntry,
  fixed: boolean,
): { readonly movable: boolean; readonly moveTo: (day: Day) => void } {
  const object = useObject(entry.object);
  const change = useChangeRecord(entry.object);
  const { timeZone, sources } = useCalendar();
  const field = object.fields[entry.field];
  const ends = sources.find((one) => one.key === entry.source)?.ends;
  const movable = !fixed && field !== undefined && isWritable(object, field);
  function moveTo(day: Day): void {
    if (!movable || day === entry.day) return;
    if (entry.start === null) return void change(entry.record, { [entry.field]: day });
    const start = instantAt(day, entry.start, timeZone);
    // It keeps its length: the end goes along.
    const end =
      ends && entry.record[ends]
        ? { [ends]: new Date(Date.parse(start) + entry.minutes * 60_000).toISOString() }
        : {};
    void change(entry.record, { [entry.field]: start, ...end });
  }
  return { movable, moveTo };
}
