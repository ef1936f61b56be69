import { Button } from "@mantine/core";
import { useState } from "react";
import type { LinkValue, RecordData } from "#records/contract";
import { permits } from "#records/contract";
import {
  type RecordSlotProps,
  useFieldTitle,
  useLiveRecords,
  useOptionTitle,
  useRecords,
} from "#records/web";
import { useFormat } from "#web/format.ts";
import { LinkChip } from "#web/link-chip.tsx";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import styles from "../catalogue.module.css";
import { BookStockDialog } from "./book-stock-dialog.tsx";
import { Panel } from "./panel.tsx";

/** How much of a product lies in which warehouse, and how it came to that. */
export function ProductStock({ record }: RecordSlotProps) {
  const t = useT();
  const { rights } = useSession();
  const [booking, setBooking] = useState(false);
  const filter = { field: "product", op: "is", value: record.id } as const;
  const levels = useRecords("stock_level", { filter, sort: "warehouse", limit: 100 });
  const movements = useRecords("stock_movement", { filter, sort: "-created_at", limit: 8 });
  useLiveRecords("stock_level");
  useLiveRecords("stock_movement");
  if (levels.isPending) return null;
  const act = permits(rights, "stock:move") && !record.archived_at && (
    <Button size="compact-sm" variant="default" onClick={() => setBooking(true)}>
      {t("catalogue.stock.book")}
    </Button>
  );
  return (
    <Panel title="related.stock_levels" act={act}>
      {levels.rows.length === 0 ? (
        <p className={styles.empty}>{t("catalogue.stock.none")}</p>
      ) : (
        <Levels rows={levels.rows} />
      )}
      {movements.rows.length > 0 && <Movements rows={movements.rows} />}
      {booking && <BookStockDialog product={record} onClose={() => setBooking(false)} />}
    </Panel>
  );
}

function Levels({ rows }: { readonly rows: readonly RecordData[] }) {
  const t = useT();
  const format = useFormat();
  const title = useFieldTitle();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{title("stock_level", "warehouse")}</th>
          <th scope="col" data-number>
            {title("stock_level", "quantity")}
          </th>
          <th scope="col" data-number data-more>
            {title("stock_level", "reserved")}
          </th>
          <th scope="col" data-number>
            {t("catalogue.stock.available")}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const free = Number(row.quantity) - Number(row.reserved);
          return (
            <tr key={row.id}>
              <td data-wide>
                <LinkChip value={row.warehouse as LinkValue} object="warehouse" />
              </td>
              <td data-number>{format.decimal(String(row.quantity))}</td>
              <td data-number data-more>
                {format.decimal(String(row.reserved))}
              </td>
              <td data-number className={free < 0 ? styles.short : undefined}>
                {format.decimal(String(free))}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Movements({ rows }: { readonly rows: readonly RecordData[] }) {
  const t = useT();
  const format = useFormat();
  const option = useOptionTitle();
  return (
    <table className={styles.table} aria-label={t("related.stock_movements")} style={{ marginTop: 12 }}>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td className={styles.dim}>{format.dateTime(String(row.created_at))}</td>
            <td>{option("stock_movement", "kind", String(row.kind))}</td>
            <td data-wide>{(row.warehouse as LinkValue).title}</td>
            <td className={styles.dim} data-more>
              {String(row.reference ?? row.note ?? "")}
            </td>
            <td data-number>{signed(String(row.quantity), format.decimal)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const signed = (quantity: string, written: (text: string) => string): string =>
  quantity.startsWith("-") ? `−${written(quantity.slice(1))}` : `+${written(quantity)}`;
