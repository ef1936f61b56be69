import { Link } from "@tanstack/react-router";
import type { Filter } from "#kernel/filter";
import { printFilter } from "#kernel/filter-text";
import type { LinkValue } from "#records/contract";
import { RecordLink, type RecordSlotProps, useLiveRecords, useRecords } from "#records/web";
import { useT } from "#web/texts.ts";
import styles from "../service.module.css";
import { Due } from "./due.tsx";

const most = 5;
/** What a ticket names by a field of the same name. */
const fields = new Set(["conversation", "contract", "order", "installed_product"]);

/** The tickets of a customer, or about a conversation, a contract, an order or an installed product, those first that are due. */
export function TicketsBeside({ object, record }: RecordSlotProps) {
  const t = useT();
  useLiveRecords("ticket");
  const filter = ofRecord(object, record.id);
  const list = useRecords("ticket", { filter, sort: "due_at,-created_at", limit: most, count: true });
  const count = list.count?.value ?? list.rows.length;
  if (list.isPending) return null;
  if (count === 0) return <p className={styles.quiet}>{t("service.beside.none")}</p>;
  return (
    <>
      <ul className={styles.list}>
        {list.rows.map((ticket) => (
          <li key={ticket.id} className={styles.line}>
            <RecordLink object="ticket" record={ticket} className={styles.name} />
            <span className={styles.quiet}>
              {[ticket.number, (ticket.status as LinkValue | null)?.title].filter(Boolean).join(" · ")}
            </span>
            <Due at={ticket.due_at} />
          </li>
        ))}
      </ul>
      {count > most && (
        <Link
          to={"/tickets" as never}
          search={{ filter: printFilter(filter) } as never}
          className={styles.all}
        >
          {t("page.related.all", { count })}
        </Link>
      )}
    </>
  );
}

function ofRecord(object: string, id: string): Filter {
  const is = (field: string): Filter => ({ field, op: "is", value: id });
  if (fields.has(object)) return is(object);
  return object === "person" ? { or: [is("customer"), is("contact")] } : is("customer");
}
