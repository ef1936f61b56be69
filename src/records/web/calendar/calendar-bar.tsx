import { Button, SegmentedControl, UnstyledButton } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useFormat } from "#web/format.ts";
import { IconButton } from "#web/icon-button.tsx";
import { useKeys } from "#web/keyboard.ts";
import { useLocale, useT } from "#web/texts.ts";
import styles from "./calendar.module.css";
import type { NamedSource } from "./calendar-context.ts";
import type { CalendarMode } from "./calendar-view.tsx";
import type { Day } from "./days.ts";

interface CalendarBarProps {
  readonly day: Day;
  readonly first: Day;
  readonly last: Day;
  readonly mode: CalendarMode;
  readonly phone: boolean;
  readonly sources: readonly NamedSource[];
  readonly off: readonly string[];
  readonly onMode: (mode: CalendarMode) => void;
  readonly onStep: (by: 1 | -1) => void;
  readonly onToday: () => void;
  readonly onOff: (off: readonly string[]) => void;
}

/** Where in time one is, what is shown, and how. */
export function CalendarBar({
  day,
  first,
  last,
  mode,
  phone,
  sources,
  off,
  onMode,
  onStep,
  onToday,
  onOff,
}: CalendarBarProps) {
  const t = useT();
  const format = useFormat();
  const locale = useLocale();
  useKeys({ t: onToday }, { t: t("calendar.keys.today") }, { group: t("calendar.keys.group") });
  const title = mode === "month" ? monthTitle(day, locale) : `${format.date(first)} – ${format.date(last)}`;
  return (
    <div className={styles.bar}>
      <h2 className={styles.title} aria-live="polite">
        {title}
      </h2>
      <div className={styles.steps}>
        <IconButton label={t(`calendar.previous.${mode}`)} onClick={() => onStep(-1)}>
          <IconChevronLeft size={16} stroke={1.5} />
        </IconButton>
        <Button variant="default" size="xs" onClick={onToday}>
          {t("calendar.today")}
        </Button>
        <IconButton label={t(`calendar.next.${mode}`)} onClick={() => onStep(1)}>
          <IconChevronRight size={16} stroke={1.5} />
        </IconButton>
      </div>
      <div className={styles.legend}>
        {sources.length > 1 &&
          sources.map((source) => {
            const on = !off.includes(source.key);
            return (
              <UnstyledButton
                key={source.key}
                className={styles.source}
                data-tone={source.tone}
                aria-pressed={on}
                onClick={() => onOff(on ? [...off, source.key] : off.filter((key) => key !== source.key))}
              >
                <span className={styles.dot} />
                {source.name}
              </UnstyledButton>
            );
          })}
      </div>
      {!phone && (
        <SegmentedControl
          size="xs"
          aria-label={t("calendar.mode")}
          value={mode}
          onChange={(value) => onMode(value as CalendarMode)}
          data={(["month", "week", "agenda"] as const).map((value) => ({
            value,
            label: t(`calendar.modes.${value}`),
          }))}
        />
      )}
    </div>
  );
}

function monthTitle(day: Day, locale: string): string {
  return new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );
}
