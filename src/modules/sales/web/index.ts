import { lazy } from "react";
import { Timeline } from "#customers/web";
import type { RecordSlots } from "#records/web";
import type { Screen } from "#web/screen.ts";
import { dealBoardMove } from "./deals/board-move.ts";

const StagePath = lazy(() => import("./deals/stage-path.tsx").then((file) => ({ default: file.StagePath })));
const StageAct = lazy(() => import("./deals/stage-act.tsx").then((file) => ({ default: file.StageAct })));
const NextStep = lazy(() => import("./deals/next-step.tsx").then((file) => ({ default: file.NextStep })));
const DealProducts = lazy(() =>
  import("./deals/products.tsx").then((file) => ({ default: file.DealProducts })),
);

export const screens: readonly Screen[] = [
  {
    path: "/settings/pipelines",
    permission: "settings:change",
    load: () => import("./pipelines/pipelines-screen.tsx"),
  },
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
