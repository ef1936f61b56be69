import { EmptyState } from "#web/empty-state.tsx";
import { useT } from "#web/texts.ts";
import { readForecastTerritories } from "../../contract/forecast.ts";
import type { Period } from "../../contract/periods.ts";
import styles from "../targets.module.css";
import { useRead } from "../use-read.ts";
import { ForecastCells, shownFigures } from "./forecast-cells.tsx";

/** A line for each territory, and one for what lies in none. */
export function TerritoryTable({ period }: { readonly period: Period }) {
  const t = useT();
  const { data } = useRead(readForecastTerritories, { query: { unit: period.unit, on: period.from } });
  if (!data) return null;
  if (data.rows.length === 0)
    return (
      <EmptyState
        icon="map-pin"
        title={t("targets.forecast.no_territories")}
        text={t("targets.forecast.no_territories_text")}
      />
    );
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("targets.forecast.territory")}</th>
            {shownFigures.map((key) => (
              <th key={key} scope="col">
                {t(`targets.forecast.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map(({ territory, filter, figures }) => (
            <tr key={territory?.id ?? ""}>
              <th scope="row">{territory ? territory.title : t("targets.forecast.nowhere")}</th>
              <ForecastCells
                figures={figures}
                period={data.period}
                currency={data.currency}
                opens={{ filter }}
              />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
