import { useOptionalSession } from "#web/session.ts";
import { useLocale } from "#web/texts.ts";
import type { EditProps, ShowProps } from "../../web/field-props.ts";
import { currencyCodes } from "../../web/input/currencies.ts";
import { OptionPicker } from "../../web/input/option-picker.tsx";
import { countryName, countryNames } from "../../web/input/region.ts";
import { TextField } from "../../web/input/text-field.tsx";

export function Show({ value, size, field }: ShowProps) {
  const locale = useLocale();
  const isCountry = field.type === "text" && field.code === "country";
  const text = isCountry ? countryName(String(value), locale) : String(value);
  return <span title={size === "full" ? undefined : text}>{text}</span>;
}

export function Edit(props: EditProps) {
  const { value, onChange, field, typed } = props;
  if (field.type === "text" && field.code) return <CodePicker {...props} code={field.code} />;
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
function CodePicker({ code, ...props }: EditProps & { readonly code: "currency" | "country" }) {
  const locale = useLocale();
  const own = useOptionalSession()?.organisation.currency;
  const value = props.value ? String(props.value) : null;
  const names = new Intl.DisplayNames(locale, { type: "currency" });
  const options =
    code === "country"
      ? countryNames(locale)
      : currencyCodes(own).map((one) => ({ value: one, label: `${one} – ${names.of(one) ?? one}` }));
  return (
    <OptionPicker
      {...props}
      value={value}
      label={value && code === "country" ? countryName(value, locale) : (value ?? "")}
      required={props.field.required === true}
      options={options}
      onPick={props.onDone ?? props.onChange}
    />
  );
}
