import { breakdowns } from "#targets/contract";
import { type Figure, type Measure, timesOf } from "../selling.ts";

const spans = { "the past twelve months": "", "all three years": "from=2023-01-01&to=2027-12-31" };

/** Every sales report, of a year as it opens and of all the deals there are. */
export const measure: Measure = async ({ ask }) => {
  const figures: Figure[] = [];
  for (const [span, query] of Object.entries(spans)) {
    for (const by of breakdowns) {
      const path = `/api/sales-reports/outcomes?by=${by}&${query}`;
      figures.push({
        what: `won and lost by ${by}, ${span}`,
        times: await timesOf(() => ask({ path })),
        wanted: 300,
      });
    }
    const path = `/api/sales-reports/funnel?${query}`;
    figures.push({ what: `funnel, ${span}`, times: await timesOf(() => ask({ path })), wanted: 300 });
  }
  return figures;
};
