import { Alert, PasswordInput, TextInput } from "@mantine/core";
import { fieldProblem } from "#platform/web";
import { useT } from "#web/texts.ts";
import type { TelephoneLine } from "../../contract/telephone.ts";
import type { SoftphoneChoice } from "./softphone-settings.tsx";
import styles from "./telephone.module.css";

interface ProviderAccountProps {
  readonly line: TelephoneLine;
  readonly value: SoftphoneChoice;
  readonly problem: unknown;
  readonly onChange: (part: Partial<SoftphoneChoice>) => void;
}

/** As whom a line is known at its provider, where that gives a user and a password, and how it stands there. */
export function ProviderAccount({ line, value, problem, onChange }: ProviderAccountProps) {
  const t = useT();
  return (
    <fieldset className={styles.provider}>
      <legend>{t("channels.softphone.provider.account")}</legend>
      <RegistrationNote line={line} />
      <TextInput
        label={t("channels.softphone.provider.user")}
        description={`${t("channels.softphone.provider.account_text")} ${t("channels.softphone.provider.user_text")}`}
        value={value.user}
        autoComplete="off"
        error={fieldProblem(problem, "provider_user")}
        onChange={({ currentTarget }) => onChange({ user: currentTarget.value })}
      />
      {value.user.trim() && (
        <>
          <PasswordInput
            label={t("channels.softphone.provider.password")}
            description={line.has_provider_password && t("channels.softphone.provider.kept")}
            placeholder={line.has_provider_password ? "••••••••" : ""}
            value={value.password}
            autoComplete="new-password"
            error={fieldProblem(problem, "provider_password")}
            onChange={({ currentTarget }) => onChange({ password: currentTarget.value })}
          />
          <TextInput
            label={t("channels.softphone.provider.login")}
            description={t("channels.softphone.provider.login_text")}
            value={value.login}
            autoComplete="off"
            error={fieldProblem(problem, "provider_login")}
            onChange={({ currentTarget }) => onChange({ login: currentTarget.value })}
          />
        </>
      )}
    </fieldset>
  );
}

function RegistrationNote({ line }: { readonly line: TelephoneLine }) {
  const t = useT();
  const { registration, provider_user: user, has_provider_password: hasPassword } = line;
  if (!user || !line.softphone) return null;
  if (!hasPassword)
    return <Note color="yellow" text={t("channels.softphone.provider.registration.missing")} />;
  if (!registration) return null;
  const { state, said } = registration;
  const text = t(`channels.softphone.provider.registration.${state}`, { said });
  return <Note color={colors[state]} text={text} />;
}

const colors = {
  trying: "gray",
  registered: "green",
  refused: "red",
  unreachable: "red",
  no_address: "red",
} as const;

function Note({ color, text }: { readonly color: string; readonly text: string }) {
  return (
    <Alert color={color} role="status" p="xs">
      {text}
    </Alert>
  );
}
