import { SegmentedControl } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useFormat } from "#web/format.ts";
import { IconButton } from "#web/icon-button.tsx";
import { useT } from "#web/texts.ts";
import { type Period, periodAt, type PeriodUnit, periodUnits } from "../contract/periods.ts";
import styles from "./targets.module.css";

interface PeriodSwitchProps {
  readonly period: Period;
  readonly onChange: (period: Period) => void;
}

/** Which month, quarter or year is looked at. */
export function PeriodSwitch({ period, onChange }: PeriodSwitchProps) {
  const t = useT();
  const title = usePeriodTitle();
  const step = (by: number) => onChange(periodAt(period.unit, period.from, by));
  return (
    <div className={styles.period}>
      <SegmentedControl
        size="xs"
        aria-label={t("targets.period.unit")}
        value={period.unit}
        onChange={(unit) => onChange(periodAt(unit as PeriodUnit, period.from))}
        data={periodUnits.map((unit) => ({ value: unit, label: t(`targets.period.${unit}`) }))}
      />
      <PeriodSteps title={title(period)} onStep={step} />
    </div>
  );
}

interface PeriodStepsProps {
  readonly title: string;
  readonly onStep: (by: 1 | -1) => void;
}

/** A period between the ways to the one before it and the one after. */
export function PeriodSteps({ title, onStep }: PeriodStepsProps) {
  const t = useT();
  const look = { variant: "subtle", color: "gray" } as const;
  return (
    <div className={styles.steps}>
      <IconButton {...look} label={t("targets.period.before")} onClick={() => onStep(-1)}>
        <IconChevronLeft size={16} stroke={1.5} />
      </IconButton>
      <span className={styles.periodTitle}>{title}</span>
      <IconButton {...look} label={t("targets.period.after")} onClick={() => onStep(1)}>
        <IconChevronRight size={16} stroke={1.5} />
      </IconButton>
    </div>
  );
}

/** "May 2026", "Q2 2026", "2026". */
export function usePeriodTitle(): (period: Period) => string {
  const t = useT();
  const format = useFormat();
  return (period) => {
    const year = period.from.slice(0, 4);
    if (period.unit === "year") return year;
    const month = Number(period.from.slice(5, 7));
    if (period.unit === "quarter")
      return t("targets.period.quarter_title", { quarter: Math.ceil(month / 3), year });
    return format.month(period.from);
  };
}
