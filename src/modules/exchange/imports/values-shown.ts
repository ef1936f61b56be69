import { formatFor, regionOf } from "#kernel/format";
import type { Money } from "#kernel/money";
import type { CatalogueObject, Work } from "#records";
import { type Field, holdsYears } from "#records/contract";
import type { Choices } from "./choices.ts";
import { asText } from "./directory.ts";
import { titlesIn } from "./titles.ts";

export type ShowValue = (object: CatalogueObject, name: string, value: unknown) => string;

/** Makes the function that writes values of fields as the one who acts reads them on every screen: `12/3/1980`, `1.234,50 €`, `Sí`. */
export function valueShower({ actor, catalogue, country }: Work, choices: Choices): ShowValue {
  const format = formatFor(regionOf(actor.locale, country), actor.timeZone);
  const titles = titlesIn(catalogue, actor.locale);
  const regions = new Intl.DisplayNames([actor.locale], { type: "region" });

  function written(value: unknown, field: Field | undefined, option: (key: string) => string): string {
    switch (field?.type) {
      case "date":
        return format.date(String(value));
      case "date_time":
        return format.dateTime(String(value));
      case "number":
        return holdsYears(field) ? String(value) : format.number(Number(value));
      case "decimal":
        return format.decimal(String(value));
      case "percent":
        return format.percent(Number(value));
      case "money":
        return format.money(value as Money);
      case "boolean":
        return titles.text("records", "input", value === true ? "yes" : "no") ?? asText(value);
      case "choice":
        return option(String(value));
      case "choices":
        return (value as readonly string[]).map(option).join(", ");
      case "address": {
        const { country: code, full: _full, ...rest } = value as { country?: string; full?: string };
        return asText({ ...rest, country: code ? regions.of(code) : undefined });
      }
      default:
        return asText(value);
    }
  }

  return (object, name, value) => {
    if (value === null || value === undefined || value === "") return "";
    return written(
      value,
      object.fields[name],
      (key) => choices.label(object, name, key) ?? titles.option(object.name, name, key) ?? key,
    );
  };
}
