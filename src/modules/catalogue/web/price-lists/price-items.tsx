import { Button } from "@mantine/core";
import { useState } from "react";
import { type RecordSlotProps, useFieldTitle, useObject, useRecords } from "#records/web";
import { useT } from "#web/texts.ts";
import styles from "../catalogue.module.css";
import { PriceItemRow } from "./price-item-row.tsx";

/** The lines of a price list as a sheet: Tab goes on, Enter goes down, what is complete is kept when one leaves its line. */
export function PriceItems({ record: list }: RecordSlotProps) {
  const t = useT();
  const title = useFieldTitle();
  const { grant } = useObject("price_item");
  const [made, setMade] = useState(0);
  const items = useRecords("price_item", {
    filter: { field: "price_list", op: "is", value: list.id },
    sort: "product,category,from_quantity",
    limit: 200,
    count: true,
  });
  if (items.isPending) return null;
  const changeable = grant.change !== "none" && !list.archived_at;
  const columns = ["product", "category", "from_quantity", "price", "percent"] as const;
  return (
    <div className={styles.scroll}>
      {items.rows.length === 0 && <p className={styles.empty}>{t("catalogue.price_items.empty")}</p>}
      <table className={`${styles.table} ${styles.sheet}`} onKeyDown={goDown}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                scope="col"
                key={column}
                {...(["product", "category"].includes(column) ? {} : { "data-number": true })}
              >
                {title("price_item", column)}
                {column === "price" && ` (${String(list.currency)})`}
              </th>
            ))}
            {changeable && <td />}
          </tr>
        </thead>
        <tbody>
          {items.rows.map((item) => (
            <PriceItemRow key={item.id} list={list} item={item} changeable={changeable} />
          ))}
          {changeable && grant.create && (
            <PriceItemRow
              key={`new ${made}`}
              list={list}
              item={null}
              changeable
              onMade={() => setMade(made + 1)}
            />
          )}
        </tbody>
      </table>
      {items.hasMore && (
        <Button variant="subtle" size="compact-sm" onClick={() => void items.fetchMore()}>
          {t("catalogue.price_items.more")}
        </Button>
      )}
    </div>
  );
}

/** Enter goes to the same column of the next line, as in a sheet. */
function goDown(event: React.KeyboardEvent<HTMLTableElement>): void {
  const cell = (event.target as Element).closest("td");
  if (event.key !== "Enter" || event.defaultPrevented || !cell?.matches("[data-number]")) return;
  const next = cell.parentElement?.nextElementSibling?.children[cell.cellIndex];
  const input = next?.querySelector("input");
  event.preventDefault();
  if (input) input.focus();
  else (event.target as HTMLElement).blur();
}
