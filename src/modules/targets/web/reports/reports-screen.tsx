import { SegmentedControl, Select } from "@mantine/core";
import { useSearch, useNavigate } from "@tanstack/react-router";
import { dayIn } from "#kernel/period";
import { DayInput, useRecords } from "#records/web";
import { PageBar } from "#web/page-bar.tsx";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { type Breakdown, breakdowns, yearEndingOn } from "../../contract/reports.ts";
import styles from "../targets.module.css";
import { FunnelReport } from "./funnel-report.tsx";
import { OutcomesReport } from "./outcomes-report.tsx";

/** What a report is asked for; it stands in the address, so that it can be sent to somebody. */
export interface ReportAsked {
  readonly report?: "funnel" | Breakdown;
  readonly from?: string;
  readonly to?: string;
  readonly pipeline?: string;
  readonly team?: string;
  readonly owner?: string;
  readonly territory?: string;
}

/** The sales reports: how far deals come, and what was won and lost by what. */
export default function ReportsScreen() {
  const t = useT();
  const asked: ReportAsked = useSearch({ strict: false });
  const navigate = useNavigate();
  const { timeZone } = useSession().user;
  const report = asked.report ?? "funnel";
  const to = asked.to ?? dayIn(timeZone);
  const change = (part: ReportAsked) =>
    void navigate({ to: "/sales-reports", search: { ...asked, ...part }, replace: true } as never);
  const { report: _, ...query } = asked;
  return (
    <>
      <PageBar title={t("targets.reports.title")} />
      <div className={styles.page}>
        <div className={styles.bar}>
          <SegmentedControl
            size="xs"
            aria-label={t("targets.reports.title")}
            value={report}
            onChange={(chosen) => change({ report: chosen as Breakdown })}
            data={["funnel", ...breakdowns].map((key) => ({
              value: key,
              label: t(`targets.reports.${key}`),
            }))}
            style={{ overflowX: "auto", maxWidth: "100%" }}
          />
        </div>
        <div className={styles.filters}>
          <Day
            label={t("targets.reports.from")}
            value={asked.from ?? yearEndingOn(to)}
            onChange={(from) => change({ from })}
          />
          <Day label={t("targets.reports.to")} value={to} onChange={(day) => change({ to: day })} />
          <Choice object="pipeline" value={asked.pipeline} onChange={(pipeline) => change({ pipeline })} />
          <Choice object="team" value={asked.team} onChange={(team) => change({ team })} />
          <Choice object="user" value={asked.owner} onChange={(owner) => change({ owner })} />
          <Choice
            object="territory"
            value={asked.territory}
            onChange={(territory) => change({ territory })}
          />
        </div>
        {report === "funnel" ? <FunnelReport asked={query} /> : <OutcomesReport by={report} asked={query} />}
      </div>
    </>
  );
}

type ReportScope = "pipeline" | "team" | "user" | "territory";

interface PartProps {
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

function Day({ label, value, onChange }: PartProps & { readonly label: string }) {
  return <DayInput label={label} value={value ?? null} onChange={(day) => onChange(day ?? undefined)} />;
}

function Choice({ object, value, onChange }: PartProps & { readonly object: ReportScope }) {
  const t = useT();
  const { rows } = useRecords(object, { fields: ["name"], sort: "name", limit: 200 });
  if (rows.length === 0) return null;
  return (
    <Select
      searchable
      clearable
      label={object === "user" ? t("targets.subject.user") : t(`objects.${object}.one`)}
      value={value ?? null}
      onChange={(chosen) => onChange(chosen ?? undefined)}
      data={rows.map(({ id, name }) => ({ value: id, label: String(name ?? "") }))}
    />
  );
}
