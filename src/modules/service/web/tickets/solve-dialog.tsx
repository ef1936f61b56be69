import { Textarea } from "@mantine/core";
import { useState } from "react";
import type { RecordData } from "#records/contract";
import { useFieldTitle } from "#records/web";
import { solveTicket } from "#service/contract";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { useT } from "#web/texts.ts";
import { useServiceAct } from "../acting.ts";

interface SolveDialogProps {
  readonly ticket: RecordData;
  readonly onClose: () => void;
}

/** Says that a ticket is solved, and how: who meets the same again finds it. */
export function SolveDialog({ ticket, onClose }: SolveDialogProps) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  const { act, busy } = useServiceAct();
  const [solution, setSolution] = useState(String(ticket.solution ?? ""));
  async function solve(): Promise<void> {
    const body = solution.trim() ? { solution: solution.trim() } : {};
    if (await act(() => call(solveTicket, { params: { id: ticket.id }, body }), t("service.solve.done")))
      onClose();
  }
  return (
    <FormDialog
      title={t("service.solve.title", { ticket: String(ticket.subject ?? "") })}
      act={t("service.solve.act")}
      busy={busy}
      onClose={onClose}
      onSubmit={() => void solve()}
    >
      <Textarea
        data-autofocus
        label={fieldTitle("ticket", "solution")}
        description={t("service.solve.text")}
        value={solution}
        maxLength={20_000}
        autosize
        minRows={3}
        maxRows={12}
        onChange={(event) => setSolution(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
