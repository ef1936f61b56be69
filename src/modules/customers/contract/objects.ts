import {
  address, boolean, choice, choices, date, dateTime, defineObject, email, file, link, longText, money, number,
  personName, phone, text, url,
} from "#records/contract";

const partyRoles = ["client", "lead", "partner", "supplier", "competitor"] as const;
const sources = ["website", "referral", "advertising", "event", "cold_call", "social_network", "partner", "import", "other"] as const;

const sharedFields = {
  roles: choices({ options: partyRoles, group: "who" }),
  email: email({ searched: true, group: "contact" }),
  phone: phone({ searched: true, group: "contact" }),
  website: url({ group: "contact" }),
  address: address({ group: "contact" }),
  language: choice({ options: ["en", "es", "ru", "bg", "de", "fr", "it", "pt", "tr", "el", "ro", "uk", "zh"], open: true, group: "personal" }),
  time_zone: text({ max: 60, group: "personal" }),
  source: choice({ options: sources, open: true, group: "other" }),
  description: longText({ group: "other" }),
  picture: file({ group: "who", hidden: true }),
};

/** The whole: a person or a company, wherever a customer can stand. Made through its two faces. */
export const partyObject = defineObject({
  name: "party",
  plural: "parties",
  table: "parties",
  module: "customers",
  title: "name",
  icon: "address-book",
  owned: true,
  columns: ["name", "kind", "roles", "email", "phone", "owner"],
  sort: "name",
  closed: true,
  fields: {
    name: text({ readOnly: true, searched: true, group: "who" }),
    kind: choice({ options: ["person", "company"], readOnly: true, group: "who" }),
    ...sharedFields,
  },
});

export const personObject = defineObject({
  name: "person",
  plural: "people",
  table: "parties",
  module: "customers",
  title: "name",
  icon: "user",
  owned: true,
  where: { kind: "person" },
  columns: ["name", "company", "job_title", "email", "phone", "roles", "owner"],
  sort: "name",
  board: { group: "owner" },
  calendar: ["birth_date"],
  keys: ["email", "phone", "name"],
  fields: {
    name: personName({ required: true, searched: true, group: "who" }),
    company: link("company", { back: "people", group: "work" }),
    job_title: text({ group: "work" }),
    ...sharedFields,
    birth_date: date({ group: "personal" }),
    gender: choice({ options: ["female", "male", "other"], group: "personal" }),
    income: money({ group: "personal" }),
  },
});

export const companyObject = defineObject({
  name: "company",
  plural: "companies",
  table: "parties",
  module: "customers",
  title: "name",
  icon: "building",
  owned: true,
  where: { kind: "company" },
  columns: ["name", "industry", "address", "employees", "revenue", "parent", "owner"],
  sort: "name",
  board: { group: "owner" },
  keys: ["tax_number", "email", "name"],
  fields: {
    name: text({ required: true, max: 400, searched: true, group: "who" }),
    legal_name: text({ group: "who" }),
    tax_number: text({ max: 40, group: "who" }),
    registration_number: text({ max: 40, group: "who" }),
    ...sharedFields,
    industry: choice({
      options: [
        "technology", "software", "telecommunications", "finance", "medical", "retail", "marketing", "entertainment",
        "services", "employment", "manufacturing", "construction", "transport", "agriculture", "energy", "education",
        "hospitality", "public_sector",
      ],
      open: true,
      group: "work",
    }),
    employees: number({ min: 0, group: "work" }),
    revenue: money({ group: "work" }),
    founded: number({ min: 1000, max: 2200, group: "work" }),
    parent: link("company", { back: "subsidiaries", group: "work" }),
  },
});

export const contactPointObject = defineObject({
  name: "contact_point",
  plural: "contact-points",
  table: "contact_points",
  module: "customers",
  title: "value",
  icon: "at",
  owned: false,
  through: ["party"],
  columns: ["kind", "value", "label", "main"],
  sort: "kind",
  fields: {
    party: link("party", { required: true, back: "contact_points" }),
    kind: choice({ options: ["email", "phone", "website", "telegram", "whatsapp", "viber", "vk", "skype", "other"], required: true }),
    value: text({ required: true, max: 320 }),
    normalised: text({ readOnly: true, hidden: true }),
    label: text({ max: 60 }),
    main: boolean({ readOnly: true }),
    valid_from: date(),
    valid_until: date(),
    opted_out_at: dateTime(),
  },
});

