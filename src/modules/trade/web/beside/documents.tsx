import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import type { Filter } from "#kernel/filter";
import type { Money } from "#kernel/money";
import type { RecordData } from "#records/contract";
import {
  RecordLink,
  type RecordSlotProps,
  refreshLists,
  useCreateRecord,
  useObject,
  useRecords,
  StateMark,
} from "#records/web";
import { quoteFromDeal } from "#trade/contract";
import { call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { notifyProblem } from "#web/notify.ts";
import { useOpenRecord } from "#web/open-record.ts";
import { useT } from "#web/texts.ts";
import styles from "../bar.module.css";

const most = 5;

/** The quotes and orders of a deal, a person or a company, the newest first; one more by a click. */
export function Documents({ object, record }: RecordSlotProps) {
  const t = useT();
  const filter: Filter = { field: object === "deal" ? "deal" : "customer", op: "is", value: record.id };
  const asked = { filter, limit: most };
  const quotes = useRecords("quote", { ...asked, sort: "-created_at" });
  const orders = useRecords("order", { ...asked, sort: "-ordered_on" });
  const isEmpty = quotes.rows.length + orders.rows.length === 0;
  return (
    <div className={styles.list}>
      {isEmpty && <p className={styles.empty}>{t("trade.beside.empty")}</p>}
      <ul className={styles.list}>
        {[
          ...orders.rows.map((row) => ["order", row] as const),
          ...quotes.rows.map((row) => ["quote", row] as const),
        ].map(([name, row]) => (
          <One key={row.id} object={name} record={row} />
        ))}
      </ul>
      {!record.archived_at && <NewQuote object={object} record={record} />}
    </div>
  );
}

function One({ object, record }: RecordSlotProps) {
  const format = useFormat();
  const total = record.total as Money | null | undefined;
  return (
    <li className={styles.item}>
      <RecordLink object={object} record={record} className={styles.itemName} />
      <StateMark object={object} state={record.state} />
      {total && <span className="numeric">{format.money(total)}</span>}
    </li>
  );
}

function NewQuote({ object, record }: RecordSlotProps) {
  const t = useT();
  const client = useQueryClient();
  const { grant } = useObject("quote");
  const create = useCreateRecord("quote");
  const open = useOpenRecord();
  if (!grant.create) return null;
  const begin = async (): Promise<void> => {
    try {
      const made: RecordData =
        object === "deal"
          ? await call(quoteFromDeal, { params: { id: record.id } })
          : await create({ customer: { id: record.id, title: "" } });
      refreshLists(client, "quote");
      open("quote", made.id);
    } catch (problem) {
      notifyProblem(problem);
    }
  };
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      leftSection={<IconPlus size={14} stroke={1.5} />}
      onClick={() => void begin()}
    >
      {t(object === "deal" ? "trade.beside.quote_from_deal" : "trade.beside.quote")}
    </Button>
  );
}
