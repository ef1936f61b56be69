import { SegmentedControl } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { dayIn } from "#kernel/period";
import { DayInput, useLiveRecords } from "#records/web";
import { readTicketReport } from "#service/contract";
import { call } from "#web/client.ts";
import { PageBar } from "#web/page-bar.tsx";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { type Breakdown, breakdowns } from "../../contract/reports.ts";
import { DeskTables } from "./desk-tables.tsx";
import styles from "./reports.module.css";
import { TicketFile, TicketTable } from "./ticket-table.tsx";

/** What is asked for; it stands in the address, so that it can be sent to somebody. */
interface Asked {
  readonly report?: "now" | Breakdown;
  readonly from?: string;
  readonly to?: string;
}

/** The service desk as it is now, and what came in a span of days. */
export default function ServiceReportsScreen() {
  const t = useT();
  const asked: Asked = useSearch({ strict: false });
  const navigate = useNavigate();
  const report = asked.report ?? "now";
  const change = (part: Asked) =>
    void navigate({ to: "/service-reports", search: { ...asked, ...part }, replace: true } as never);
  useLiveRecords("ticket");
  return (
    <>
      <PageBar title={t("service.reports.title")} />
      <div className={styles.page}>
        <SegmentedControl
          size="xs"
          aria-label={t("service.reports.title")}
          value={report}
          onChange={(chosen) => change({ report: chosen as Breakdown })}
          data={["now", ...breakdowns].map((key) => ({ value: key, label: t(`service.reports.by.${key}`) }))}
          style={{ overflowX: "auto", maxWidth: "100%", justifySelf: "start" }}
        />
        {report === "now" ? <DeskTables /> : <Came by={report} asked={asked} onChange={change} />}
      </div>
    </>
  );
}

interface CameProps {
  readonly by: Breakdown;
  readonly asked: Asked;
  readonly onChange: (part: Asked) => void;
}

function Came({ by, asked: { from, to }, onChange }: CameProps) {
  const t = useT();
  const { timeZone } = useSession().user;
  const query = { by, ...(from && { from }), ...(to && { to }) };
  const { data } = useQuery({
    queryKey: ["service", "report", query],
    queryFn: () => call(readTicketReport, { query }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <div className={styles.days}>
        <DayInput
          label={t("service.reports.from")}
          value={from ?? data?.from ?? null}
          onChange={(day) => onChange(day ? { from: day } : {})}
        />
        <DayInput
          label={t("service.reports.to")}
          value={to ?? data?.to ?? dayIn(timeZone)}
          onChange={(day) => onChange(day ? { to: day } : {})}
        />
        {data && data.rows.length > 0 && <TicketFile report={data} />}
      </div>
      {data && <TicketTable report={data} />}
    </>
  );
}
