import { TextInput } from "@mantine/core";
import { useState } from "react";
import { terminateContract } from "#billing/contract";
import type { RecordData } from "#records/contract";
import { DayInput, useFieldTitle, useRecords } from "#records/web";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { useFormat } from "#web/format.ts";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { useBillingAct } from "../acting.ts";
import styles from "../billing.module.css";
import { useDaysFromNow } from "../today.ts";

interface TerminateDialogProps {
  readonly contract: RecordData;
  readonly onClose: () => void;
}

/** Gives notice of a contract: with which day it ends, why, and what that means for its subscriptions. */
export function TerminateDialog({ contract, onClose }: TerminateDialogProps) {
  const t = useT();
  const format = useFormat();
  const fieldTitle = useFieldTitle();
  const { act, busy } = useBillingAct();
  const afterNotice = useDaysFromNow(Number(contract.notice_days ?? 0));
  const [ends, setEnds] = useState(typeof contract.ends_on === "string" ? contract.ends_on : afterNotice);
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<string>();
  const running = useRecords("subscription", {
    filter: {
      and: [
        { field: "contract", op: "is", value: contract.id },
        { field: "state", op: "in", value: ["active", "paused", "cancelled"] },
      ],
    },
    limit: 50,
  }).rows;
  async function terminate(): Promise<void> {
    const send = () =>
      call(terminateContract, {
        params: { id: contract.id },
        body: { reason: reason.trim(), ends_on: ends },
      });
    const done = t("billing_terms.terminate.done", { day: format.date(ends) });
    if (await act(send, done, { onProblem: (thrown) => setProblem(problemText(thrown)) })) onClose();
  }
  return (
    <FormDialog
      title={t("billing_terms.terminate.title", { name: String(contract.name ?? "") })}
      act={t("billing_terms.terminate.act")}
      busy={busy}
      disabled={reason.trim() === ""}
      problem={problem}
      onClose={onClose}
      onSubmit={() => void terminate()}
    >
      <TextInput
        label={fieldTitle("contract", "termination_reason")}
        value={reason}
        maxLength={500}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        data-autofocus
      />
      <DayInput
        label={t("billing_terms.terminate.last_day")}
        value={ends}
        onChange={(day) => day && setEnds(day)}
      />
      <p className={styles.follows}>
        {t("billing_terms.terminate.follows", { count: running.length, day: format.date(ends) })}
      </p>
    </FormDialog>
  );
}
