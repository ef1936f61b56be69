import {
  boolean, choice, date, dateTime, decimal, defineObject, link, links, longText, money, number, percent, text,
} from "#records/contract";

export const productObject = defineObject({
  name: "product",
  plural: "products",
  table: "products",
  module: "sales",
  title: "name",
  icon: "package",
  owned: false,
  columns: ["name", "code", "family", "price", "active"],
  sort: "name",
  keys: ["code", "name"],
  fields: {
    name: text({ required: true, searched: true }),
    code: text({ unique: true, max: 60, searched: true }),
    family: text(),
    price: money(),
    unit: text({ max: 40 }),
    active: boolean({ default: true }),
    description: longText(),
  },
});

export const pipelineObject = defineObject({
  name: "pipeline",
  plural: "pipelines",
  table: "pipelines",
  module: "sales",
  title: "name",
  icon: "git-branch",
  owned: false,
  columns: ["name", "position"],
  sort: "position",
  keys: ["name"],
  fields: {
    name: text({ required: true, searched: true }),
    position: number({ min: 0 }),
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
  columns: ["name", "pipeline", "kind", "position", "probability"],
  sort: "position",
  keys: ["name"],
  fields: {
    name: text({ required: true, searched: true }),
    pipeline: link("pipeline", { required: true, back: "stages" }),
    kind: choice({ options: ["open", "won", "lost"], default: "open", required: true }),
    position: number({ min: 0 }),
    probability: percent(),
  },
});

export const dealObject = defineObject({
  name: "deal",
  plural: "deals",
  table: "deals",
  module: "sales",
  title: "name",
  icon: "currency-euro",
  owned: true,
  columns: ["name", "company", "amount", "stage", "owner", "expected_close_on", "next_step"],
  sort: "-created_at",
  board: { group: "stage", sum: "amount" },
  calendar: ["expected_close_on", "next_step_on"],
  keys: ["number"],
  fields: {
    name: text({ required: true, max: 300, searched: true }),
    number: text({ unique: true, max: 60, searched: true }),
    company: link("company", { back: "deals" }),
    person: link("person", { back: "deals" }),
    amount: money(),
    pipeline: link("pipeline", { required: true, back: "deals", governedBy: "deals:move" }),
    stage: link("stage", { required: true, back: "deals", governedBy: "deals:move" }),
    stage_entered_at: dateTime({ readOnly: true }),
    probability: percent({ readOnly: true }),
    opened_on: date(),
    expected_close_on: date(),
    closed_on: date({ governedBy: "deals:close" }),
    lost_reason: choice({
      options: ["price", "competitor", "no_budget", "no_need", "no_answer", "timing", "other"],
      open: true,
      governedBy: "deals:close",
    }),
    lost_comment: text({ max: 500, governedBy: "deals:close" }),
    competitors: links("company", { through: "deal_competitors", from: "deal_id", toColumn: "party_id" }),
    next_step: text({ max: 300 }),
    next_step_on: date(),
    source: choice({
      options: ["website", "referral", "advertising", "event", "cold_call", "social_network", "partner", "import", "other"],
      open: true,
    }),
    description: longText(),
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
  columns: ["party", "role"],
  sort: "created_at",
  fields: {
    deal: link("deal", { required: true, back: "parties" }),
    party: link("party", { required: true, back: "deal_parties" }),
    role: choice({ options: ["decision_maker", "buyer", "influencer", "user", "partner", "payer", "other"], required: true }),
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
  columns: ["product", "quantity", "price", "discount"],
  sort: "position",
  fields: {
    deal: link("deal", { required: true, back: "products" }),
    product: link("product", { required: true, back: "deal_products" }),
    quantity: decimal(),
    price: money(),
    discount: percent(),
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
