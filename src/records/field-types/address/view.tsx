import { useLocale, useT } from "#web/texts.ts";
import { type Address, addressParts } from "../../contract/index.ts";
import type { EditProps, ShowProps } from "../../web/field-props.ts";
import { OptionPicker } from "../../web/input/option-picker.tsx";
import { PartsField } from "../../web/input/parts-field.tsx";
import { countryName, countryNames } from "../../web/input/region.ts";

export function Show({ value, size }: ShowProps) {
  const locale = useLocale();
  const address = value as Address;
  if (size !== "full") {
    const line = shortAddress(address, locale);
    return <span title={line}>{line}</span>;
  }
  const town = [address.postal_code, address.city].filter(Boolean).join(" ");
  const lines = [
    address.street,
    town,
    address.region,
    address.country && countryName(address.country, locale),
  ].filter(Boolean);
  return <span style={{ whiteSpace: "pre-line" }}>{lines.join("\n")}</span>;
}

export function Edit(props: EditProps) {
  const t = useT();
  const locale = useLocale();
  const address = (props.value as Address | null | undefined) ?? {};
  const title = (part: string) => t(`records.parts.${part}`);
  return (
    <PartsField
      {...props}
      line={shortAddress(address, locale)}
      parts={addressParts.map((name) => ({ name, title: title(name) }))}
      inputOf={(name, set) =>
        name === "country" ? (
          <OptionPicker
            value={address.country ?? null}
            label={address.country ? countryName(address.country, locale) : ""}
            placeholder={title("country")}
            ariaLabel={title("country")}
            options={countryNames(locale)}
            onPick={set}
          />
        ) : null
      }
    />
  );
}

/** One line: the town and the country, or what there is. */
function shortAddress(address: Address, locale: string): string {
  const country = address.country ? countryName(address.country, locale) : null;
  const place = address.city ?? address.region ?? address.street;
  return [place, country].filter(Boolean).join(", ");
}
