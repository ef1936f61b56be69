import { DragDropProvider } from "@dnd-kit/react";
import { useLocalStorage, useMediaQuery } from "@mantine/hooks";
import { useMemo, useState } from "react";
import type { Filter } from "#kernel/filter";
import { dayIn } from "#kernel/period";
import { useSession } from "#web/session.ts";
import { useLocale, useT } from "#web/texts.ts";
import { pullPlugins, pullSensors } from "../board/pulling.ts";
import type { CalendarSource } from "../page/slots.ts";
import { AgendaView } from "./agenda-view.tsx";
import styles from "./calendar.module.css";
import { CalendarBar } from "./calendar-bar.tsx";
import { CalendarContext, type NamedSource } from "./calendar-context.ts";
import { addDays, addMonths, type Day, monthOf, weekOf, weekStartOf } from "./days.ts";
import { useEntries } from "./entries.ts";
import { byDay } from "./layout.ts";
import { MonthView } from "./month-view.tsx";
import { WeekView } from "./week-view.tsx";

export type CalendarMode = "month" | "week" | "agenda";

interface CalendarViewProps {
  readonly sources: readonly (CalendarSource & { readonly name?: string })[];
  readonly filter?: Filter | null;
  readonly search?: string;
  readonly onOpen: (object: string, id: string) => void;
}

const plugins = pullPlugins("clone");

/** Days with what stands on them: as a month, a week by the hour, or a list. */
export function CalendarView({ sources: given, filter, search, onOpen }: CalendarViewProps) {
  const t = useT();
  const locale = useLocale();
  const { user, organisation } = useSession();
  const phone = useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false });
  const [chosen, setMode] = useLocalStorage<CalendarMode>({
    key: "rapport.calendar.mode",
    defaultValue: "month",
    getInitialValueInEffect: false,
  });
  const [off, setOff] = useLocalStorage<readonly string[]>({
    key: "rapport.calendar.off",
    defaultValue: [],
    getInitialValueInEffect: false,
  });
  const today = dayIn(user.timeZone);
  const [day, setDay] = useState<Day>(today);
  const [said, say] = useState("");
  const mode = phone ? "agenda" : chosen;
  const weekStart = weekStartOf(locale, organisation.country);
  const sources = given.map(
    (source, index): NamedSource => ({ ...source, name: source.name ?? t(source.title), tone: index % 6 }),
  );
  const shown = sources.filter((source) => !off.includes(source.key));
  const weeks = mode === "month" ? monthOf(day, weekStart) : mode === "week" ? [weekOf(day, weekStart)] : [];
  const first = weeks[0]?.[0] ?? day;
  const until = mode === "agenda" ? addDays(day, 30) : addDays(weeks.at(-1)?.at(-1) ?? day, 1);
  const { entries, cut } = useEntries(shown, { from: first, until }, filter, search);
  const days = useMemo(() => byDay(entries), [entries]);
  const step = (by: 1 | -1) =>
    setDay(mode === "month" ? addMonths(day, by) : addDays(day, by * (mode === "week" ? 7 : 30)));

  return (
    <CalendarContext value={{ sources: shown, today, timeZone: user.timeZone, onOpen, say }}>
      <DragDropProvider
        plugins={plugins}
        sensors={pullSensors}
        onDragEnd={({ canceled, operation: { source, target } }) => {
          const data = source?.data as { readonly moveTo: (day: Day) => void } | undefined;
          if (!canceled && target) data?.moveTo(String(target.id).slice(0, 10));
        }}
      >
        <div className={styles.calendar}>
          <CalendarBar
            day={day}
            first={first}
            last={addDays(until, -1)}
            mode={mode}
            phone={phone}
            sources={sources}
            off={off}
            onMode={setMode}
            onStep={step}
            onToday={() => setDay(today)}
            onOff={setOff}
          />
          {mode === "month" && (
            <MonthView
              weeks={weeks}
              month={day.slice(0, 7)}
              days={days}
              onDay={(one) => {
                setDay(one);
                setMode("week");
              }}
            />
          )}
          {mode === "week" && <WeekView week={weeks[0] ?? []} days={days} />}
          {mode === "agenda" && <AgendaView from={day} until={until} days={days} />}
          {cut && <p className={styles.cut}>{t("calendar.cut")}</p>}
          <div role="status" aria-live="polite" className={styles.spoken}>
            {said}
          </div>
        </div>
      </DragDropProvider>
    </CalendarContext>
  );
}
