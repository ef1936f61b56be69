import { Timeline } from "#customers/web";
import type { RecordSlots } from "#records/web";
import type { RecordPlace } from "#web/place-group.ts";
import type { Screen } from "#web/screen.ts";
import { dealBoardMove } from "./deals/board-move.ts";
import { onDemand } from "./on-demand.ts";

const StagePath = onDemand(() => import("./deals/stage-path.tsx").then((file) => file.StagePath));
const StageAct = onDemand(() => import("./deals/stage-act.tsx").then((file) => file.StageAct));
const NextStep = onDemand(() => import("./deals/next-step.tsx").then((file) => file.NextStep));
const DealProducts = onDemand(() => import("./deals/products.tsx").then((file) => file.DealProducts));

export const screens: readonly Screen[] = [
  {
    path: "/settings/pipelines",
    permission: "settings:change",
    load: () => import("./pipelines/pipelines-screen.tsx"),
  },
];

export const places: readonly RecordPlace[] = [
  { object: "deal", group: "sales", order: 20, letter: "d", creatable: true },
];

export const recordSlots: RecordSlots = {
  objects: {
    deal: {
      main: Timeline,
      top: [StagePath, NextStep],
      side: [{ key: "deal_products", title: "sales.products.title", component: DealProducts }],
      covers: ["products", "stage_changes", "interactions", "tasks", "notes"],
      boardMove: dealBoardMove,
      fieldActs: { stage: StageAct },
      quickFields: ["name", "company", "person", "amount", "stage", "expected_close_on"],
    },
  },
  calendar: [
    {
      key: "expected_closings",
      title: "sales.calendar.closing",
      object: "deal",
      field: "expected_close_on",
      filter: { field: "stage.kind", op: "is", value: "open" },
    },
    {
      key: "next_steps",
      title: "sales.calendar.next_steps",
      object: "deal",
      field: "next_step_on",
      filter: { field: "stage.kind", op: "is", value: "open" },
    },
  ],
};
