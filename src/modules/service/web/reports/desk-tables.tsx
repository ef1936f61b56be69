import { useQuery } from "@tanstack/react-query";
import { allOf, type Filter } from "#kernel/filter";
import { readDesk } from "#service/contract";
import { call } from "#web/client.ts";
import { EmptyState } from "#web/empty-state.tsx";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import type { WaitingRow } from "../../contract/reports.ts";
import { isUnsolved } from "../../contract/ticket-objects.ts";
import styles from "./reports.module.css";
import { TicketsLink } from "./tickets-link.tsx";

const columns: readonly {
  readonly key: Exclude<keyof WaitingRow, "key" | "title">;
  readonly filter?: Filter;
}[] = [
  { key: "unsolved" },
  { key: "unassigned", filter: { field: "owner", op: "empty" } },
  { key: "overdue", filter: { field: "overdue_since", op: "not_empty" } },
  { key: "due_today", filter: { field: "due_at", op: "within", value: { period: "today" } } },
  { key: "waiting", filter: { field: "status.kind", op: "is", value: "waiting" } },
];

/** What is to be done now, by queue and by agent; it follows what happens. */
export function DeskTables() {
  const t = useT();
  const { data } = useQuery({
    queryKey: ["records", "ticket", "desk"],
    queryFn: () => call(readDesk),
    refetchInterval: 60_000,
  });
  if (!data) return null;
  if (data.agents.length === 0)
    return (
      <EmptyState icon="ticket" title={t("service.reports.calm")} text={t("service.reports.calm_text")} />
    );
  return (
    <>
      <Waiting field="queue" rows={data.queues} />
      <Waiting field="owner" rows={data.agents} />
    </>
  );
}

function Waiting({
  field,
  rows,
}: {
  readonly field: "queue" | "owner";
  readonly rows: readonly WaitingRow[];
}) {
  const t = useT();
  const format = useFormat();
  const behind = (row: WaitingRow, filter: Filter | undefined): Filter => {
    const of: Filter = row.key === null ? { field, op: "empty" } : { field, op: "is", value: row.key };
    return allOf(of, isUnsolved, filter) ?? isUnsolved;
  };
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t(`service.reports.by.${field}`)}</th>
            {columns.map(({ key }) => (
              <th key={key} scope="col">
                {t(`service.reports.now.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key ?? ""}>
              <th scope="row">{row.title ?? t("service.reports.nothing")}</th>
              {columns.map(({ key, filter }) => (
                <td key={key} data-bad={(key === "overdue" && row.overdue > 0) || undefined}>
                  <TicketsLink filter={behind(row, filter)}>{format.number(row[key])}</TicketsLink>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
