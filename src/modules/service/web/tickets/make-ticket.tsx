import { Input } from "@mantine/core";
import { useState } from "react";
import { FieldInput, type RecordSlotProps, useFieldTitle, useObject } from "#records/web";
import { makeTicket, type Priority } from "#service/contract";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { useOpenRecord } from "#web/open-record.ts";
import { useT } from "#web/texts.ts";
import { useServiceAct } from "../acting.ts";

const asked = ["subject", "type", "priority"] as const;

/** Makes a ticket of a conversation; what is not said here it takes from there. */
export function MakeTicket({ record, onClose }: RecordSlotProps & { readonly onClose: () => void }) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  const { fields } = useObject("ticket");
  const openRecord = useOpenRecord();
  const { act, busy } = useServiceAct();
  const [values, setValues] = useState<Record<string, unknown>>({
    subject: record.subject ?? "",
    type: "question",
    priority: record.priority ?? "normal",
  });
  async function make(): Promise<void> {
    const body = {
      ...(values["subject"] ? { subject: String(values["subject"]) } : {}),
      type: String(values["type"]),
      priority: values["priority"] as Priority,
    };
    const made = await act(
      () => call(makeTicket, { params: { id: record.id }, body }),
      t("service.make.done"),
    );
    if (!made) return;
    onClose();
    openRecord("ticket", made.id);
  }
  return (
    <FormDialog
      title={t("service.make.menu")}
      act={t("service.make.act")}
      busy={busy}
      onClose={onClose}
      onSubmit={() => void make()}
    >
      {asked.map((name) => {
        const field = fields[name];
        return (
          field && (
            <Input.Wrapper key={name} label={fieldTitle("ticket", name)}>
              <FieldInput
                object="ticket"
                name={name}
                field={field}
                value={values[name] ?? null}
                ariaLabel={fieldTitle("ticket", name)}
                onChange={(value) => setValues((before) => ({ ...before, [name]: value }))}
              />
            </Input.Wrapper>
          )
        );
      })}
    </FormDialog>
  );
}
