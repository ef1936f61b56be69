import { Button, Group, NumberInput, Text, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import Big from "big.js";
import { useState } from "react";
import {
  actsOf,
  patchCached,
  type RecordSlotProps,
  refreshLists,
  useFieldTitle,
  useUndo,
} from "#records/web";
import { splitDeal } from "#sales/contract";
import { ApiProblem, callAct } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { useFormat } from "#web/format.ts";
import { notifyDone } from "#web/notify.ts";
import { RemoveButton } from "#web/remove-button.tsx";
import { useT } from "#web/texts.ts";

interface Part {
  readonly name: string;
  readonly amount: string;
}

/** Splits parts off a deal; what is left of its amount is shown as one types. */
export function SplitDialog({ record: deal, onClose }: RecordSlotProps & { readonly onClose: () => void }) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  const format = useFormat();
  const client = useQueryClient();
  const undo = useUndo();
  const whole = deal.amount as { amount: string; currency: string } | null;
  const [parts, setParts] = useState<readonly Part[]>([{ name: String(deal.name ?? ""), amount: "" }]);
  const [problem, setProblem] = useState<string>();
  const left = parts.reduce((rest, { amount }) => rest.minus(amount || 0), new Big(whole?.amount ?? 0));
  const isWhole = left.gt(0) && parts.every(({ name, amount }) => name.trim() && Number(amount) > 0);
  const change = (index: number, part: Partial<Part>) =>
    setParts(parts.map((one, at) => (at === index ? { ...one, ...part } : one)));

  async function split(): Promise<void> {
    try {
      const done = await callAct(splitDeal, { params: { id: deal.id }, body: { parts: [...parts] } });
      patchCached(client, "deal", deal.id, (held) => ({ ...held, ...done.answer.deal }));
      refreshLists(client, "deal");
      notifyDone(t("sales.split.done", { count: parts.length }), { undo: () => undo(actsOf(done)) });
      onClose();
    } catch (thrown) {
      setProblem(thrown instanceof ApiProblem ? thrown.message : String(thrown));
    }
  }

  return (
    <FormDialog
      title={t("sales.split.title", { deal: String(deal.name ?? "") })}
      act={t("sales.split.act")}
      disabled={!isWhole}
      problem={whole ? problem : t("sales.split.no_amount")}
      onSubmit={() => void split()}
      onClose={onClose}
    >
      {parts.map((part, index) => (
        <Group key={index} gap="xs" wrap="nowrap" align="end">
          <TextInput
            style={{ flex: 1 }}
            label={fieldTitle("deal", "name")}
            value={part.name}
            maxLength={300}
            onChange={(event) => change(index, { name: event.currentTarget.value })}
          />
          <NumberInput
            w={130}
            label={fieldTitle("deal", "amount")}
            value={part.amount}
            min={0}
            decimalScale={2}
            hideControls
            onChange={(value) => change(index, { amount: String(value) })}
          />
          <RemoveButton
            label={t("sales.split.remove")}
            disabled={parts.length === 1}
            onClick={() => setParts(parts.filter((_, at) => at !== index))}
          />
        </Group>
      ))}
      <Group justify="space-between">
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={14} stroke={1.5} />}
          onClick={() => setParts([...parts, { name: String(deal.name ?? ""), amount: "" }])}
        >
          {t("sales.split.add")}
        </Button>
        {whole && (
          <Text size="sm" c={left.gt(0) ? "dimmed" : "red"}>
            {t("sales.split.left", {
              amount: format.money({ amount: left.toFixed(2), currency: whole.currency }),
            })}
          </Text>
        )}
      </Group>
    </FormDialog>
  );
}
