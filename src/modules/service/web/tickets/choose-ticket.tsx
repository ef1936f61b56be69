import { Input } from "@mantine/core";
import { useState } from "react";
import type { LinkValue } from "#records/contract";
import { FieldInput, type RecordSlotProps, useFieldTitle, useObject } from "#records/web";
import { linkIncident, mergeTicket } from "#service/contract";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { useServiceAct } from "../acting.ts";

type Props = RecordSlotProps & { readonly onClose: () => void };

/** Which ticket says the same: what is said in this one goes on there. */
export function MergeDialog({ record, onClose }: Props) {
  return (
    <ChooseTicket
      act="merge"
      field="merged_into"
      value={null}
      run={(into) => call(mergeTicket, { params: { id: record.id }, body: { into: into as string } })}
      isRequired
      onClose={onClose}
    />
  );
}

/** Of which problem a ticket is an incident. */
export function IncidentDialog({ record, onClose }: Props) {
  return (
    <ChooseTicket
      act="incident"
      field="problem"
      value={(record.problem as LinkValue | null) ?? null}
      run={(problem) => call(linkIncident, { params: { id: record.id }, body: { problem } })}
      onClose={onClose}
    />
  );
}

interface ChooseTicketProps {
  readonly act: "merge" | "incident";
  readonly field: "merged_into" | "problem";
  readonly value: LinkValue | null;
  readonly isRequired?: boolean;
  readonly run: (ticket: string | null) => Promise<unknown>;
  readonly onClose: () => void;
}

function ChooseTicket({ act: word, field: name, value, isRequired, run, onClose }: ChooseTicketProps) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  const field = useObject("ticket").fields[name];
  const { act, busy } = useServiceAct();
  const [chosen, setChosen] = useState(value);
  const [problem, setProblem] = useState<string>();
  async function keep(): Promise<void> {
    const done = await act(() => run(chosen?.id ?? null), t(`service.${word}.done`), {
      onProblem: (thrown) => setProblem(problemText(thrown)),
    });
    if (done) onClose();
  }
  if (!field) return null;
  return (
    <FormDialog
      title={t(`service.${word}.menu`)}
      act={t(`service.${word}.act`)}
      busy={busy}
      disabled={isRequired === true && chosen === null}
      problem={problem}
      onClose={onClose}
      onSubmit={() => void keep()}
    >
      <Input.Wrapper label={fieldTitle("ticket", name)} description={t(`service.${word}.text`)}>
        <FieldInput
          object="ticket"
          name={name}
          field={field}
          value={chosen}
          autoFocus
          ariaLabel={fieldTitle("ticket", name)}
          onChange={(next) => setChosen(next as LinkValue | null)}
        />
      </Input.Wrapper>
    </FormDialog>
  );
}
