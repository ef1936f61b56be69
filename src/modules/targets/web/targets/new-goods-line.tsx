import { Button, SegmentedControl, Select } from "@mantine/core";
import { useState } from "react";
import type { OutputOf } from "#kernel/action";
import { useRecordSearch } from "#records/web";
import { useT } from "#web/texts.ts";
import type { readTargets, TargetRow } from "../../contract/targets.ts";
import styles from "../targets.module.css";

/** A line of the sheet for a part of what is sold. */
export type GoodsLine = Pick<TargetRow, "subject" | "product" | "category">;

interface NewGoodsLineProps {
  readonly subjects: OutputOf<typeof readTargets>["subjects"];
  readonly onAdd: (line: GoodsLine) => void;
}

const kinds = ["product", "product_category"] as const;

/** Brings an empty line for a product or a category of products into the sheet, to be typed into. */
export function NewGoodsLine({ subjects, onAdd }: NewGoodsLineProps) {
  const t = useT();
  const settable = subjects.filter(({ maySet }) => maySet);
  const [whose, setWhose] = useState<string | null>(null);
  const [kind, setKind] = useState<(typeof kinds)[number]>("product");
  const [chosen, setChosen] = useState<string | null>(null);
  const found = useRecordSearch(kind);
  const subject = settable.find((one) => keyOf(one) === whose);
  const goods = chosen ? found.linkOf(chosen) : undefined;
  const add = () => {
    if (!subject || !goods) return;
    const { kind: of, id, title } = subject;
    const named = { id: goods.id, title: goods.title };
    onAdd({
      subject: { kind: of, id, title },
      product: kind === "product" ? named : null,
      category: kind === "product_category" ? named : null,
    });
    setChosen(null);
  };
  return (
    <div className={styles.bar}>
      <Select
        size="xs"
        searchable
        aria-label={t("targets.targets.whose")}
        placeholder={t("targets.targets.whose")}
        value={whose}
        onChange={setWhose}
        data={settable.map((one) => ({
          value: keyOf(one),
          label: one.title ?? t(`targets.subject.${one.kind}`),
        }))}
      />
      <SegmentedControl
        size="xs"
        aria-label={t("targets.targets.goods")}
        value={kind}
        onChange={(next) => {
          setKind(next as typeof kind);
          setChosen(null);
        }}
        data={kinds.map((object) => ({ value: object, label: t(`objects.${object}.one`) }))}
      />
      <Select
        key={kind}
        size="xs"
        searchable
        aria-label={t(`objects.${kind}.one`)}
        placeholder={t(`objects.${kind}.one`)}
        value={chosen}
        onChange={setChosen}
        onSearchChange={found.search}
        filter={({ options }) => options}
        data={found.options.map(({ value, label }) => ({ value, label }))}
      />
      <Button size="xs" variant="default" disabled={!subject || !goods} onClick={add}>
        {t("targets.targets.add")}
      </Button>
    </div>
  );
}

function keyOf({ kind, id }: { readonly kind: string; readonly id: string | null }): string {
  return `${kind}${id ?? ""}`;
}