export const relationObject = defineObject({
  name: "relation",
  plural: "relations",
  table: "relations",
  module: "customers",
  title: "kind",
  icon: "affiliate",
  owned: false,
  through: ["from", "to"],
  columns: ["kind", "from", "to", "title"],
  sort: "kind",
  fields: {
    kind: choice({
      options: ["works_at", "parent_company", "household", "partner_of", "supplier_of", "competitor_of", "referred_by"],
      required: true,
    }),
    from: link("party", { required: true, back: "relations" }),
    to: link("party", { required: true, back: "relations_to" }),
    title: text(),
    started_on: date(),
    ended_on: date(),
  },
});

export const consentObject = defineObject({
  name: "consent",
  plural: "consents",
  table: "consents",
  module: "customers",
  title: "purpose",
  icon: "checkup-list",
  owned: false,
  through: ["party"],
  appendOnly: true,
  columns: ["purpose", "channel", "given", "basis", "source", "created_at"],
  sort: "-created_at",
  fields: {
    party: link("party", { required: true, back: "consents" }),
    purpose: choice({ options: ["marketing", "service", "profiling", "sharing"], required: true }),
    channel: choice({ options: ["email", "phone", "sms", "messenger", "post", "any"], required: true }),
    given: boolean({ required: true }),
    basis: choice({ options: ["consent", "contract", "legitimate_interest", "legal_obligation"], required: true }),
    proof: text({ max: 500 }),
    source: text({ required: true, max: 100 }),
  },
});

export const interactionObject = defineObject({
  name: "interaction",
  plural: "interactions",
  table: "interactions",
  module: "customers",
  title: "subject",
  icon: "messages",
  owned: false,
  through: ["party"],
  appendOnly: true,
  columns: ["at", "channel", "direction", "party", "subject", "agent", "outcome"],
  sort: "-at",
  calendar: ["at"],
  fields: {
    at: dateTime({ required: true }),
    channel: choice({
      options: ["email", "phone", "chat", "messenger", "social_network", "web_form", "meeting", "visit", "document", "payment", "portal", "other"],
      required: true,
    }),
    direction: choice({ options: ["in", "out", "both"], required: true }),
    kind: choice({ options: ["message", "call", "meeting", "visit", "form", "document", "payment", "event"], required: true }),
    party: link("party", { required: true, back: "interactions" }),
    company: link("company", { back: "company_interactions" }),
    agent: link("user", { back: "interactions" }),
    deal: link("deal", { back: "interactions" }),
    subject: text({ max: 500 }),
    body: longText(),
    outcome: choice({ options: ["reached", "no_answer", "left_message", "busy", "agreed", "refused"], open: true }),
    duration: number({ min: 0, max: 1_000_000 }),
  },
});

export const taskObject = defineObject({
  name: "task",
  plural: "tasks",
  table: "tasks",
  module: "customers",
  title: "subject",
  icon: "checkbox",
  owned: true,
  columns: ["subject", "kind", "due_at", "party", "deal", "priority", "owner"],
  sort: "due_at",
  board: { group: "priority" },
  calendar: ["due_at"],
  fields: {
    subject: text({ required: true, max: 300, searched: true }),
    kind: choice({ options: ["to_do", "call", "email", "meeting"], default: "to_do", required: true }),
    priority: choice({ options: ["low", "normal", "high"], default: "normal", required: true }),
    due_at: dateTime(),
    ends_at: dateTime(),
    done_at: dateTime({ governedBy: "tasks:complete" }),
    party: link("party", { back: "tasks" }),
    deal: link("deal", { back: "tasks" }),
    description: longText(),
  },
});

export const noteObject = defineObject({
  name: "note",
  plural: "notes",
  table: "notes",
  module: "customers",
  title: "body",
  icon: "note",
  owned: true,
  through: ["party", "deal"],
  columns: ["body", "party", "deal", "owner", "created_at"],
  sort: "-created_at",
  fields: {
    body: longText({ required: true }),
    party: link("party", { back: "notes" }),
    deal: link("deal", { back: "notes" }),
    pinned: boolean(),
  },
});
