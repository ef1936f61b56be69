import type { OutputOf } from "#kernel/action";
import { allOf, type Filter } from "#kernel/filter";
import type { readConversationReport } from "#service/contract";
import { EmptyState } from "#web/empty-state.tsx";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import type { ConversationFigures } from "../../contract/conversation-report.ts";
import { BreakdownTable } from "./breakdown-table.tsx";
import { ListLink } from "./list-link.tsx";
import { ReportFile } from "./report-file.tsx";
import { useRowTitle, useSpan } from "./told.ts";

type Report = OutputOf<typeof readConversationReport>;

const columns = ["conversations", "answered", "first_answer", "closed"] as const;
const isAnswered: Filter = { field: "first_answer_at", op: "not_empty" };
const behind: Readonly<Record<(typeof columns)[number], Filter | undefined>> = {
  conversations: undefined,
  answered: isAnswered,
  first_answer: isAnswered,
  closed: { field: "state", op: "is", value: "closed" },
};

/** Conversations told apart by one thing; each figure opens its conversations. */
export function ConversationTable({ report }: { readonly report: Report }) {
  const t = useT();
  if (report.rows.length === 0)
    return (
      <EmptyState
        icon="chart-bar"
        title={t("service.reports.no_conversations")}
        text={t("service.reports.other_days")}
      />
    );
  return (
    <BreakdownTable
      object="conversation"
      label={t("objects.conversation.many")}
      columns={columns.map((key) => t(`service.reports.talks.${key}`))}
      report={report}
      cells={(row) => <Figures figures={row ?? report.total} filter={(row ?? report).filter} />}
    />
  );
}

interface FiguresProps {
  readonly figures: ConversationFigures;
  readonly filter: Filter | null;
}

function Figures({ figures, filter }: FiguresProps) {
  const format = useFormat();
  const span = useSpan();
  return columns.map((key) => {
    const figure = figures[key];
    if (figure === null) return <td key={key}>–</td>;
    const told = key === "first_answer" ? span(figure) : format.number(figure);
    const opens = filter && allOf(filter, behind[key]);
    return (
      <td key={key} data-none={figure === 0 || undefined}>
        {opens ? (
          <ListLink object="conversations" filter={opens}>
            {told}
          </ListLink>
        ) : (
          told
        )}
      </td>
    );
  });
}

/** What is shown, as a file to take along. */
export function ConversationFile({ report }: { readonly report: Report }) {
  const t = useT();
  const title = useRowTitle("conversation", report.by);
  const lines = () => [
    [t(`service.reports.by.${report.by}`), ...columns.map((key) => t(`service.reports.talks.${key}`))],
    [t("service.reports.all"), ...columns.map((key) => report.total[key])],
    ...report.rows.map((row) => [title(row), ...columns.map((key) => row[key])]),
  ];
  return <ReportFile name={`${t("objects.conversation.many")} ${report.from} ${report.to}`} lines={lines} />;
}
