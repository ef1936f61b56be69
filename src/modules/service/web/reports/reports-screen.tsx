import { SegmentedControl } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { dayIn } from "#kernel/period";
import { DayInput, useLiveRecords } from "#records/web";
import { readConversationReport, readTicketReport } from "#service/contract";
import { call } from "#web/client.ts";
import { PageBar } from "#web/page-bar.tsx";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { type ConversationBreakdown, conversationBreakdowns } from "../../contract/conversation-report.ts";
import { type Breakdown, breakdowns } from "../../contract/reports.ts";
import { ConversationFile, ConversationTable } from "./conversation-table.tsx";
import { DeskTables } from "./desk-tables.tsx";
import styles from "./reports.module.css";
import { TicketFile, TicketTable } from "./ticket-table.tsx";

type Of = "now" | "tickets" | "conversations";

/** What is asked for; it stands in the address, so that it can be sent to somebody. */
interface Asked {
  readonly of?: Of;
  readonly report?: Breakdown;
  readonly from?: string;
  readonly to?: string;
}

/** The service desk as it is now, and what came in a span of days: tickets and conversations. */
export default function ServiceReportsScreen() {
  const t = useT();
  const asked: Asked = useSearch({ strict: false });
  const navigate = useNavigate();
  const of = asked.of ?? (asked.report ? "tickets" : "now");
  const change = (part: Asked) =>
    void navigate({ to: "/service-reports", search: { ...asked, ...part }, replace: true } as never);
  useLiveRecords("ticket");
  const titles: Readonly<Record<Of, string>> = {
    now: t("service.reports.by.now"),
    tickets: t("objects.ticket.many"),
    conversations: t("objects.conversation.many"),
  };
  return (
    <>
      <PageBar title={t("service.reports.title")} />
      <div className={styles.page}>
        <Choice
          label={t("service.reports.title")}
          value={of}
          choices={(["now", "tickets", "conversations"] as const).map((value) => ({
            value,
            label: titles[value],
          }))}
          onChange={(chosen) => change({ of: chosen as Of })}
        />
        {of === "now" && <DeskTables />}
        {of === "tickets" && <Tickets asked={asked} onChange={change} />}
        {of === "conversations" && <Conversations asked={asked} onChange={change} />}
      </div>
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (chosen: string) => void;
}

function Choice({ label, value, choices, onChange }: ChoiceProps) {
  return (
    <SegmentedControl
      size="xs"
      aria-label={label}
      value={value}
      onChange={onChange}
      data={[...choices]}
      style={{ overflowX: "auto", maxWidth: "100%", justifySelf: "start" }}
    />
  );
}

interface CameProps {
  readonly asked: Asked;
  readonly onChange: (part: Asked) => void;
}

function Tickets({ asked, onChange }: CameProps) {
  const by = asked.report ?? "day";
  const query = { by, ...daysOf(asked) };
  const { data } = useQuery({
    queryKey: ["service", "report", query],
    queryFn: () => call(readTicketReport, { query }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <Span asked={asked} found={data} by={by} breakdowns={breakdowns} onChange={onChange}>
        {data && data.rows.length > 0 && <TicketFile report={data} />}
      </Span>
      {data && <TicketTable report={data} />}
    </>
  );
}

function Conversations({ asked, onChange }: CameProps) {
  const by = conversationBreakdowns.find((one) => one === asked.report) ?? "day";
  const query: { by: ConversationBreakdown } = { by, ...daysOf(asked) };
  const { data } = useQuery({
    queryKey: ["service", "conversations", query],
    queryFn: () => call(readConversationReport, { query }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <Span asked={asked} found={data} by={by} breakdowns={conversationBreakdowns} onChange={onChange}>
        {data && data.rows.length > 0 && <ConversationFile report={data} />}
      </Span>
      {data && <ConversationTable report={data} />}
    </>
  );
}

function daysOf({ from, to }: Asked) {
  return { ...(from && { from }), ...(to && { to }) };
}

interface SpanProps extends CameProps {
  readonly found: { readonly from: string } | undefined;
  readonly by: Breakdown;
  readonly breakdowns: readonly Breakdown[];
  readonly children: ReactNode;
}

/** By what, and of which days. */
function Span({ asked: { from, to }, found, by, breakdowns: offered, onChange, children }: SpanProps) {
  const t = useT();
  const { timeZone } = useSession().user;
  return (
    <>
      <Choice
        label={t("service.reports.by_what")}
        value={by}
        choices={offered.map((value) => ({ value, label: t(`service.reports.by.${value}`) }))}
        onChange={(chosen) => onChange({ report: chosen as Breakdown })}
      />
      <div className={styles.days}>
        <DayInput
          label={t("service.reports.from")}
          value={from ?? found?.from ?? null}
          onChange={(day) => onChange(day ? { from: day } : {})}
        />
        <DayInput
          label={t("service.reports.to")}
          value={to ?? dayIn(timeZone)}
          onChange={(day) => onChange(day ? { to: day } : {})}
        />
        {children}
      </div>
    </>
  );
}
