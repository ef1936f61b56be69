import { useQueries } from "@tanstack/react-query";
import type { RecordData } from "#records/contract";
import { request } from "#web/client.ts";
import { useOptionalSession } from "#web/session.ts";
import { useLocale, useT } from "#web/texts.ts";
import { OptionDot } from "../../field-types/choice/dot.tsx";
import { currencyCodes } from "../input/currencies.ts";
import { ManyPicker } from "../input/many-picker.tsx";
import type { PickerOption } from "../input/option-picker.tsx";
import { useRecordSearch } from "../input/record-search.tsx";
import { countryNames } from "../input/region.ts";
import { optionsOf, useMetadata, useOptionTitle } from "../metadata.ts";
import { recordTitle } from "../record-values.ts";
import { chosenClause, listValue } from "./clauses.ts";
import type { ValueInputProps } from "./value-input.tsx";

/** Options of a choice, countries or currencies: any number of them. */
export function ChoiceInput({ field, op, value, onClause }: ValueInputProps) {
  const t = useT();
  const options = useOptions(field);
  const chosen = listValue(value);
  return (
    <ManyPicker
      autoFocus
      listed
      ariaLabel={t("records.filter.value")}
      options={options}
      chosen={options.filter((option) => chosen.includes(option.value))}
      onToggle={(key) =>
        onClause(chosenClause(field.path, op, toggled(chosen, key)) ?? { field: field.path, op })
      }
    />
  );
}

const me = "@me";
const myTeam = "@my_team";

/** Records that a link may point to; for people of ours also the words "me" and "my team". */
export function LinkInput({
  field,
  op,
  value,
  onClause,
  target,
}: ValueInputProps & { readonly target: string }) {
  const t = useT();
  const found = useRecordSearch(target);
  const words: readonly PickerOption[] =
    target === "user" && field.compares === "id"
      ? [
          { value: me, label: t("records.filter.me") },
          { value: myTeam, label: t("records.filter.my_team") },
        ]
      : [];
  const word =
    typeof value === "object" && "me" in value
      ? me
      : typeof value === "object" && "my_team" in value
        ? myTeam
        : null;
  const ids = word ? [] : listValue(value);
  const titles = useTitles(target, ids);
  const negative = op === "not_in" || op === "is_not";

  function toggle(picked: string): void {
    if (picked === me)
      return onClause({ field: field.path, op: negative ? "is_not" : "is", value: { me: true } });
    if (picked === myTeam)
      return onClause({ field: field.path, op: negative ? "not_in" : "in", value: { my_team: true } });
    const next = toggled(ids, picked);
    onClause(chosenClause(field.path, op, next) ?? { field: field.path, op });
  }
  return (
    <ManyPicker
      autoFocus
      listed
      ariaLabel={t("records.filter.value")}
      options={[...words, ...found.options]}
      searching={found.searching}
      onSearch={found.search}
      chosen={
        word
          ? words.filter((option) => option.value === word)
          : ids.map((id) => ({ value: id, label: titles.get(id) ?? "…" }))
      }
      onToggle={toggle}
    />
  );
}

function useOptions(field: ValueInputProps["field"]): readonly PickerOption[] {
  const locale = useLocale();
  const optionTitle = useOptionTitle();
  const own = useOptionalSession()?.organisation.currency;
  if (field.part === "country") return countryNames(locale);
  if (field.part === "currency") return currencyCodes(own).map((code) => ({ value: code, label: code }));
  return optionsOf(field.field).map((key, index) => ({
    value: key,
    label: optionTitle(field.object, field.name, key),
    mark: <OptionDot index={index} option={key} />,
  }));
}

function useTitles(target: string, ids: readonly string[]): ReadonlyMap<string, string> {
  const definition = useMetadata().objects[target];
  const answers = useQueries({
    queries: ids.map((id) => ({
      queryKey: ["records", target, "one", id],
      queryFn: () => request<RecordData>("GET", `/api/${definition?.plural}/${id}`),
      enabled: definition !== undefined,
    })),
  });
  return new Map(
    ids.flatMap((id, at) => {
      const record = answers[at]?.data;
      return record && definition ? [[id, recordTitle(definition, record)] as const] : [];
    }),
  );
}

function toggled(values: readonly string[], value: string): readonly string[] {
  return values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
}
