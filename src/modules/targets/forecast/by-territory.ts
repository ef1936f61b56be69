import type { OutputOf, QueryOf } from "#kernel/action";
import type { Filter } from "#kernel/filter";
import type { Work } from "#records";
import type { readForecastTerritories } from "../contract/forecast.ts";
import { dealAmount, scopeFilter } from "../deals-seen/deals-in-scope.ts";
import { placesOf, territories } from "../deals-seen/territories.ts";
import { areExpected, type CategorySum, figuresOf } from "./figures.ts";
import { forecastSums } from "./forecast-sums.ts";
import { periodAsked } from "./forecasting.ts";

/** What a period will come to, by the territories in which deals lie. */
export async function forecastByTerritory(
  work: Work,
  query: QueryOf<typeof readForecastTerritories>,
): Promise<OutputOf<typeof readForecastTerritories>> {
  const period = periodAsked(work, query);
  const head = { period: { ...period }, currency: work.currency };
  const all = await territories(work);
  if (all.length === 0) return { ...head, rows: [] };
  const scope = await scopeFilter(work, { pipeline: query.pipeline });
  const sums = await forecastSums(work, period, scope, { owner: placesOf(work, all) });
  const amounts = { amountsSeen: dealAmount(work).isSeen, isKnown: areExpected(sums) };
  const figures = (lies: (places: readonly string[]) => boolean) =>
    figuresOf(
      sums.filter((sum) => lies(placesIn(sum))),
      amounts,
    );
  const nowhere: Filter = { not: { or: all.map(({ filter }) => filter) } };
  return {
    ...head,
    rows: [
      ...all.map(({ id, title, filter }, at) => ({
        territory: { id, title },
        filter,
        figures: figures((places) => places.includes(String(at))),
      })),
      { territory: null, filter: nowhere, figures: figures((places) => places.length === 0) },
    ],
  };
}

function placesIn({ owner }: CategorySum): readonly string[] {
  return owner ? owner.split(",") : [];
}
