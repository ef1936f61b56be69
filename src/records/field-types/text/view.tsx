import { useOptionalSession } from "#web/session.ts";
import { useLocale } from "#web/texts.ts";
import type { TextField as TextDefinition } from "../../contract/fields.ts";
import type { EditProps, ShowProps } from "../../web/field-props.ts";
import { currencyCodes } from "../../web/input/currencies.ts";
import { OptionPicker } from "../../web/input/option-picker.tsx";
import { countryName, countryNames } from "../../web/input/region.ts";
import { TextField } from "../../web/input/text-field.tsx";
import { useTotals } from "../../web/records.ts";

export function Show({ value, size, field }: ShowProps) {
  const locale = useLocale();
  const isCountry = field.type === "text" && field.code === "country";
  const text = isCountry ? countryName(String(value), locale) : String(value);
  return <span title={size === "full" ? undefined : text}>{text}</span>;
}

export function Edit(props: EditProps) {
  const { value, onChange, field, typed } = props;
  if (field.type === "text" && field.code)
    return <CodePicker {...props} code={field.code} codesFirst={field.codesFirst} />;
  return (
    <TextField
      {...props}
      text={String(value ?? typed ?? "")}
      maxLength={field.type === "text" ? field.max : undefined}
      onText={(text) => onChange(text === "" ? null : text)}
    />
  );
}

/** Nobody has to know what a code is called: currencies and countries are picked by their names. */
function CodePicker({ code, codesFirst, ...props }: EditProps & Pick<TextDefinition, "code" | "codesFirst">) {
  const locale = useLocale();
  const own = useOptionalSession()?.organisation.currency;
  const counted = useTotals(codesFirst ?? "", { group: props.name, enabled: codesFirst !== undefined });
  const first = (counted.data ?? []).flatMap(({ group }) => group ?? []).toSorted();
  const value = props.value ? String(props.value) : null;
  const names = new Intl.DisplayNames(locale, { type: "currency" });
  const options =
    code === "country"
      ? countryNames(locale)
      : currencyCodes(own, first).map((one) => ({ value: one, label: `${one} – ${names.of(one) ?? one}` }));
  return (
    <OptionPicker
      {...props}
      value={value}
      label={value && code === "country" ? countryName(value, locale) : (value ?? "")}
      required={props.field.required === true}
      // What it is unless one says otherwise.
      {...(code === "currency" && own ? { placeholder: own } : {})}
      options={options}
      onPick={props.onDone ?? props.onChange}
    />
  );
}
