import { type Measure, timesOf } from "../selling.ts";

/** The sums over the columns of the board, which stand beside whatever else the screen shows. */
export const measure: Measure = async ({ ask }) => [
  {
    what: "sums of all deals by stage",
    times: await timesOf(() => ask({ path: "/api/deals/totals?group=stage&sum=amount" })),
    wanted: 300,
  },
];
