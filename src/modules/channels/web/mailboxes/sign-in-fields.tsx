import { PasswordInput, Select, TextInput } from "@mantine/core";
import { useT } from "#web/texts.ts";
import type { MailboxForm } from "./mailbox-form.ts";

interface SignInFieldsProps {
  readonly form: MailboxForm;
  /** Whether secrets are kept already: an empty field leaves them. */
  readonly kept: boolean;
  readonly onChange: (changed: Partial<MailboxForm>) => void;
}

const kinds = ["password", "oauth", "none"] as const;

/** By what a mailbox is opened. */
export function SignInFields({ form, kept, onChange }: SignInFieldsProps) {
  const t = useT();
  const secret = kept ? { description: t("mailboxes.kept") } : {};
  return (
    <>
      <Select
        label={t("mailboxes.sign_in")}
        data={kinds.map((value) => ({ value, label: t(`mailboxes.sign_ins.${value}`) }))}
        allowDeselect={false}
        value={form.signIn}
        onChange={(value) => onChange({ signIn: kinds.find((one) => one === value) ?? "password" })}
      />
      {form.signIn !== "none" && (
        <TextInput
          label={t("mailboxes.user_name")}
          placeholder={form.address}
          autoComplete="off"
          maxLength={320}
          value={form.userName}
          onChange={(event) => onChange({ userName: event.currentTarget.value })}
        />
      )}
      {form.signIn === "password" && (
        <PasswordInput
          label={t("mailboxes.password")}
          {...secret}
          autoComplete="new-password"
          maxLength={1000}
          value={form.password}
          onChange={(event) => onChange({ password: event.currentTarget.value })}
        />
      )}
      {form.signIn === "oauth" && <OauthFields form={form} kept={kept} onChange={onChange} />}
    </>
  );
}

function OauthFields({ form, kept, onChange }: SignInFieldsProps) {
  const t = useT();
  const secret = kept ? { description: t("mailboxes.kept") } : {};
  return (
    <>
      <TextInput
        label={t("mailboxes.client_id")}
        description={t("mailboxes.client_id_text", { address: `${location.origin}/api/mailbox-consents` })}
        maxLength={500}
        value={form.clientId}
        onChange={(event) => onChange({ clientId: event.currentTarget.value.trim() })}
      />
      <PasswordInput
        label={t("mailboxes.client_secret")}
        {...secret}
        autoComplete="off"
        maxLength={2000}
        value={form.clientSecret}
        onChange={(event) => onChange({ clientSecret: event.currentTarget.value })}
      />
      <TextInput
        label={t("mailboxes.authorization_endpoint")}
        inputMode="url"
        maxLength={2000}
        value={form.authorizationEndpoint}
        onChange={(event) => onChange({ authorizationEndpoint: event.currentTarget.value.trim() })}
      />
      <TextInput
        label={t("mailboxes.token_endpoint")}
        inputMode="url"
        maxLength={2000}
        value={form.tokenEndpoint}
        onChange={(event) => onChange({ tokenEndpoint: event.currentTarget.value.trim() })}
      />
      <TextInput
        label={t("mailboxes.scope")}
        maxLength={2000}
        value={form.scope}
        onChange={(event) => onChange({ scope: event.currentTarget.value })}
      />
    </>
  );
}
