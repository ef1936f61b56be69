import { Button, SegmentedControl, Select } from "@mantine/core";
import { useState } from "react";
import { dayIn } from "#kernel/period";
import { call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { PageBar } from "#web/page-bar.tsx";
import { useCan, useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { readForecast, readSnapshots, takeSnapshot } from "../../contract/forecast.ts";
import { periodAt } from "../../contract/periods.ts";
import { PeriodSwitch } from "../period-switch.tsx";
import { SellingTabs } from "../selling-tabs.tsx";
import styles from "../targets.module.css";
import { useFollowDeals, useRead, useReadAnew } from "../use-read.ts";
import { ChancesSection } from "./chances-section.tsx";
import { ForecastTable } from "./forecast-table.tsx";
import { MovementsSection } from "./movements-section.tsx";
import { SubmissionsSection } from "./submissions-section.tsx";
import { TerritoryTable } from "./territory-table.tsx";

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
  useFollowDeals();
  const anew = useReadAnew();
  const mayAdjust = useCan("forecast:adjust");
  const [by, setBy] = useState<"team" | "territory">("team");
  const compared = snapshots.data?.data.find(({ id }) => id === against);
  const take = async () => {
    await call(takeSnapshot);
    await anew();
    notifyDone(t("targets.snapshots.taken"));
  };
  return (
    <>
      <PageBar title={t("targets.forecast.title")} actions={<SellingTabs />} />
      <div className={styles.page}>
        <div className={styles.bar}>
          <PeriodSwitch period={period} onChange={setPeriod} />
          <SegmentedControl
            size="xs"
            aria-label={t("targets.forecast.by")}
            value={by}
            onChange={(chosen) => setBy(chosen as typeof by)}
            data={["team", "territory"].map((value) => ({
              value,
              label: t(`targets.forecast.views.${value}`),
            }))}
          />
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
            <Button size="xs" variant="default" onClick={() => void take().catch(notifyProblem)}>
              {t("targets.snapshots.take")}
            </Button>
          )}
        </div>
        {by === "territory" ? (
          <TerritoryTable period={period} />
        ) : (
          data && <ForecastTable forecast={data} compares={against !== null} />
        )}
        {compared && <MovementsSection period={period} since={compared.id} takenAt={compared.takenAt} />}
        {data && <SubmissionsSection period={period} currency={data.currency} />}
        <ChancesSection />
      </div>
    </>
  );
}
