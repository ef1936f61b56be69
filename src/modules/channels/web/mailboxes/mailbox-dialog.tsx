import { Select, Switch, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import {
  addMailbox,
  confirmationLanguages,
  connectMailbox,
  type MailboxShown,
} from "../../contract/mailboxes.ts";
import styles from "../accounts/accounts.module.css";
import { formOf, type MailboxForm, type ProviderName, providers, writtenOf } from "./mailbox-form.ts";
import { ServerFields } from "./server-fields.tsx";
import { SignInFields } from "./sign-in-fields.tsx";

interface MailboxDialogProps {
  /** Null: a new one. */
  readonly mailbox: MailboxShown | null;
  readonly mayAddShared: boolean;
  readonly onDone: (id: string) => void;
  readonly onClose: () => void;
}

const names = Object.keys(providers) as ProviderName[];

/** How a mailbox is called and reached, what it signs, and what it says to who writes for the first time. */
export function MailboxDialog({ mailbox, mayAddShared, onDone, onClose }: MailboxDialogProps) {
  const t = useT();
  const [form, setForm] = useState<MailboxForm>(() => formOf(mailbox, !mayAddShared));
  const [provider, setProvider] = useState<ProviderName>("other");
  const change = (changed: Partial<MailboxForm>) => setForm((before) => ({ ...before, ...changed }));
  const saving = useMutation({
    mutationFn: async () => {
      const body = writtenOf(form);
      if (!mailbox) return (await call(addMailbox, { body: { ...body, personal: form.personal } })).id;
      await call(connectMailbox, { params: { id: mailbox.id }, body });
      return mailbox.id;
    },
    onSuccess: (id) => {
      onDone(id);
      onClose();
    },
  });
  return (
    <FormDialog
      title={mailbox ? mailbox.name : t("mailboxes.new")}
      act={t("mailboxes.save")}
      onSubmit={saving.mutate}
      onClose={onClose}
      busy={saving.isPending}
      disabled={!form.address.trim() || (form.reads && !form.imap.host) || (form.sends && !form.smtp.host)}
      problem={saving.error ? problemText(saving.error) : undefined}
    >
      <WhoseFields form={form} isNew={!mailbox} mayAddShared={mayAddShared} onChange={change} />
      {!mailbox && (
        <Select
          label={t("mailboxes.provider")}
          data={names.map((value) => ({ value, label: t(`mailboxes.providers.${value}`) }))}
          allowDeselect={false}
          value={provider}
          onChange={(value) => {
            const chosen = names.find((one) => one === value) ?? "other";
            setProvider(chosen);
            change(providers[chosen]);
          }}
        />
      )}
      <ServerFields
        protocol="imap"
        on={form.reads}
        server={form.imap}
        onSwitch={(reads) => change({ reads })}
        onChange={(imap) => change({ imap })}
      />
      <ServerFields
        protocol="smtp"
        on={form.sends}
        server={form.smtp}
        onSwitch={(sends) => change({ sends })}
        onChange={(smtp) => change({ smtp })}
      />
      <SignInFields form={form} kept={mailbox?.settings != null} onChange={change} />
      <Switch
        label={t("mailboxes.plus_addresses")}
        description={t("mailboxes.plus_addresses_text")}
        checked={form.plusAddresses}
        onChange={(event) => change({ plusAddresses: event.currentTarget.checked })}
      />
      {form.reads && (
        <>
          <Switch
            label={t("mailboxes.keeps_sent")}
            description={t("mailboxes.keeps_sent_text")}
            checked={form.keepsSent}
            onChange={(event) => change({ keepsSent: event.currentTarget.checked })}
          />
          <TextInput
            label={t("mailboxes.trusts")}
            description={t("mailboxes.trusts_text")}
            maxLength={253}
            value={form.trusts}
            onChange={(event) => change({ trusts: event.currentTarget.value })}
          />
        </>
      )}
      <TextInput
        label={t("mailboxes.sealers")}
        description={t("mailboxes.sealers_text")}
        placeholder="lists.example.org"
        maxLength={2000}
        value={form.sealers}
        onChange={(event) => change({ sealers: event.currentTarget.value })}
      />
      {form.sends && (
        <Switch
          label={t("mailboxes.notices_opening")}
          description={t("mailboxes.notices_opening_text")}
          checked={form.noticesOpening}
          onChange={(event) => change({ noticesOpening: event.currentTarget.checked })}
        />
      )}
      <WordsFields form={form} onChange={change} />
    </FormDialog>
  );
}

interface FieldsProps {
  readonly form: MailboxForm;
  readonly onChange: (changed: Partial<MailboxForm>) => void;
}

function WhoseFields({
  form,
  isNew,
  mayAddShared,
  onChange,
}: FieldsProps & { readonly isNew: boolean; readonly mayAddShared: boolean }) {
  const t = useT();
  return (
    <>
      <TextInput
        label={t("mailboxes.address")}
        type="email"
        maxLength={320}
        data-autofocus
        value={form.address}
        onChange={(event) => onChange({ address: event.currentTarget.value })}
      />
      <TextInput
        label={t("mailboxes.name")}
        placeholder={form.address}
        maxLength={200}
        value={form.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      {isNew ? (
        <Switch
          label={t("mailboxes.personal")}
          description={t("mailboxes.personal_text")}
          disabled={!mayAddShared}
          checked={form.personal}
          onChange={(event) => onChange({ personal: event.currentTarget.checked })}
        />
      ) : (
        <Switch
          label={t("mailboxes.active")}
          checked={form.active}
          onChange={(event) => onChange({ active: event.currentTarget.checked })}
        />
      )}
    </>
  );
}

function WordsFields({ form, onChange }: FieldsProps) {
  const t = useT();
  return (
    <>
      <TextInput
        label={t("mailboxes.from_name")}
        description={t("mailboxes.from_name_text")}
        maxLength={200}
        value={form.fromName}
        onChange={(event) => onChange({ fromName: event.currentTarget.value })}
      />
      <Textarea
        label={t("mailboxes.signature")}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={10_000}
        value={form.signature}
        onChange={(event) => onChange({ signature: event.currentTarget.value })}
      />
      <details className={styles.more}>
        <summary>{t("mailboxes.confirmation")}</summary>
        <p className={styles.quiet}>{t("mailboxes.confirmation_text")}</p>
        {confirmationLanguages.map((language) => (
          <Textarea
            key={language}
            label={t(`mailboxes.languages.${language}`)}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={5000}
            value={form.confirmation[language] ?? ""}
            onChange={(event) =>
              onChange({ confirmation: { ...form.confirmation, [language]: event.currentTarget.value } })
            }
          />
        ))}
      </details>
    </>
  );
}
