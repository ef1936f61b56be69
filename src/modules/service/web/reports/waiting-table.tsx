import { allOf, type Filter } from "#kernel/filter";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import type { WaitingRow } from "../../contract/reports.ts";
import { isUnsolved } from "../../contract/ticket-objects.ts";
import styles from "./reports.module.css";
import { ListLink } from "./list-link.tsx";

const columns: readonly {
  readonly key: "unsolved" | "unassigned" | "overdue" | "due_today" | "waiting";
  readonly filter?: Filter;
}[] = [
  { key: "unsolved" },
  { key: "unassigned", filter: { field: "owner", op: "empty" } },
  { key: "overdue", filter: { field: "overdue_since", op: "not_empty" } },
  { key: "due_today", filter: { field: "due_at", op: "within", value: { period: "today" } } },
  { key: "waiting", filter: { field: "status.kind", op: "is", value: "waiting" } },
];
const isWaiting: Filter = {
  and: [
    { field: "waiting_since", op: "not_empty" },
    { field: "state", op: "is", value: "open" },
  ],
};

interface WaitingTableProps {
  readonly field: "queue" | "owner";
  readonly rows: readonly WaitingRow[];
}

/** Tickets and conversations that wait, by queue or by agent; each figure opens its list. */
export function WaitingTable({ field, rows }: WaitingTableProps) {
  const t = useT();
  const shown = columns.filter(({ key }) => field === "queue" || key !== "unassigned");
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={t(`service.reports.by.${field}`)}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t(`service.reports.by.${field}`)}</th>
            {[...shown.map(({ key }) => key), "conversations", "longest_wait"].map((key) => (
              <th key={key} scope="col">
                {t(`service.reports.now.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key ?? ""}>
              <th scope="row">
                {row.title ?? t(`service.reports.no.${field}`)}
                {row.presence && <Presence presence={row.presence} />}
              </th>
              {shown.map(({ key, filter }) => (
                <Figure
                  key={key}
                  object="tickets"
                  filter={allOf(ofRow(field, row), isUnsolved, filter)}
                  count={row[key]}
                  isBad={key === "overdue"}
                />
              ))}
              <Figure
                object="conversations"
                filter={allOf(ofRow(field, row), isWaiting)}
                count={row.conversations}
              />
              <LongestWait since={row.longest_wait} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ofRow(field: "queue" | "owner", { key }: WaitingRow): Filter {
  return key === null ? { field, op: "empty" } : { field, op: "is", value: key };
}

interface FigureProps {
  readonly object: "tickets" | "conversations";
  readonly filter: Filter | undefined;
  readonly count: number;
  readonly isBad?: boolean;
}

function Figure({ object, filter, count, isBad = false }: FigureProps) {
  const format = useFormat();
  return (
    <td data-bad={(isBad && count > 0) || undefined} data-none={count === 0 || undefined}>
      {filter && count > 0 ? (
        <ListLink object={object} filter={filter}>
          {format.number(count)}
        </ListLink>
      ) : (
        format.number(count)
      )}
    </td>
  );
}

function LongestWait({ since }: { readonly since: string | null }) {
  const format = useFormat();
  return <td title={since ? format.dateTime(since) : undefined}>{since ? format.relative(since) : "–"}</td>;
}

function Presence({ presence }: { readonly presence: NonNullable<WaitingRow["presence"]> }) {
  const t = useT();
  const { state, load, capacity } = presence;
  return (
    <span className={styles.presence} data-state={state} data-full={load >= capacity || undefined}>
      {t(`service.reports.presence.${state}`, { load, capacity })}
    </span>
  );
}
