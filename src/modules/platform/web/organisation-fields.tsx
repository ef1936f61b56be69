import { Select, SimpleGrid, TextInput } from "@mantine/core";
import { useMemo } from "react";
import { useLocale, useT } from "#web/texts.ts";
import type { Organisation } from "../contract/organisation.ts";
import { fieldProblem } from "./field-problem.ts";
import { countryChoices, currencyChoices, currencyOf, timeZoneChoices } from "./places-of-the-world.ts";

type Particulars = Omit<Organisation, "locale">;

interface OrganisationFieldsProps {
  readonly value: Particulars;
  readonly onChange: (value: Particulars) => void;
  readonly autoFocus?: boolean;
  readonly error?: unknown;
}

/** Name, country, currency and time zone; a country brings its currency along. */
export function OrganisationFields({ value, onChange, autoFocus = false, error }: OrganisationFieldsProps) {
  const t = useT();
  const locale = useLocale();
  const countries = useMemo(() => countryChoices(locale), [locale]);
  const currencies = useMemo(() => currencyChoices(locale), [locale]);
  const zones = useMemo(() => timeZoneChoices(), []);
  const set = (change: Partial<Particulars>) => onChange({ ...value, ...change });
  const choice = {
    size: "md",
    searchable: true,
    allowDeselect: false,
    nothingFoundMessage: t("organisation.nothing_found"),
  } as const;
  return (
    <>
      <TextInput
        label={t("organisation.name")}
        size="md"
        required
        withAsterisk={false}
        maxLength={200}
        autoFocus={autoFocus}
        autoComplete="organization"
        value={value.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        error={fieldProblem(error, "name")}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
        <Select
          {...choice}
          label={t("organisation.country")}
          data={countries}
          value={value.country || null}
          onChange={(country) => country && set({ country, currency: currencyOf(country) })}
        />
        <Select
          {...choice}
          label={t("organisation.currency")}
          data={currencies}
          value={value.currency || null}
          onChange={(currency) => currency && set({ currency })}
        />
      </SimpleGrid>
      <Select
        {...choice}
        label={t("organisation.time_zone")}
        data={zones}
        value={value.timeZone}
        onChange={(timeZone) => timeZone && set({ timeZone })}
      />
    </>
  );
}
