import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { parseTypedNumber, typedNumber, useTypingLocale } from "#records/web";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { useT } from "#web/texts.ts";
import { type ForecastNode, submitForecast } from "../../contract/forecast.ts";
import type { Period } from "../../contract/periods.ts";
import { useTargetsAct } from "../acting.ts";

interface SubmitDialogProps {
  readonly node: ForecastNode;
  readonly period: Period;
  readonly currency: string;
  readonly onClose: () => void;
}

/** Says what a period will come to for a person or a team, and why. */
export function SubmitDialog({ node, period, currency, onClose }: SubmitDialogProps) {
  const t = useT();
  const { busy, problem, act } = useTargetsAct(onClose);
  const locale = useTypingLocale();
  const [amount, setAmount] = useState(typedNumber(node.called ?? "0", locale));
  const [note, setNote] = useState(node.submitted?.note ?? "");
  const { kind, id, title } = node.subject;
  const submit = () => {
    const whose = kind === "team" ? { team: id } : { user: id };
    // What is no number goes as it is: the server says what to do.
    const said = parseTypedNumber(amount, locale) ?? amount;
    void act(() =>
      call(submitForecast, { body: { unit: period.unit, on: period.from, ...whose, amount: said, note } }),
    );
  };
  return (
    <FormDialog
      title={title ?? t("targets.forecast.submit")}
      act={t("targets.forecast.submit")}
      busy={busy}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label={`${t("targets.forecast.called")}, ${currency}`}
        inputMode="decimal"
        value={amount}
        onChange={(event) => setAmount(event.currentTarget.value)}
        data-autofocus
      />
      <Textarea
        label={t("targets.forecast.note")}
        autosize
        maxLength={1000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
