import type { RecordSlots } from "#records/web";
import type { HomePart } from "#web/home-part.ts";
import { onDemand } from "#web/on-demand.ts";
import type { Screen } from "#web/screen.ts";

const BoardLine = onDemand(() => import("./forecast/board-line.tsx").then((file) => file.BoardLine));
const OwnTargets = onDemand(() => import("./home/own-targets.tsx").then((file) => file.OwnTargets));
const OwnForecast = onDemand(() => import("./home/own-forecast.tsx").then((file) => file.OwnForecast));
const TeamForecast = onDemand(() => import("./home/team-forecast.tsx").then((file) => file.TeamForecast));
const OwnDeals = onDemand(() => import("./home/own-deals.tsx").then((file) => file.OwnDeals));

const ChancePanel = onDemand(() => import("./deal/chance-panel.tsx").then((file) => file.ChancePanel));
const CommissionPanel = onDemand(() =>
  import("./deal/commission-panel.tsx").then((file) => file.CommissionPanel),
);

const screens: readonly Screen[] = [
  {
    path: "/forecast",
    load: () => import("./forecast/forecast-screen.tsx"),
    nav: { title: "nav.forecast", icon: "trending-up", group: "sales", order: 70, letter: "f" },
  },
  {
    path: "/sales-reports",
    load: () => import("./reports/reports-screen.tsx"),
    nav: { title: "nav.sales_reports", icon: "chart-bar", group: "sales", order: 80, letter: "x" },
  },
  { path: "/targets", load: () => import("./targets/targets-screen.tsx") },
  { path: "/commission", load: () => import("./commission/commission-screen.tsx") },
];

const recordSlots: RecordSlots = {
  objects: {
    deal: {
      boardTop: [BoardLine],
      side: [
        { key: "chance", title: "targets.chance.title", component: ChancePanel },
        { key: "commission_split", title: "targets.split.panel", component: CommissionPanel },
      ],
    },
  },
};

const homeParts: readonly HomePart[] = [
  { key: "team", column: "top", component: TeamForecast },
  { key: "forecast", column: "right", component: OwnForecast },
  { key: "targets", column: "right", component: OwnTargets },
  { key: "deals", column: "left", component: OwnDeals },
];

export const room = { screens, recordSlots, homeParts };
