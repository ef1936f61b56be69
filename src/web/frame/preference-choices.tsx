import { SegmentedControl, Select, useMantineColorScheme } from "@mantine/core";
import type { ReactNode } from "react";
import { isLocale, type Locale, locales } from "#kernel/locale";
import { setLocale, useLocale, useT } from "#web/texts.ts";
import { keepOwnLocale } from "./own-locale.ts";
import styles from "./preference-choices.module.css";
import { densities, setDensity, useDensity } from "./preferences.ts";

/** Each language by its own name: one must find one's own whatever is on the screen. */
export const languageNames: Readonly<Record<Locale, string>> = {
  en: "English",
  es: "Español",
  ru: "Русский",
  bg: "Български",
};

/** Changes the language here at once and for the account from now on. */
export async function chooseLocale(locale: Locale): Promise<void> {
  await setLocale(locale);
  await keepOwnLocale(locale);
}

/** Language, light or dark, and how dense: the same choices in the user's menu and on a phone's sheet. */
export function PreferenceChoices() {
  const t = useT();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div className={styles.choices}>
      <Choice label={t("shell.language")}>
        <LanguageChoice label={t("shell.language")} />
      </Choice>
      <Choice label={t("shell.theme.title")}>
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={t("shell.theme.title")}
          value={colorScheme}
          onChange={(scheme) => setColorScheme(scheme as typeof colorScheme)}
          data={(["light", "dark", "auto"] as const).map((scheme) => ({
            value: scheme,
            label: t(`shell.theme.${scheme}`),
          }))}
        />
      </Choice>
      <Choice label={t("shell.density.title")}>
        <DensityChoice label={t("shell.density.title")} />
      </Choice>
    </div>
  );
}

function LanguageChoice({ label }: { label: string }) {
  return (
    <Select
      aria-label={label}
      size="xs"
      allowDeselect={false}
      comboboxProps={{ withinPortal: false }}
      value={useLocale()}
      onChange={(locale) => isLocale(locale) && void chooseLocale(locale)}
      data={locales.map((locale) => ({ value: locale, label: languageNames[locale] }))}
    />
  );
}

function DensityChoice({ label }: { label: string }) {
  const t = useT();
  const density = useDensity();
  return (
    <SegmentedControl
      size="xs"
      fullWidth
      aria-label={label}
      value={density}
      onChange={(chosen) => setDensity(chosen as typeof density)}
      data={densities.map((one) => ({ value: one, label: t(`shell.density.${one}`) }))}
    />
  );
}

function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.choice}>
      <span className={styles.label}>{label}</span>
      {children}
    </div>
  );
}
