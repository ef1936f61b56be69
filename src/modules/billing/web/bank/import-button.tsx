import { Button, FileButton } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import { importBankStatements, previewBankStatements } from "#billing/contract";
import { call } from "#web/client.ts";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { useBillingAct } from "../acting.ts";
import { type BankFile, sentAs } from "./bank-file.ts";
import { ImportDialog } from "./import-dialog.tsx";

/** Brings a bank's file in: at once where it says all by itself, else after its account and columns are told. */
export function ImportButton() {
  const t = useT();
  const { act, busy } = useBillingAct();
  const [asking, setAsking] = useState<BankFile | null>(null);
  const mayImport = useCan("bank:import");
  if (!mayImport) return null;

  async function bring(chosen: File | null): Promise<void> {
    if (!chosen) return;
    const file = await sentAs(chosen);
    try {
      const { format } = await call(previewBankStatements, { body: file });
      if (format === "csv") setAsking(file);
      else await act(() => call(importBankStatements, { body: file }), "").then((told) => told && tell(told));
    } catch (problem) {
      notifyProblem(problem);
    }
  }
  function tell({ booked, known, settled }: { booked: number; known: number; settled: number }): void {
    notifyDone(t("bank.imported", { booked, known, settled }));
  }
  return (
    <>
      <FileButton onChange={(file) => void bring(file)} accept=".xml,.sta,.mt940,.940,.csv,.txt">
        {(props) => (
          <Button {...props} size="xs" loading={busy} leftSection={<IconUpload size={14} stroke={1.5} />}>
            {t("billing.bank.import")}
          </Button>
        )}
      </FileButton>
      {asking && <ImportDialog file={asking} onImported={tell} onClose={() => setAsking(null)} />}
    </>
  );
}
