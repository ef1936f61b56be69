import { Stack, TextInput, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { type Locale, locales } from "#kernel/locale";
import type { Texts } from "#records/contract";
import { useLocale, useT } from "#web/texts.ts";
import { languageNames } from "../languages.ts";
import styles from "./objects.module.css";

interface TextsInputProps {
  readonly label: string;
  readonly description?: string;
  readonly value: Texts;
  readonly onChange: (value: Texts) => void;
  readonly required?: boolean;
  readonly error?: string | undefined;
  readonly maxLength?: number;
  readonly autoFocus?: boolean;
}

/** A text in one's own language, and on demand in the others. */
export function TextsInput({
  label,
  description,
  value,
  onChange,
  required = false,
  error,
  maxLength = 100,
  autoFocus,
}: TextsInputProps) {
  const t = useT();
  const own = useLocale();
  const others = locales.filter((locale) => locale !== own);
  const [open, setOpen] = useState(others.some((locale) => value[locale]));
  const write = (locale: Locale, text: string) => {
    const { [locale]: _before, ...rest } = value;
    onChange(text === "" ? rest : { ...rest, [locale]: text });
  };
  const first = value[own] ?? "";
  // Written by somebody of another language: their word is shown until there is one in this.
  const placeholder = first === "" ? Object.values(value)[0] : undefined;
  return (
    <Stack gap={6}>
      <TextInput
        label={label}
        description={description}
        withAsterisk={false}
        required={required && Object.keys(value).length === 0}
        maxLength={maxLength}
        value={first}
        placeholder={placeholder}
        error={error}
        data-autofocus={autoFocus}
        onChange={(event) => write(own, event.currentTarget.value)}
        inputContainer={(children) => (
          <>
            {children}
            {!open && (
              <UnstyledButton className={styles.others} onClick={() => setOpen(true)}>
                {t("settings.objects.other_languages")}
              </UnstyledButton>
            )}
          </>
        )}
      />
      {open &&
        others.map((locale) => (
          <TextInput
            key={locale}
            aria-label={`${label}: ${languageNames[locale]}`}
            leftSection={<span className={styles.language}>{locale}</span>}
            maxLength={maxLength}
            value={value[locale] ?? ""}
            onChange={(event) => write(locale, event.currentTarget.value)}
          />
        ))}
    </Stack>
  );
}
