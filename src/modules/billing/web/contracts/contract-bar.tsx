import { Button } from "@mantine/core";
import { useState } from "react";
import { activateContract } from "#billing/contract";
import type { RecordData } from "#records/contract";
import { type RecordSlotProps, StateMark, useObject, useRecordRights } from "#records/web";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { useFormat } from "#web/format.ts";
import { useCan } from "#web/session.ts";
import { BarActs, StateBar } from "#web/state-bar.tsx";
import { useT } from "#web/texts.ts";
import { useBillingAct } from "../acting.ts";
import styles from "../billing.module.css";
import { TerminateDialog } from "./terminate-dialog.tsx";

/** How a contract stands, until when one may say that it ends, and the steps that can be taken. */
export function ContractBar({ record: contract }: RecordSlotProps) {
  const t = useT();
  const format = useFormat();
  const term = useTerm(contract);
  return (
    <StateBar acts={<Acts contract={contract} />}>
      <StateMark object="contract" state={contract.state} />
      <span className={styles.quiet}>{term}</span>
      {contract.state === "active" && typeof contract.notice_until === "string" && (
        <span className={styles.quiet}>
          {t("billing_terms.notice", { day: format.date(contract.notice_until) })}
        </span>
      )}
    </StateBar>
  );
}

/** How long a contract lasts, in words. */
function useTerm({ ends_on: ends, renewal, state }: RecordData): string {
  const t = useT();
  const format = useFormat();
  if (typeof ends !== "string") return t("billing_terms.open_ended");
  const isRenewed = renewal === "automatic" && (state === "draft" || state === "active");
  return t(`billing_terms.${isRenewed ? "renewed" : "ends"}`, { day: format.date(ends) });
}

function Acts({ contract }: { readonly contract: RecordData }) {
  const t = useT();
  const [asking, setAsking] = useState<"activation" | "termination" | null>(null);
  const { change } = useRecordRights(useObject("contract"), contract);
  const mayManage = useCan("contracts:manage");
  if (!mayManage || !change || contract.archived_at) return null;
  const onClose = () => setAsking(null);
  return (
    <BarActs>
      {contract.state === "draft" && (
        <Button size="xs" onClick={() => setAsking("activation")}>
          {t("billing_terms.activate.act")}
        </Button>
      )}
      {contract.state === "active" && (
        <Button size="xs" variant="default" onClick={() => setAsking("termination")}>
          {t("billing_terms.terminate.act")}
        </Button>
      )}
      {asking === "activation" && <ActivateDialog contract={contract} onClose={onClose} />}
      {asking === "termination" && <TerminateDialog contract={contract} onClose={onClose} />}
    </BarActs>
  );
}

function ActivateDialog({
  contract,
  onClose,
}: {
  readonly contract: RecordData;
  readonly onClose: () => void;
}) {
  const t = useT();
  const format = useFormat();
  const { act, busy } = useBillingAct();
  const term = useTerm(contract);
  async function activate(): Promise<void> {
    const params = { id: contract.id };
    if (await act(() => call(activateContract, { params }), t("billing_terms.activate.done"))) onClose();
  }
  return (
    <FormDialog
      title={t("billing_terms.activate.title", { name: String(contract.name ?? "") })}
      act={t("billing_terms.activate.act")}
      busy={busy}
      onClose={onClose}
      onSubmit={() => void activate()}
    >
      <p className={styles.follows}>
        {t("billing_terms.activate.follows", { day: format.date(String(contract.starts_on)), term })}
      </p>
    </FormDialog>
  );
}
