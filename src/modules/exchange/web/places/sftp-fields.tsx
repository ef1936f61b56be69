import { NumberInput, PasswordInput, SegmentedControl, Textarea, TextInput } from "@mantine/core";
import { fieldProblem } from "#platform/web";
import { useT } from "#web/texts.ts";
import type { PlaceFieldsProps } from "./place-form.tsx";
import styles from "./places.module.css";

/** A server of SFTP, the user there and how they prove themselves. */
export function SftpFields({ draft, isKnown, error, onChange }: PlaceFieldsProps) {
  const t = useT();
  const kept = isKnown ? t("places.kept") : undefined;
  return (
    <>
      <div className={styles.pair}>
        <TextInput
          label={t("places.host")}
          placeholder="files.example.com"
          required
          withAsterisk={false}
          maxLength={253}
          value={draft.host}
          error={fieldProblem(error, "host")}
          onChange={(event) => onChange({ host: event.currentTarget.value.trim() })}
        />
        <NumberInput
          label={t("places.port")}
          min={1}
          max={65535}
          value={draft.port}
          error={fieldProblem(error, "port")}
          onChange={(port) => onChange({ port: Number(port) || 22 })}
        />
      </div>
      <TextInput
        label={t("places.folder")}
        placeholder="/upload"
        maxLength={500}
        value={draft.folder}
        error={fieldProblem(error, "folder")}
        onChange={(event) => onChange({ folder: event.currentTarget.value })}
      />
      <TextInput
        label={t("places.user")}
        required
        withAsterisk={false}
        autoComplete="off"
        maxLength={200}
        value={draft.user}
        error={fieldProblem(error, "user")}
        onChange={(event) => onChange({ user: event.currentTarget.value })}
      />
      <SegmentedControl
        aria-label={t("places.proof")}
        value={draft.proof}
        onChange={(proof) => onChange({ proof: proof === "key" ? "key" : "password" })}
        data={[
          { value: "password", label: t("places.password") },
          { value: "key", label: t("places.private_key") },
        ]}
      />
      {draft.proof === "password" ? (
        <PasswordInput
          label={t("places.password")}
          description={kept}
          autoComplete="new-password"
          value={draft.password}
          error={fieldProblem(error, "password") && t("places.needed")}
          onChange={(event) => onChange({ password: event.currentTarget.value })}
        />
      ) : (
        <>
          <Textarea
            label={t("places.private_key")}
            description={kept}
            placeholder="-----BEGIN OPENSSH PRIVATE KEY-----"
            autosize
            minRows={4}
            maxRows={10}
            spellCheck={false}
            value={draft.private_key}
            error={fieldProblem(error, "password") && t("places.needed")}
            onChange={(event) => onChange({ private_key: event.currentTarget.value })}
          />
          <PasswordInput
            label={t("places.passphrase")}
            autoComplete="new-password"
            value={draft.passphrase}
            onChange={(event) => onChange({ passphrase: event.currentTarget.value })}
          />
        </>
      )}
    </>
  );
}
