import type { LinkValue, RecordData } from "#records/contract";
import {
  FieldInput,
  RecordLink,
  useChangeRecord,
  useFieldTitle,
  useLiveRecords,
  useObject,
  useRecordRights,
  useRecords,
} from "#records/web";
import { useT } from "#web/texts.ts";
import { isUnsolved } from "../../contract/ticket-objects.ts";
import { Due } from "../tickets/due.tsx";
import styles from "./reports.module.css";

const most = 8;

/** What is missed next, or has been, and who has it; it is given to another here. */
export function NextDue() {
  const t = useT();
  useLiveRecords("ticket");
  const { rows } = useRecords("ticket", {
    filter: { and: [{ field: "due_at", op: "not_empty" }, isUnsolved] },
    fields: ["subject", "number", "customer", "queue", "due_at", "owner"],
    sort: "due_at",
    limit: most,
  });
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="next-due">
      <h2 id="next-due" className={styles.heading}>
        {t("service.reports.next_due")}
      </h2>
      <ul className={styles.next}>
        {rows.slice(0, most).map((ticket) => (
          <Line key={ticket.id} ticket={ticket} />
        ))}
      </ul>
    </section>
  );
}

function Line({ ticket }: { readonly ticket: RecordData }) {
  const fieldTitle = useFieldTitle();
  const object = useObject("ticket");
  const { change } = useRecordRights(object, ticket);
  const changeTicket = useChangeRecord("ticket");
  const field = object.fields["owner"];
  const owner = (ticket.owner as LinkValue | null) ?? null;
  const about = [
    ticket.number,
    (ticket.customer as LinkValue | null)?.title,
    (ticket.queue as LinkValue | null)?.title,
  ];
  return (
    <li className={styles.ticket}>
      <span className={styles.subject}>
        <RecordLink object="ticket" record={ticket} className={styles.figure} />
        <span className={styles.note}>{about.filter(Boolean).join(" · ")}</span>
      </span>
      <Due at={ticket.due_at} />
      <span className={styles.owner}>
        {field && change ? (
          <FieldInput
            object="ticket"
            name="owner"
            field={field}
            value={owner}
            ariaLabel={fieldTitle("ticket", "owner")}
            onChange={(next) => void changeTicket(ticket, { owner: next })}
          />
        ) : (
          owner?.title
        )}
      </span>
    </li>
  );
}
