import { Checkbox, Textarea } from "@mantine/core";
import { useState } from "react";
import type { RecordData } from "#records/contract";
import { useFieldTitle, useRecords } from "#records/web";
import { isUnsolved, solveTicket } from "#service/contract";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { useT } from "#web/texts.ts";
import { useServiceAct } from "../acting.ts";

interface SolveDialogProps {
  readonly ticket: RecordData;
  readonly onClose: () => void;
}

/** Says that a ticket is solved, and how: who meets the same again finds it. What hangs on it may be solved along, and answered. */
export function SolveDialog({ ticket, onClose }: SolveDialogProps) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  const { act, busy } = useServiceAct();
  const [solution, setSolution] = useState(String(ticket.solution ?? ""));
  const [answer, setAnswer] = useState("");
  const [along, setAlong] = useState({ incidents: false, children: false });
  const hanging = {
    incidents: useHanging(ticket.id, "problem"),
    children: useHanging(ticket.id, "parent"),
  };
  const isAny = along.incidents || along.children;
  async function solve(): Promise<void> {
    const body = {
      ...(solution.trim() && { solution: solution.trim() }),
      ...(along.incidents && { incidents: true }),
      ...(along.children && { children: true }),
      ...(isAny && answer.trim() && { answer: answer.trim() }),
    };
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
      {(["incidents", "children"] as const).map(
        (which) =>
          hanging[which] > 0 && (
            <Checkbox
              key={which}
              label={t(`service.solve.${which}`, { count: hanging[which] })}
              checked={along[which]}
              onChange={(event) => setAlong({ ...along, [which]: event.currentTarget.checked })}
            />
          ),
      )}
      {isAny && (
        <Textarea
          label={t("service.solve.answer")}
          description={t("service.solve.answer_text")}
          value={answer}
          maxLength={20_000}
          autosize
          minRows={3}
          maxRows={12}
          onChange={(event) => setAnswer(event.currentTarget.value)}
        />
      )}
    </FormDialog>
  );
}

/** How many unsolved tickets hang on one. */
function useHanging(ticket: string, by: "problem" | "parent"): number {
  const { count } = useRecords("ticket", {
    filter: { and: [{ field: by, op: "is", value: ticket }, isUnsolved] },
    fields: ["subject"],
    limit: 1,
    count: true,
  });
  return count?.value ?? 0;
}
