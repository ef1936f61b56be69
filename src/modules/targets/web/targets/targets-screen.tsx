import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { dayIn } from "#kernel/period";
import { PageBar } from "#web/page-bar.tsx";
import { useCan, useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { type PeriodUnit, periodUnits } from "../../contract/periods.ts";
import { measures, readTargets } from "../../contract/targets.ts";
import { PeriodSteps } from "../period-switch.tsx";
import { SellingTabs } from "../selling-tabs.tsx";
import styles from "../targets.module.css";
import { useRead } from "../use-read.ts";
import { Attainment } from "./attainment.tsx";
import { type GoodsLine, NewGoodsLine } from "./new-goods-line.tsx";
import { TargetSheet } from "./target-sheet.tsx";

/** What is to be sold: a sheet with a row for everybody, each team and each seller, and how far it is reached. */
export default function TargetsScreen() {
  const t = useT();
  const { timeZone } = useSession().user;
  const [unit, setUnit] = useState<PeriodUnit>("month");
  const [year, setYear] = useState(() => Number(dayIn(timeZone).slice(0, 4)));
  const [measure, setMeasure] = useState<(typeof measures)[number]>("amount");
  const [added, setAdded] = useState<readonly GoodsLine[]>([]);
  const { data } = useRead(readTargets, { query: { unit, year } });
  const mayChange = useCan("targets:set");
  return (
    <>
      <PageBar title={t("targets.targets.title")} actions={<SellingTabs />} />
      <div className={styles.page}>
        <Attainment />
        <div className={styles.bar}>
          <SegmentedControl
            size="xs"
            aria-label={t("targets.period.unit")}
            value={unit}
            onChange={(chosen) => setUnit(chosen as PeriodUnit)}
            data={periodUnits.map((key) => ({ value: key, label: t(`targets.period.${key}`) }))}
          />
          <SegmentedControl
            size="xs"
            aria-label={t("targets.targets.measure")}
            value={measure}
            onChange={(chosen) => setMeasure(chosen as typeof measure)}
            data={measures.map((key) => ({ value: key, label: t(`targets.targets.${key}`) }))}
          />
          <PeriodSteps title={String(year)} onStep={(by) => setYear(year + by)} />
        </div>
        {data && (
          <TargetSheet
            key={`${data.unit}${data.year}${measure}`}
            sheet={data}
            measure={measure}
            added={added}
            mayChange={mayChange}
          />
        )}
        {data && mayChange && (
          <NewGoodsLine subjects={data.subjects} onAdd={(line) => setAdded([...added, line])} />
        )}
      </div>
    </>
  );
}
