import { MultiSelect, NumberInput } from "@mantine/core";
import { countryChoices } from "#platform/web";
import { useLocale, useT } from "#web/texts.ts";
import type { TelephoneLine } from "../../contract/telephone.ts";
import type { SoftphoneChoice } from "./softphone-settings.tsx";
import styles from "./telephone.module.css";

interface CallingLimitsProps {
  readonly line: TelephoneLine;
  readonly value: SoftphoneChoice;
  readonly onChange: (part: Partial<SoftphoneChoice>) => void;
}

/** Whom the line calls, how often and for how long: what a stolen password could cost at most. */
export function CallingLimits({ line, value, onChange }: CallingLimitsProps) {
  const t = useT();
  const locale = useLocale();
  const names = new Intl.DisplayNames([locale], { type: "region" });
  const list = new Intl.ListFormat(locale, { type: "conjunction" });
  const usual = list.format(line.usual_countries.map((country) => names.of(country) ?? country));
  return (
    <fieldset className={styles.provider}>
      <legend>{t("channels.softphone.limits.title")}</legend>
      <MultiSelect
        label={t("channels.softphone.limits.countries")}
        description={t("channels.softphone.limits.countries_text", { usual })}
        data={[...countryChoices(locale)]}
        searchable
        clearable
        value={[...value.countries]}
        onChange={(countries) => onChange({ countries })}
      />
      <NumberInput
        label={t("channels.softphone.limits.calls_per_hour")}
        value={value.callsPerHour}
        min={1}
        max={1000}
        allowDecimal={false}
        onChange={(callsPerHour) => onChange({ callsPerHour })}
      />
      <NumberInput
        label={t("channels.softphone.limits.longest_call")}
        value={value.longestCall}
        min={1}
        max={240}
        allowDecimal={false}
        onChange={(longestCall) => onChange({ longestCall })}
      />
    </fieldset>
  );
}
