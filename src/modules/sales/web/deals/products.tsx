import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Money } from "#kernel/money";
import type { LinkValue, RecordData } from "#records/contract";
import {
  FieldInput,
  patchCached,
  type RecordSlotProps,
  refreshLists,
  useArchive,
  useCreateRecord,
  useObject,
  useRecords,
} from "#records/web";
import { takeAmountFromProducts } from "#sales/contract";
import { call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { sumOf } from "./line-sums.ts";
import { ProductLine } from "./product-line.tsx";
import styles from "./products.module.css";

/** What is sold in a deal, with sums while one types, and the amount of the deal from them by one click. */
export function DealProducts({ record: deal }: RecordSlotProps) {
  const t = useT();
  const { grant, fields } = useObject("deal_product");
  const filter = { field: "deal", op: "is", value: deal.id } as const;
  const { rows, isPending } = useRecords("deal_product", { filter, sort: "position", limit: 100 });
  const [typed, setTyped] = useState<Readonly<Record<string, RecordData | null>>>({});
  const archive = useArchive("deal_product");
  const changeable = grant.change !== "none" && !deal.archived_at;
  const lines = rows.map((row) => typed[row.id] ?? row);
  if (isPending) return null;
  return (
    <div className={styles.products}>
      {rows.length === 0 && <p className={styles.empty}>{t("sales.products.empty")}</p>}
      {rows.map((row) => (
        <ProductLine
          key={row.id}
          line={row}
          readOnly={!changeable}
          onType={(line) => setTyped((all) => ({ ...all, [row.id]: line }))}
          onRemove={() => void archive([row])}
        />
      ))}
      {changeable && grant.create && fields.product && <AddProduct key={rows.length} deal={deal} />}
      {rows.length > 0 && <Total deal={deal} lines={lines} />}
    </div>
  );
}

function AddProduct({ deal }: { readonly deal: RecordData }) {
  const t = useT();
  const create = useCreateRecord("deal_product");
  const { fields } = useObject("deal_product");
  const [chosen, setChosen] = useState<LinkValue | null>(null);
  if (!fields.product) return null;
  const add = async (product: LinkValue | null): Promise<void> => {
    if (!product) return;
    try {
      await create({ deal: { id: deal.id }, product });
    } catch (problem) {
      notifyProblem(problem);
    }
    setChosen(null);
  };
  return (
    <FieldInput
      object="deal_product"
      name="product"
      field={fields.product}
      value={chosen}
      ariaLabel={t("sales.products.add")}
      onChange={(value) => setChosen(value as LinkValue | null)}
      onDone={(value) => void add(value as LinkValue | null)}
    />
  );
}

function Total({ deal, lines }: { readonly deal: RecordData; readonly lines: readonly RecordData[] }) {
  const t = useT();
  const format = useFormat();
  const client = useQueryClient();
  const { grant } = useObject("deal");
  const total = sumOf(lines);
  if (total === null) return null;
  if (total === "several_currencies")
    return <p className={styles.empty}>{t("sales.products.several_currencies")}</p>;
  const amount = deal.amount as Money | null | undefined;
  const same = amount?.currency === total.currency && Number(amount.amount) === Number(total.amount);

  async function take(): Promise<void> {
    try {
      const saved = await call(takeAmountFromProducts, { params: { id: deal.id } });
      patchCached(client, "deal", deal.id, (held) => ({ ...held, ...saved }));
      refreshLists(client, "deal");
    } catch (problem) {
      notifyProblem(problem);
    }
  }

  return (
    <div className={styles.total}>
      <span>{t("sales.products.total")}</span>
      {!same && grant.change !== "none" && !deal.archived_at && (
        <Button size="compact-xs" variant="default" onClick={() => void take()}>
          {t("sales.products.take_amount")}
        </Button>
      )}
      <strong className="numeric">{format.money(total)}</strong>
    </div>
  );
}
