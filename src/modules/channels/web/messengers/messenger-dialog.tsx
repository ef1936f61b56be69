import { Select, Switch, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import {
  addMessenger,
  changeMessenger,
  messengerKinds,
  type MessengerShown,
} from "../../contract/messengers.ts";
import { formOf, isFilledIn, type MessengerForm, writtenOf } from "./messenger-form.ts";
import { ServiceFields, usual } from "./service-fields.tsx";

interface MessengerDialogProps {
  /** Null: a new one. */
  readonly messenger: MessengerShown | null;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** How a messenger is called, and by what we sign in to its service. */
export function MessengerDialog({ messenger, onDone, onClose }: MessengerDialogProps) {
  const t = useT();
  const [form, setForm] = useState<MessengerForm>(() => formOf(messenger));
  const change = (changed: Partial<MessengerForm>) => setForm((before) => ({ ...before, ...changed }));
  const saving = useMutation({
    mutationFn: async () => {
      const body = writtenOf(form);
      if (!body) return null;
      return messenger
        ? call(changeMessenger, { params: { id: messenger.id }, body })
        : call(addMessenger, { body });
    },
    onSuccess: () => {
      onDone();
      onClose();
    },
  });
  const kept = messenger?.settings != null;
  return (
    <FormDialog
      title={messenger ? messenger.name : t("messengers.new")}
      act={t("messengers.save")}
      onSubmit={saving.mutate}
      onClose={onClose}
      busy={saving.isPending}
      disabled={!isFilledIn(form, kept)}
      problem={saving.error ? problemText(saving.error) : undefined}
    >
      {!messenger && (
        <Select
          label={t("messengers.kind")}
          data={messengerKinds.map((value) => ({ value, label: t(`messengers.kinds.${value}`) }))}
          allowDeselect={false}
          value={form.kind}
          onChange={(value) => {
            const kind = messengerKinds.find((one) => one === value) ?? "telegram";
            change({ kind, values: usual[kind] ?? {} });
          }}
        />
      )}
      <TextInput
        label={t("messengers.name")}
        maxLength={200}
        data-autofocus
        value={form.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <ServiceFields
        kind={form.kind}
        values={form.values}
        kept={kept}
        onChange={(key, value) => change({ values: { ...form.values, [key]: value } })}
      />
      <Switch
        label={t("messengers.leads")}
        description={t("messengers.leads_text")}
        checked={form.unknown === "lead"}
        onChange={(event) => change({ unknown: event.currentTarget.checked ? "lead" : "wait" })}
      />
      {messenger && (
        <Switch
          label={t("messengers.active")}
          checked={form.active}
          onChange={(event) => change({ active: event.currentTarget.checked })}
        />
      )}
    </FormDialog>
  );
}
