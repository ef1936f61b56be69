import { PasswordInput, Select, Switch, TextInput } from "@mantine/core";
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

interface MessengerDialogProps {
  /** Null: a new one. */
  readonly messenger: MessengerShown | null;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

interface FieldsProps {
  readonly form: MessengerForm;
  readonly kept: boolean;
  readonly onChange: (changed: Partial<MessengerForm>) => void;
}

/** How a messenger is called, and by what we sign in to its service. */
export function MessengerDialog({ messenger, onDone, onClose }: MessengerDialogProps) {
  const t = useT();
  const [form, setForm] = useState<MessengerForm>(() => formOf(messenger));
  const change = (changed: Partial<MessengerForm>) => setForm((before) => ({ ...before, ...changed }));
  const saving = useMutation({
    mutationFn: () => {
      const body = writtenOf(form);
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
          onChange={(value) => change({ kind: messengerKinds.find((one) => one === value) ?? "telegram" })}
        />
      )}
      <TextInput
        label={t("messengers.name")}
        maxLength={200}
        data-autofocus
        value={form.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <ServiceFields form={form} kept={kept} onChange={change} />
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

/** What each service calls its own. */
function ServiceFields({ form, kept, onChange }: FieldsProps) {
  const t = useT();
  return (
    <>
      {form.kind === "whatsapp" && (
        <TextInput
          label={t("messengers.number_id")}
          description={t("messengers.number_id_text")}
          inputMode="numeric"
          maxLength={30}
          value={form.numberId}
          onChange={(event) => onChange({ numberId: event.currentTarget.value.trim() })}
        />
      )}
      {form.kind === "sms" && (
        <>
          <TextInput
            label={t("messengers.number")}
            placeholder="+35924372000"
            inputMode="tel"
            maxLength={20}
            value={form.number}
            onChange={(event) => onChange({ number: event.currentTarget.value.replace(/[\s()-]/g, "") })}
          />
          <TextInput
            label={t("messengers.account_sid")}
            maxLength={34}
            value={form.accountSid}
            onChange={(event) => onChange({ accountSid: event.currentTarget.value.trim() })}
          />
        </>
      )}
      <Secret
        label={t(`messengers.tokens.${form.kind}`)}
        kept={kept}
        value={form.token}
        onChange={(token) => onChange({ token })}
      />
      {form.kind === "whatsapp" && (
        <Secret
          label={t("messengers.app_secret")}
          kept={kept}
          value={form.appSecret}
          onChange={(appSecret) => onChange({ appSecret })}
        />
      )}
    </>
  );
}

interface SecretProps {
  readonly label: string;
  readonly kept: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Secret({ label, kept, value, onChange }: SecretProps) {
  const t = useT();
  return (
    <PasswordInput
      label={label}
      {...(kept && { description: t("messengers.kept") })}
      autoComplete="off"
      maxLength={2000}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value.trim())}
    />
  );
}
