import { linkedIn, writeTo } from "#channels/web";
import { Timeline } from "#customers/web";
import type { RecordSlots } from "#records/web";
import { onDemand } from "#web/on-demand.ts";
import type { RecordPlace } from "#web/place-group.ts";
import type { Screen } from "#web/screen.ts";
import type { SettingsPage } from "#web/settings-page.ts";
import { dealBoardMove } from "./deals/board-move.ts";
import type { StageSheetProps } from "./deals/stage-sheet.tsx";
import { leadBoardMove } from "./leads/board-move.ts";

const StagePath = onDemand(() => import("./deals/stage-path.tsx").then((file) => file.StagePath));
const StageAct = onDemand(() => import("./deals/stage-act.tsx").then((file) => file.StageAct));
const NextStep = onDemand(() => import("./deals/next-step.tsx").then((file) => file.NextStep));
const DealProducts = onDemand(() => import("./deals/products.tsx").then((file) => file.DealProducts));

const PlaybookPanel = onDemand(() => import("./deals/playbook-panel.tsx").then((file) => file.PlaybookPanel));
const StaysPanel = onDemand(() => import("./deals/stays-panel.tsx").then((file) => file.StaysPanel));
const SplitDialog = onDemand(() => import("./deals/split-dialog.tsx").then((file) => file.SplitDialog));
const LeadPath = onDemand(() => import("./leads/lead-path.tsx").then((file) => file.LeadPath));
const AssignmentPanel = onDemand(() =>
  import("./leads/assignment-panel.tsx").then((file) => file.AssignmentPanel),
);

export const StageSheet = onDemand<StageSheetProps>(() =>
  import("./deals/stage-sheet.tsx").then((file) => file.StageSheet),
);
export type { StageSheetProps };

const screens: readonly Screen[] = [
  {
    path: "/settings/leads",
    permission: "settings:change",
    load: () => import("./leads/settings/leads-screen.tsx"),
  },
  {
    path: "/settings/pipelines",
    permission: "settings:change",
    load: () => import("./pipelines/pipelines-screen.tsx"),
  },
];

const settings: readonly SettingsPage[] = [
  { key: "leads", path: "/settings/leads", group: "selling", order: 70, icon: "target-arrow" },
  {
    key: "territories",
    path: "/territories",
    group: "selling",
    order: 75,
    icon: "map-pin",
    object: "territory",
  },
  { key: "pipelines", path: "/settings/pipelines", group: "selling", order: 80, icon: "git-branch" },
];

const places: readonly RecordPlace[] = [
  { object: "lead", group: "sales", order: 10, letter: "e", creatable: true },
  { object: "deal", group: "sales", order: 20, letter: "d", creatable: true },
];

const recordSlots: RecordSlots = {
  objects: {
    lead: {
      main: Timeline,
      headActs: [
        writeTo((lead) => ({
          party: linkedIn(lead, "party", "person", "company"),
          contacts: { email: lead["email"] as string, phone: lead["phone"] as string },
        })),
      ],
      top: [LeadPath],
      side: [{ key: "assignments", title: "sales.leads.panel", component: AssignmentPanel }],
      covers: ["assignments"],
      boardMove: leadBoardMove,
      quickFields: [
        "name",
        "party",
        "contact_name",
        "company_name",
        "email",
        "phone",
        "source",
        "interest",
        "owner",
      ],
    },
    deal: {
      main: Timeline,
      headActs: [writeTo((deal) => ({ party: linkedIn(deal, "person", "company") }))],
      top: [StagePath, NextStep],
      side: [
        { key: "playbook", title: "sales.playbook.title", component: PlaybookPanel },
        { key: "stays", title: "sales.stays.title", component: StaysPanel },
        { key: "deal_products", title: "sales.products.title", component: DealProducts },
      ],
      covers: ["products", "stage_changes", "interactions", "tasks", "notes"],
      menuActs: [
        {
          key: "split",
          title: "sales.split.menu",
          icon: "git-branch",
          permission: "deals:split",
          component: SplitDialog,
        },
      ],
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

/** What the shell takes of this room; the rest of this file is for other rooms' screens. */
export const room = { screens, places, settings, recordSlots };
