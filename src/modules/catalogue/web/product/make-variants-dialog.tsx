import { Button, TagsInput, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { makeVariants } from "#catalogue/contract";
import type { RecordData } from "#records/contract";
import { refreshLists } from "#records/web";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { RemoveButton } from "#web/remove-button.tsx";
import { notifyDone, problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import styles from "./make-variants-dialog.module.css";

interface Attribute {
  readonly name: string;
  readonly values: string[];
}

interface MakeVariantsDialogProps {
  readonly product: RecordData;
  /** Of the variants that are there. */
  readonly values: readonly RecordData[];
  readonly onClose: () => void;
}

/** Asks for sizes, colours and the like, and makes a product of each combination. */
export function MakeVariantsDialog({ product, values, onClose }: MakeVariantsDialogProps) {
  const t = useT();
  const client = useQueryClient();
  const [attributes, setAttributes] = useState(() => attributesOf(values));
  const [problem, setProblem] = useState<unknown>();
  const given = attributes.filter(({ name, values: all }) => name.trim() !== "" && all.length > 0);
  const count = given.reduce((all, one) => all * one.values.length, given.length === 0 ? 0 : 1);
  const set = (at: number, part: Partial<Attribute>) =>
    setAttributes(attributes.map((one, index) => (index === at ? { ...one, ...part } : one)));

  async function make(): Promise<void> {
    try {
      const { made } = await call(makeVariants, { params: { id: product.id }, body: { attributes: given } });
      refreshLists(client, "product");
      refreshLists(client, "variant_value");
      notifyDone(t("catalogue.variants.made", { count: made.length }));
      onClose();
    } catch (thrown) {
      setProblem(thrown);
    }
  }

  return (
    <FormDialog
      title={t("catalogue.variants.make_of", { product: String(product.name) })}
      act={t("catalogue.variants.make")}
      onSubmit={() => void make()}
      onClose={onClose}
      disabled={count === 0}
      problem={problem ? problemText(problem) : undefined}
      beside={<span>{t("catalogue.variants.count", { count })}</span>}
    >
      {attributes.map((attribute, at) => (
        <div key={at} className={styles.attribute}>
          <TextInput
            label={t("catalogue.variants.attribute")}
            placeholder={t("catalogue.variants.attribute_example")}
            maxLength={60}
            value={attribute.name}
            onChange={(event) => set(at, { name: event.currentTarget.value })}
          />
          <TagsInput
            label={t("catalogue.variants.values")}
            placeholder={attribute.values.length === 0 ? t("catalogue.variants.values_example") : ""}
            maxTags={50}
            classNames={{ inputField: styles.typed ?? "" }}
            value={attribute.values}
            onChange={(all) => set(at, { values: all })}
          />
          {attributes.length > 1 && (
            <RemoveButton
              label={t("catalogue.remove", { name: attribute.name })}
              className={styles.remove}
              onClick={() => setAttributes(attributes.filter((_, index) => index !== at))}
            />
          )}
        </div>
      ))}
      {attributes.length < 5 && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconPlus size={14} stroke={1.5} />}
          style={{ alignSelf: "flex-start" }}
          onClick={() => setAttributes([...attributes, { name: "", values: [] }])}
        >
          {t("catalogue.variants.another")}
        </Button>
      )}
    </FormDialog>
  );
}

/** What there is of attributes already, so that one more value makes what is missing. */
function attributesOf(rows: readonly RecordData[]): readonly Attribute[] {
  const names = [...new Set(rows.map(({ attribute }) => String(attribute)))];
  if (names.length === 0) return [{ name: "", values: [] }];
  return names.map((name) => ({
    name,
    values: [
      ...new Set(rows.filter(({ attribute }) => attribute === name).map(({ value }) => String(value))),
    ],
  }));
}
