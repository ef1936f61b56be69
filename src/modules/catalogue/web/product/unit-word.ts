import { useOptionTitle } from "#records/web";
import { useT } from "#web/texts.ts";
import { units } from "../../contract/units.ts";

const known: ReadonlySet<string> = new Set(units);

/** How a unit is written beside a quantity (decimal text); one that the organisation added as it named it. */
export function useUnitWord(): (unit: string, quantity: string) => string {
  const t = useT();
  const optionTitle = useOptionTitle();
  return (unit, quantity) =>
    known.has(unit)
      ? t(`catalogue.units.${unit}`, { count: Number(quantity) })
      : optionTitle("product", "unit", unit);
}
