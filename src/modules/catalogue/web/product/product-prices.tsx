import { Button } from "@mantine/core";
import type { Money } from "#kernel/money";
import type { LinkValue, RecordData } from "#records/contract";
import { askToCreate, type RecordSlotProps, useFieldTitle, useObject, useRecords } from "#records/web";
import { useFormat } from "#web/format.ts";
import { LinkChip } from "#web/link-chip.tsx";
import { useT } from "#web/texts.ts";
import styles from "../catalogue.module.css";
import { Panel } from "./panel.tsx";

/** In which price lists the product stands, from which quantity on, at which price. */
export function ProductPrices({ record }: RecordSlotProps) {
  const t = useT();
  const title = useFieldTitle();
  const { rows, isPending } = useRecords("price_item", {
    filter: { field: "product", op: "is", value: record.id },
    sort: "price_list,from_quantity",
    limit: 100,
  });
  const { grant } = useObject("price_item");
  if (isPending) return null;
  const act = grant.create && !record.archived_at && (
    <Button
      size="compact-sm"
      variant="default"
      onClick={() =>
        void askToCreate(
          "price_item",
          { product: { id: record.id, title: String(record.name), object: "product" } },
          { fields: ["price_list", "product", "from_quantity", "price", "percent"] },
        )
      }
    >
      {t("catalogue.prices.add")}
    </Button>
  );
  return (
    <Panel title="related.price_items" act={act}>
      {rows.length === 0 ? (
        <p className={styles.empty}>{t("catalogue.prices.none")}</p>
      ) : (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{title("price_item", "price_list")}</th>
                <th scope="col" data-number>
                  {title("price_item", "from_quantity")}
                </th>
                <th scope="col" data-number>
                  {title("price_item", "price")}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <PriceRow key={row.id} row={row} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function PriceRow({ row }: { readonly row: RecordData }) {
  const format = useFormat();
  const list = row.price_list as LinkValue | null;
  const from = String(row.from_quantity ?? "0");
  return (
    <tr>
      <td data-wide>{list && <LinkChip value={list} object="price_list" />}</td>
      <td data-number>{Number(from) === 0 ? "" : format.decimal(from)}</td>
      <td data-number>
        {row.price ? format.money(row.price as Money) : `−${format.decimal(String(row.percent ?? "0"))} %`}
      </td>
    </tr>
  );
}
