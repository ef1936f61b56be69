import type { Filter } from "#kernel/filter";
import { useFormat } from "#web/format.ts";
import { categories, type ForecastFigures, forecastRecords } from "../../contract/forecast.ts";
import type { Period } from "../../contract/periods.ts";
import { DealsLink } from "../deals-link.tsx";
import styles from "../targets.module.css";

/** The categories that the forecast shows, each a column. */
export const shownCategories = ["won", ...categories.slice(0, 3)] as const;
export const shownFigures = [...shownCategories, "weighted", "expected"] as const;

interface ForecastCellsProps {
  readonly figures: ForecastFigures;
  /** How it looked in the snapshot that is compared with; undefined where none is. */
  readonly before?: ForecastFigures | null | undefined;
  readonly period: Pick<Period, "from" | "until">;
  readonly currency: string;
  /** Whose deals the figures open; undefined where no list says the same. */
  readonly opens: { readonly filter: Filter | undefined } | undefined;
}

/** What a line of the forecast comes to, by category, weighted and by history. */
export function ForecastCells({ figures, before, period, currency, opens }: ForecastCellsProps) {
  const format = useFormat();
  const money = (amount: string | null) =>
    amount === null ? "–" : format.money({ amount, currency }, { whole: true });
  const then = (amount: string | null | undefined) =>
    amount != null && <span className={styles.then}>{money(amount)}</span>;
  return (
    <>
      {shownCategories.map((key) => (
        <td key={key}>
          {opens ? (
            <DealsLink filter={forecastRecords(period, key, opens.filter)}>
              {money(figures[key].amount)}
            </DealsLink>
          ) : (
            money(figures[key].amount)
          )}
          {then(before?.[key].amount)}
        </td>
      ))}
      <td>
        {money(figures.weighted)}
        {then(before?.weighted)}
      </td>
      <td>
        {money(figures.expected)}
        {then(before?.expected)}
      </td>
    </>
  );
}
