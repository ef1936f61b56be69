import { Button, FileButton } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import { importBankStatements, previewBankStatements } from "#billing/contract";
import { call } from "#web/client.ts";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { useBillingAct } from "../acting.ts";
import { type BankFile, type BringBody, type Brought, sentAs } from "./bank-file.ts";
import { DoubtfulDialog } from "./doubtful-dialog.tsx";
import { ImportDialog } from "./import-dialog.tsx";

/** Brings a bank's file in: at once where it says all by itself, else after its account and columns are told. */
export function ImportButton() {
  const t = useT();
  const { act, busy } = useBillingAct();
  const [asking, setAsking] = useState<BankFile | null>(null);
  const [brought, setBrought] = useState<Brought | null>(null);
  const mayImport = useCan("bank:import");
  if (!mayImport) return null;

  async function bring(chosen: File | null): Promise<void> {
    if (!chosen) return;
    const file = await sentAs(chosen);
    try {
      const { format } = await call(previewBankStatements, { body: file });
      if (format === "csv") setAsking(file);
      else await book(file);
    } catch (problem) {
      notifyProblem(problem);
    }
  }
  async function book(body: BringBody): Promise<void> {
    const told = await act(() => call(importBankStatements, { body }), "");
    if (told) tell({ body, told });
  }
  function tell({ body, told }: Brought): void {
    const { booked, known, settled, doubtful_count } = told;
    notifyDone(t("bank.imported", { booked, known, settled }));
    setBrought(doubtful_count > 0 && !body.anyway ? { body, told } : null);
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
      {brought && (
        <DoubtfulDialog
          told={brought.told}
          busy={busy}
          onBook={(places) => void book({ ...brought.body, anyway: [...places] })}
          onClose={() => setBrought(null)}
        />
      )}
    </>
  );
}
