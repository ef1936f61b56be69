import { Button } from "@mantine/core";
import { useState } from "react";
import type { Money } from "#kernel/money";
import type { LinkValue, RecordData } from "#records/contract";
import { type RecordSlotProps, useFieldTitle, useObject, useRecords } from "#records/web";
import { useFormat } from "#web/format.ts";
import { LinkChip } from "#web/link-chip.tsx";
import { useT } from "#web/texts.ts";
import styles from "../catalogue.module.css";
import { MakeVariantsDialog } from "./make-variants-dialog.tsx";
import { Panel } from "./panel.tsx";

/** The sizes, colours and the like in which a product is sold; each is a product of its own. */
export function Variants({ record }: RecordSlotProps) {
  const t = useT();
  const { grant } = useObject("product");
  const [making, setMaking] = useState(false);
  const list = useRecords("product", {
    filter: { field: "variant_of", op: "is", value: record.id },
    // As they were made: small, medium, large.
    sort: "created_at",
    limit: 200,
  });
  const values = useRecords("variant_value", {
    filter: { field: "product.variant_of", op: "is", value: record.id },
    sort: "position",
    limit: 200,
    enabled: list.rows.length > 0,
  });
  if (list.isPending) return null;
  const act = grant.create && !record.archived_at && (
    <Button size="compact-sm" variant="default" onClick={() => setMaking(true)}>
      {t("catalogue.variants.make")}
    </Button>
  );
  return (
    <Panel title="related.variants" act={act}>
      {list.rows.length === 0 ? (
        <p className={styles.empty}>{t("catalogue.variants.none")}</p>
      ) : (
        <VariantTable rows={list.rows} values={values.rows} product={record} />
      )}
      {making && (
        <MakeVariantsDialog product={record} values={values.rows} onClose={() => setMaking(false)} />
      )}
    </Panel>
  );
}

interface VariantTableProps {
  readonly rows: readonly RecordData[];
  readonly values: readonly RecordData[];
  readonly product: RecordData;
}

function VariantTable({ rows, values, product }: VariantTableProps) {
  const format = useFormat();
  const title = useFieldTitle();
  const attributes = [...new Set(values.map(({ attribute }) => String(attribute)))];
  const valueOf = (variant: string, attribute: string) =>
    values.find((one) => (one.product as LinkValue).id === variant && one.attribute === attribute)?.value;
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{title("product", "name")}</th>
            {attributes.map((attribute) => (
              <th scope="col" key={attribute} data-more>
                {attribute}
              </th>
            ))}
            <th scope="col" data-more>
              {title("product", "code")}
            </th>
            <th scope="col" data-number>
              {title("product", "price")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const own = row.price as Money | null | undefined;
            const price = own ?? (product.price as Money | null | undefined);
            return (
              <tr key={row.id}>
                <td data-wide>
                  <LinkChip value={{ id: row.id, title: String(row.name) }} object="product" />
                </td>
                {attributes.map((attribute) => (
                  <td key={attribute} data-more>
                    {String(valueOf(row.id, attribute) ?? "")}
                  </td>
                ))}
                <td className={styles.dim} data-more>
                  {String(row.code ?? "")}
                </td>
                <td data-number className={own ? undefined : styles.dim}>
                  {price ? format.money(price) : ""}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
