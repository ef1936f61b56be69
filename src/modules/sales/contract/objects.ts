import { sources } from "#customers/contract";
import {
  choice,
  date,
  dateTime,
  decimal,
  defineObject,
  link,
  links,
  longText,
  money,
  number,
  percent,
  text,
} from "#records/contract";

export const pipelineObject = defineObject({
  name: "pipeline",
  plural: "pipelines",
  table: "pipelines",
  module: "sales",
  title: "name",
  icon: "git-branch",
  owned: false,
  columns: ["name", "teams", "position"],
  sort: "position",
  keys: ["name"],
  searchWords: { name: "n" },
  fields: {
    name: text({ required: true, searched: true }),
    position: number({ min: 0 }),
    /** Who uses it; those below belong to them. */
    teams: links("team", { through: "pipeline_teams", from: "pipeline_id", toColumn: "team_id" }),
    seen_by: choice({ options: ["everyone", "teams"], default: "everyone", required: true }),
    sold_by: choice({ options: ["everyone", "teams"], default: "everyone", required: true }),
  },
});

export const stageObject = defineObject({
  name: "stage",
  plural: "stages",
  table: "stages",
  module: "sales",
  title: "name",
  icon: "columns",
  owned: false,
  columns: ["name", "pipeline", "kind", "position", "probability", "days_limit"],
  sort: "position",
  keptWith: ["pipeline"],
  keys: ["name"],
  searchWords: { name: "n" },
  fields: {
    name: text({ required: true, searched: true }),
    pipeline: link("pipeline", { required: true, back: "stages", along: "always" }),
    kind: choice({ options: ["open", "won", "lost"], default: "open", required: true }),
    position: number({ min: 0 }),
    probability: percent({ default: 0 }),
    /** After so many days a deal that stands here is stuck; without, never. */
    days_limit: number({ min: 1, max: 3650 }),
  },
});

const open = { field: "stage.kind", op: "is", value: "open" } as const;

export const dealObject = defineObject({
  name: "deal",
  plural: "deals",
  table: "deals",
  module: "sales",
  title: "name",
  icon: "currency-euro",
  owned: true,
  keptWith: ["pipeline"],
  columns: ["name", "company", "amount", "stage", "owner", "expected_close_on", "next_step"],
  sort: "-created_at",
  views: [
    { key: "open", filter: open, sort: "expected_close_on" },
    {
      key: "mine",
      filter: { and: [{ field: "owner", op: "is", value: { me: true } }, open] },
      sort: "expected_close_on",
    },
    { key: "no_next_step", filter: { and: [open, { field: "next_step", op: "empty" }] }, sort: "-amount" },
    {
      key: "stuck",
      filter: { field: "stuck_at", op: "within", value: { period: { last: 3660 } } },
      sort: "stuck_at",
    },
    {
      key: "closing_this_month",
      filter: { and: [open, { field: "expected_close_on", op: "within", value: { period: "this_month" } }] },
      sort: "expected_close_on",
    },
  ],
  board: { group: "stage", sum: "amount" },
  calendar: ["expected_close_on", "next_step_on"],
  keys: ["number"],
  searchWords: { name: "n", number: "u", next_step: "s", description: "d" },
  fields: {
    name: text({ required: true, max: 300, searched: true }),
    number: text({ unique: true, max: 60, searched: true }),
    company: link("company", { back: "deals" }),
    person: link("person", { back: "deals" }),
    amount: money(),
    pipeline: link("pipeline", { required: true, back: "deals", governedBy: "deals:move" }),
    stage: link("stage", { required: true, back: "deals", governedBy: "deals:move" }),
    stage_entered_at: dateTime({ readOnly: true }),
    stuck_at: dateTime({ readOnly: true }),
    probability: percent({ readOnly: true }),
    forecast_category: choice({ options: ["commit", "best_case", "pipeline", "omitted"] }),
    opened_on: date(),
    expected_close_on: date(),
    closed_on: date({ governedBy: "deals:close" }),
    lost_reason: choice({
      options: ["price", "competitor", "no_budget", "no_need", "no_answer", "timing", "other"],
      open: true,
      governedBy: "deals:close",
    }),
    lost_comment: text({ max: 500, governedBy: "deals:close" }),
    won_reason: choice({
      options: ["price", "quality", "relationship", "speed", "service", "other"],
      open: true,
      governedBy: "deals:close",
    }),
    won_comment: text({ max: 500, governedBy: "deals:close" }),
    competitors: links("company", { through: "deal_competitors", from: "deal_id", toColumn: "party_id" }),
    next_step: text({ max: 300, searched: true }),
    next_step_on: date(),
    source: choice({
      options: sources,
      open: true,
    }),
    description: longText({ searched: true }),
    split_from: link("deal", { readOnly: true, back: "split_into" }),
    /** Won, it is made anew once for each such period. */
    recurs: choice({ options: ["monthly", "quarterly", "half_yearly", "yearly"] }),
    recurs_next_on: date({ readOnly: true }),
    recurs_from: link("deal", { readOnly: true, back: "recurrences" }),
  },
});

export const dealPartyObject = defineObject({
  name: "deal_party",
  plural: "deal-parties",
  table: "deal_parties",
  module: "sales",
  title: "role",
  icon: "users",
  owned: false,
  through: ["deal"],
  part: true,
  columns: ["party", "role"],
  sort: "created_at",
  fields: {
    deal: link("deal", { required: true, back: "parties", along: "always" }),
    party: link("party", { required: true, back: "deal_parties", along: "always" }),
    role: choice({
      options: ["decision_maker", "buyer", "influencer", "user", "partner", "payer", "other"],
      required: true,
    }),
  },
});

export const dealProductObject = defineObject({
  name: "deal_product",
  plural: "deal-products",
  table: "deal_products",
  module: "sales",
  title: "product",
  icon: "package",
  owned: false,
  through: ["deal"],
  part: true,
  columns: ["product", "quantity", "price", "discount"],
  sort: "position",
  fields: {
    deal: link("deal", { required: true, back: "products", along: "always" }),
    product: link("product", { required: true, back: "deal_products" }),
    quantity: decimal({ default: "1" }),
    price: money(),
    discount: percent({ default: 0 }),
    position: number({ min: 0 }),
  },
});

export const stageChangeObject = defineObject({
  name: "stage_change",
  plural: "stage-changes",
  table: "stage_changes",
  module: "sales",
  title: "stage",
  icon: "history",
  owned: false,
  through: ["deal"],
  closed: true,
  columns: ["stage", "entered_at", "left_at"],
  sort: "-entered_at",
  fields: {
    deal: link("deal", { required: true, back: "stage_changes" }),
    stage: link("stage", { required: true, back: "stage_changes" }),
    entered_at: dateTime({ required: true }),
    left_at: dateTime(),
  },
});
