import { Button, Checkbox, Input, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Big from "big.js";
import { useState } from "react";
import type { LinkValue, RecordData } from "#records/contract";
import { FieldInput, ReasonInput, useFieldTitle, useObject } from "#records/web";
import { deliverOrder, readOrderLines, returnDelivered } from "#trade/contract";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { useTradeAct } from "../acting.ts";
import styles from "../bar.module.css";

interface HandingDialogProps {
  readonly order: RecordData;
  readonly kind: "delivery" | "return";
  readonly onClose: () => void;
}

/** What is handed over, or comes back: all that is left stands there already, and is lowered where it is less. */
export function HandingDialog({ order, kind, onClose }: HandingDialogProps) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  const { act, busy } = useTradeAct();
  const query = useQuery({
    queryKey: ["trade", "lines", "order", order.id, "handing"],
    queryFn: () => call(readOrderLines, { params: { id: order.id } }),
  });
  const [parts, setParts] = useState<Readonly<Record<string, string | null>>>({});
  const [warehouse, setWarehouse] = useState<LinkValue | null>(null);
  const [words, setWords] = useState({ tracking: "", reason: null as string | null, restock: true });
  const lines = (query.data?.lines ?? []).filter((line) => leftOf(line, kind).gt(0));
  const amountOf = (line: RecordData): string | null =>
    line.id in parts ? (parts[line.id] ?? null) : kind === "return" ? null : leftOf(line, kind).toFixed();
  const chosen = lines.flatMap((line) => {
    const quantity = amountOf(line);
    return quantity !== null && Number(quantity) > 0 ? [{ order_line: line.id, quantity }] : [];
  });
  const isTooMuch = (line: RecordData) => Number(amountOf(line) ?? 0) > Number(leftOf(line, kind));
  const { fields } = useObject("delivery");

  const submit = async (): Promise<void> => {
    const params = { id: order.id };
    const common = { lines: chosen, ...(warehouse && { warehouse: warehouse.id }) };
    const done = await act(
      () =>
        kind === "delivery"
          ? call(deliverOrder, {
              params,
              body: { ...common, ...(words.tracking && { tracking: words.tracking }) },
            })
          : call(returnDelivered, {
              params,
              body: { ...common, reason: words.reason ?? "other", restock: words.restock },
            }),
      t(`trade.order.done.${kind}`, { number: String(order.number) }),
    );
    if (done) onClose();
  };

  return (
    <FormDialog
      title={t(`trade.order.asks.${kind}`, { number: String(order.number) })}
      act={t(kind === "delivery" ? "trade.order.acts.deliver" : "trade.order.acts.return")}
      busy={busy}
      disabled={chosen.length === 0 || lines.some(isTooMuch) || (kind === "return" && words.reason === null)}
      onClose={onClose}
      onSubmit={() => void submit()}
    >
      <ul className={styles.parts}>
        {lines.map((line) => (
          <Part
            key={line.id}
            line={line}
            left={leftOf(line, kind).toFixed()}
            value={amountOf(line)}
            isTooMuch={isTooMuch(line)}
            onChange={(quantity) => setParts({ ...parts, [line.id]: quantity })}
          />
        ))}
      </ul>
      {lines.length > 1 && chosen.length > 0 && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          style={{ alignSelf: "flex-start" }}
          onClick={() => setParts(Object.fromEntries(lines.map(({ id }) => [id, null])))}
        >
          {t("trade.order.clear")}
        </Button>
      )}
      {kind === "return" && (
        <ReasonInput
          object="delivery"
          name="reason"
          value={words.reason}
          onChange={(reason) => setWords({ ...words, reason })}
        />
      )}
      {fields.warehouse && (
        <Input.Wrapper label={fieldTitle("delivery", "warehouse")}>
          <FieldInput
            object="delivery"
            name="warehouse"
            field={fields.warehouse}
            value={warehouse}
            ariaLabel={fieldTitle("delivery", "warehouse")}
            onChange={(value) => setWarehouse(value as LinkValue | null)}
          />
        </Input.Wrapper>
      )}
      {kind === "delivery" ? (
        <TextInput
          label={fieldTitle("delivery", "tracking")}
          value={words.tracking}
          maxLength={200}
          onChange={({ currentTarget }) => setWords({ ...words, tracking: currentTarget.value })}
        />
      ) : (
        <Checkbox
          label={t("trade.order.restock")}
          checked={words.restock}
          onChange={({ currentTarget }) => setWords({ ...words, restock: currentTarget.checked })}
        />
      )}
    </FormDialog>
  );
}

function leftOf(line: RecordData, kind: "delivery" | "return"): Big {
  const number = (name: string): Big => Big(String(line[name] ?? 0));
  return kind === "delivery"
    ? number("quantity").minus(number("delivered")).minus(number("cancelled"))
    : number("delivered").minus(number("returned"));
}

interface PartProps {
  readonly line: RecordData;
  readonly left: string;
  readonly value: string | null;
  readonly isTooMuch: boolean;
  readonly onChange: (quantity: string | null) => void;
}

function Part({ line, left, value, isTooMuch, onChange }: PartProps) {
  const t = useT();
  const format = useFormat();
  const { fields } = useObject("delivery_line");
  const name = String(line.description ?? "");
  return (
    <li className={styles.partLine}>
      <span>{name}</span>
      <span className={styles.quiet}>{t("trade.order.of", { left: format.decimal(left) })}</span>
      {fields.quantity && (
        <FieldInput
          object="delivery_line"
          name="quantity"
          field={fields.quantity}
          value={value}
          ariaLabel={name}
          {...(isTooMuch && { error: t("trade.order.too_much", { left: format.decimal(left) }) })}
          onChange={(quantity) => onChange(quantity as string | null)}
        />
      )}
    </li>
  );
}
