import { type Measure, timesOf } from "../selling.ts";

/** The forecast with its roll-up over two hundred sellers in twenty-five teams, and what it stands on. */
export const measure: Measure = async ({ ask }) => {
  const began = performance.now();
  await ask({ method: "POST", path: "/api/forecast/chances", as: "owner" });
  const learning = performance.now() - began;
  const read = (path: string) => timesOf(() => ask({ path }));
  return [
    { what: "forecast of the quarter with roll-up", times: await read("/api/forecast"), wanted: 300 },
    { what: "forecast of the year with roll-up", times: await read("/api/forecast?unit=year"), wanted: 300 },
    {
      what: "forecast of the year, all seen",
      times: await timesOf(() => ask({ path: "/api/forecast?unit=year", as: "owner" })),
      wanted: 300,
    },
    { what: "forecast in one line", times: await read("/api/forecast/line"), wanted: 300 },
    { what: "chances learnt anew, by night", times: [learning], wanted: 30_000 },
  ];
};
