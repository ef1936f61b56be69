import { Button } from "@mantine/core";
import type { LinkValue, RecordData } from "#records/contract";
import {
  RecordLink,
  type RecordSlotProps,
  useChangeRecord,
  useLiveRecords,
  useObject,
  useRecordRights,
  useRecords,
} from "#records/web";
import { useT } from "#web/texts.ts";
import styles from "../service.module.css";
import { Warranty } from "./warranty.tsx";

const most = 5;
const fields = ["name", "serial", "installed_on", "warranty_until"];

/** What a ticket is about of all that its customer has of us, with its warranty; where nobody said so yet, what it may be. */
export function ProductBeside({ record: ticket }: RecordSlotProps) {
  const t = useT();
  useLiveRecords("installed_product");
  const named = (ticket.installed_product as LinkValue | null | undefined)?.id;
  const customer = (ticket.customer as LinkValue | null | undefined)?.id;
  const { change } = useRecordRights(useObject("ticket"), ticket);
  const changeTicket = useChangeRecord("ticket");
  const { rows, isPending } = useRecords("installed_product", {
    filter: named
      ? { field: "id", op: "is", value: named }
      : { field: "customer", op: "is", value: customer ?? "" },
    fields,
    sort: "-installed_on",
    limit: most,
    enabled: Boolean(named ?? customer),
  });
  if (!named && !customer) return <p className={styles.quiet}>{t("service.warranty.nobody")}</p>;
  if (isPending) return null;
  if (rows.length === 0) return <p className={styles.quiet}>{t("service.warranty.nothing")}</p>;
  const choose = ({ id, name }: RecordData) =>
    void changeTicket(ticket, {
      installed_product: { id, title: String(name), object: "installed_product" },
    });
  return (
    <ul className={styles.list}>
      {rows.map((installed) => (
        <li key={installed.id} className={styles.line}>
          <RecordLink object="installed_product" record={installed} className={styles.name} />
          {installed.serial ? <span className={styles.quiet}>{String(installed.serial)}</span> : null}
          <Warranty installed={installed} />
          {!named && change && !ticket.archived_at && (
            <Button
              size="compact-xs"
              variant="default"
              className={styles.choose}
              onClick={() => choose(installed)}
            >
              {t("service.warranty.choose")}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
