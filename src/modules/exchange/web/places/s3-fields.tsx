import { PasswordInput, TextInput } from "@mantine/core";
import { fieldProblem } from "#platform/web";
import { useT } from "#web/texts.ts";
import type { PlaceFieldsProps } from "./place-form.tsx";
import styles from "./places.module.css";

const texts = [
  { name: "address", placeholder: "https://s3.eu-central-1.amazonaws.com" },
  { name: "region", placeholder: "eu-central-1" },
  { name: "bucket", placeholder: "" },
  { name: "folder", placeholder: "rapport/exports" },
  { name: "key_id", placeholder: "" },
] as const;

/** A bucket of a storage that speaks S3, and the key to it. */
export function S3Fields({ draft, isKnown, error, onChange }: PlaceFieldsProps) {
  const t = useT();
  return (
    <>
      <div className={styles.fields}>
        {texts.map(({ name, placeholder }) => (
          <TextInput
            key={name}
            label={t(`places.${name}`)}
            placeholder={placeholder}
            required={name !== "folder"}
            withAsterisk={false}
            autoComplete="off"
            maxLength={500}
            value={draft[name]}
            error={fieldProblem(error, name)}
            onChange={(event) => onChange({ [name]: event.currentTarget.value.trim() })}
          />
        ))}
      </div>
      <PasswordInput
        label={t("places.secret_key")}
        description={isKnown ? t("places.kept") : undefined}
        autoComplete="new-password"
        value={draft.secret_key}
        error={fieldProblem(error, "secret_key") && t("places.needed")}
        onChange={(event) => onChange({ secret_key: event.currentTarget.value })}
      />
    </>
  );
}
