import type { OutputOf } from "#kernel/action";
import type { readTicketReport } from "#service/contract";
import { EmptyState } from "#web/empty-state.tsx";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { type TicketFigures, type TicketRow, ticketsBehind } from "../../contract/reports.ts";
import { BreakdownTable } from "./breakdown-table.tsx";
import { ListLink } from "./list-link.tsx";
import { ReportFile } from "./report-file.tsx";
import { useRowTitle, useSpan } from "./told.ts";

type Report = OutputOf<typeof readTicketReport>;

const columns = [
  "tickets",
  "solved",
  "first_answer",
  "solution",
  "kept",
  "breached",
  "satisfaction",
] as const;

/** What stands in the file: plain numbers, times in minutes. */
const kept = [
  "tickets",
  "solved",
  "first_answer",
  "solution",
  "kept",
  "missed",
  "breached",
  "rated",
  "satisfaction",
] as const;

/** Tickets told apart by one thing; each figure opens its tickets. */
export function TicketTable({ report }: { readonly report: Report }) {
  const t = useT();
  if (report.rows.length === 0)
    return (
      <EmptyState icon="chart-bar" title={t("service.reports.none")} text={t("service.reports.none_text")} />
    );
  return (
    <BreakdownTable
      object="ticket"
      label={t("service.reports.title")}
      columns={columns.map((key) => t(`service.reports.columns.${key}`))}
      report={report}
      cells={(row) => <Figures report={report} row={row} figures={row ?? report.total} />}
    />
  );
}

/** What is shown, as a file to take along. */
export function TicketFile({ report }: { readonly report: Report }) {
  const t = useT();
  const title = useRowTitle("ticket", report.by);
  const lines = () => [
    [t(`service.reports.by.${report.by}`), ...kept.map((key) => t(`service.reports.file.${key}`))],
    [t("service.reports.all"), ...kept.map((key) => report.total[key])],
    ...report.rows.map((row) => [title(row), ...kept.map((key) => row[key])]),
  ];
  return <ReportFile name={`${t("objects.ticket.many")} ${report.from} ${report.to}`} lines={lines} />;
}

interface FiguresProps {
  readonly report: Report;
  readonly row: TicketRow | null;
  readonly figures: TicketFigures;
}

function Figures({ report, row, figures }: FiguresProps) {
  const format = useFormat();
  const span = useSpan();
  const decided = figures.kept + figures.missed;
  const opens = (figure: Parameters<typeof ticketsBehind>[1], told: string | null) => (
    <td>
      {told === null ? (
        "–"
      ) : (
        <ListLink object="tickets" filter={ticketsBehind(row ?? report, figure)}>
          {told}
        </ListLink>
      )}
    </td>
  );
  const count = (figure: "tickets" | "solved" | "breached") => opens(figure, format.number(figures[figure]));
  return (
    <>
      {count("tickets")}
      {count("solved")}
      {opens("first_answer", figures.first_answer === null ? null : span(figures.first_answer))}
      {opens("solved", figures.solution === null ? null : span(figures.solution))}
      {opens("kept", decided === 0 ? null : format.percent((figures.kept / decided) * 100))}
      {count("breached")}
      {opens("rated", figures.satisfaction === null ? null : format.decimal(figures.satisfaction, 1))}
    </>
  );
}
