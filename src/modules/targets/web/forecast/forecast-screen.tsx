import { Button, Select } from "@mantine/core";
import { useState } from "react";
import { dayIn } from "#kernel/period";
import { call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { notifyProblem } from "#web/notify.ts";
import { PageBar } from "#web/page-bar.tsx";
import { useCan, useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { readForecast, readSnapshots, takeSnapshot } from "../../contract/forecast.ts";
import { periodAt } from "../../contract/periods.ts";
import { PeriodSwitch } from "../period-switch.tsx";
import { SellingTabs } from "../selling-tabs.tsx";
import styles from "../targets.module.css";
import { useRead, useReadAnew } from "../use-read.ts";
import { ChancesSection } from "./chances-section.tsx";
import { ForecastTable } from "./forecast-table.tsx";

/** What a period will come to, along the teams: by category, weighted, by history, and as everybody calls it. */
export default function ForecastScreen() {
  const t = useT();
  const format = useFormat();
  const { timeZone } = useSession().user;
  const [period, setPeriod] = useState(() => periodAt("quarter", dayIn(timeZone)));
  const [against, setAgainst] = useState<string | null>(null);
  const { data } = useRead(readForecast, {
    query: { unit: period.unit, on: period.from, ...(against && { against }) },
  });
  const snapshots = useRead(readSnapshots);
  const anew = useReadAnew();
  const mayAdjust = useCan("forecast:adjust");
  const take = () => call(takeSnapshot).then(anew).catch(notifyProblem);
  return (
    <>
      <PageBar title={t("targets.forecast.title")} actions={<SellingTabs />} />
      <div className={styles.page}>
        <div className={styles.bar}>
          <PeriodSwitch period={period} onChange={setPeriod} />
          <Select
            size="xs"
            clearable
            aria-label={t("targets.snapshots.compare")}
            placeholder={t("targets.snapshots.compare")}
            value={against}
            onChange={setAgainst}
            data={(snapshots.data?.data ?? []).map(({ id, takenAt }) => ({
              value: id,
              label: format.dateTime(takenAt),
            }))}
          />
          {mayAdjust && (
            <Button size="xs" variant="default" onClick={() => void take()}>
              {t("targets.snapshots.take")}
            </Button>
          )}
        </div>
        {data && <ForecastTable forecast={data} compares={against !== null} />}
        <ChancesSection />
      </div>
    </>
  );
}
