import { NumberInput, SegmentedControl, Select, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { bookStock, quantityDecimals } from "#catalogue/contract";
import { fieldProblem } from "#platform/web";
import type { RecordData } from "#records/contract";
import { refreshLists, useFieldTitle, useOptionTitle, useRecords } from "#records/web";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";

const kinds = ["receipt", "issue", "count", "transfer"] as const;

/** Says what came into a warehouse, went out, was counted or moved on. */
export function BookStockDialog(props: { readonly product: RecordData; readonly onClose: () => void }) {
  const { product, onClose } = props;
  const t = useT();
  const title = useFieldTitle();
  const option = useOptionTitle();
  const client = useQueryClient();
  const { rows } = useRecords("warehouse", {
    filter: { field: "active", op: "is", value: true },
    limit: 100,
  });
  const [draft, setDraft] = useState({ kind: "receipt", warehouse: "", to: "", quantity: "", reference: "" });
  const [problem, setProblem] = useState<unknown>();
  const set = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  const warehouse = draft.warehouse || rows.find(({ main }) => main === true)?.id || rows[0]?.id || "";
  const choices = rows.map(({ id, name }) => ({ value: id, label: String(name) }));

  async function book(): Promise<void> {
    const { kind, to, quantity, reference } = draft;
    try {
      await call(bookStock, {
        params: { id: product.id },
        body: {
          kind: kinds.find((one) => one === kind) ?? "receipt",
          warehouse,
          quantity,
          ...(kind === "transfer" && to ? { to } : {}),
          reference: reference || null,
        },
      });
      refreshLists(client, "stock_level");
      refreshLists(client, "stock_movement");
      onClose();
    } catch (thrown) {
      setProblem(thrown);
    }
  }

  return (
    <FormDialog
      title={t("catalogue.stock.book_of", { product: String(product.name) })}
      act={t("catalogue.stock.book")}
      onSubmit={() => void book()}
      onClose={onClose}
      disabled={draft.quantity === "" || warehouse === "" || (draft.kind === "transfer" && !draft.to)}
      problem={problem && !fieldProblem(problem, "quantity") ? problemText(problem) : undefined}
    >
      <SegmentedControl
        fullWidth
        aria-label={title("stock_movement", "kind")}
        value={draft.kind}
        onChange={(kind) => set({ kind })}
        data={kinds.map((kind) => ({ value: kind, label: option("stock_movement", "kind", kind) }))}
      />
      <Select
        label={title("stock_level", "warehouse")}
        data={choices}
        value={warehouse}
        allowDeselect={false}
        onChange={(id) => set({ warehouse: id ?? "" })}
        error={rows.length === 0 ? t("catalogue.stock.no_warehouse") : undefined}
      />
      {draft.kind === "transfer" && (
        <Select
          label={t("catalogue.stock.to")}
          data={choices.filter(({ value }) => value !== warehouse)}
          value={draft.to || null}
          onChange={(id) => set({ to: id ?? "" })}
        />
      )}
      <NumberInput
        data-autofocus
        label={t(draft.kind === "count" ? "catalogue.stock.counted" : "catalogue.stock.quantity")}
        min={0}
        decimalScale={quantityDecimals({ unit: product.unit, quantity_decimals: product.quantity_decimals })}
        value={draft.quantity}
        onChange={(value) => set({ quantity: String(value) })}
        error={fieldProblem(problem, "quantity")}
      />
      <TextInput
        label={title("stock_movement", "reference")}
        maxLength={100}
        value={draft.reference}
        onChange={(event) => set({ reference: event.currentTarget.value })}
      />
    </FormDialog>
  );
}
