import type { LinkValue } from "#records/contract";
import { FieldInput, useObject } from "#records/web";
import { useT } from "#web/texts.ts";
import styles from "./lines.module.css";

/** Takes one more product of the catalogue onto a document: `object` is that of the lines. */
export function AddProduct({
  object,
  onAdd,
}: {
  readonly object: string;
  readonly onAdd: (product: LinkValue) => void;
}) {
  const t = useT();
  const { fields } = useObject(object);
  if (!fields.product) return null;
  return (
    <div className={styles.addProduct}>
      <FieldInput
        object={object}
        name="product"
        field={fields.product}
        value={null}
        ariaLabel={t("trade.lines.add")}
        onChange={() => undefined}
        onDone={(value) => value && onAdd(value as LinkValue)}
      />
    </div>
  );
}
