import {
  boolean,
  choice,
  choices,
  date,
  defineObject,
  link,
  links,
  longText,
  number,
  text,
} from "#records/contract";

export const waysToAssign = ["user", "round_robin", "load", "territory", "product", "language"] as const;
export type WayToAssign = (typeof waysToAssign)[number];

/** Who gets which leads: the first active one that fits and has somebody free. */
export const assignmentRuleObject = defineObject({
  name: "assignment_rule",
  plural: "assignment-rules",
  table: "assignment_rules",
  module: "sales",
  title: "name",
  icon: "route",
  owned: false,
  columns: ["position", "name", "way", "team", "user", "active"],
  sort: "position",
  searchWords: { name: "n" },
  fields: {
    name: text({ required: true, searched: true }),
    position: number({ min: 0 }),
    active: boolean({ default: true }),
    /** On the lead, as the filter language writes it: `party.address.country is BG and rating is hot`. Empty: every lead. */
    condition: longText({ max: 10_000, filterOf: "lead" }),
    way: choice({ options: waysToAssign, default: "round_robin", required: true }),
    user: link("user", { back: "assignment_rules" }),
    team: link("team", { back: "assignment_rules" }),
    within_hours: boolean({ default: false }),
    most_open: number({ min: 0, max: 100_000 }),
  },
});

/** Parties that fulfil a condition, and whose they are to sell to. */
export const territoryObject = defineObject({
  name: "territory",
  plural: "territories",
  table: "territories",
  module: "sales",
  title: "name",
  icon: "map-pin",
  owned: false,
  columns: ["name", "condition", "people"],
  sort: "position",
  keys: ["name"],
  searchWords: { name: "n" },
  fields: {
    name: text({ required: true, searched: true }),
    /** On the party: `address.country in (BG, RO)`. */
    condition: longText({ required: true, max: 10_000, filterOf: "party" }),
    people: links("user", { through: "territory_users", from: "territory_id", toColumn: "user_id" }),
    position: number({ min: 0 }),
  },
});

/** What a seller takes on. */
export const salesProfileObject = defineObject({
  name: "sales_profile",
  plural: "sales-profiles",
  table: "sales_profiles",
  module: "sales",
  title: "user",
  icon: "user-circle",
  owned: false,
  columns: ["user", "languages", "products", "most_open", "away_until"],
  sort: "-id",
  fields: {
    user: link("user", { required: true, unique: true, back: "sales_profiles" }),
    languages: choices({
      options: ["en", "es", "ru", "bg", "de", "fr", "it", "pt", "tr", "el", "ro", "uk", "zh"],
      open: true,
    }),
    products: links("product", {
      through: "sales_profile_products",
      from: "sales_profile_id",
      toColumn: "product_id",
    }),
    most_open: number({ min: 0, max: 100_000 }),
    away_until: date(),
  },
});

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof weekdays)[number];

/** When people are at work: a user, everybody of a team, or, where neither is said, everybody. */
export const workingTimeObject = defineObject({
  name: "working_time",
  plural: "working-times",
  table: "working_times",
  module: "sales",
  title: "name",
  icon: "calendar-time",
  owned: false,
  columns: ["name", "team", "user", "days", "opens", "closes", "time_zone"],
  sort: "name",
  searchWords: { name: "n" },
  fields: {
    name: text({ required: true, searched: true }),
    team: link("team", { back: "working_times" }),
    user: link("user", { back: "working_times" }),
    days: choices({ options: weekdays }),
    opens: text({ required: true, max: 5, default: "09:00" }),
    closes: text({ required: true, max: 5, default: "18:00" }),
    /** That of the user, unless told. */
    time_zone: text({ max: 60 }),
  },
});
