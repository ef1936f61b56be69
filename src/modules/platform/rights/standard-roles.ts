import { fullGrant, type Grant, noGrant, type Reach, type RoleGrants } from "#records/contract";

const seen: Grant = { ...noGrant, read: "all" };

function works(read: Reach, change: Reach, remove: Reach): Grant {
  return { read, change, delete: remove, create: true, export: false, bulk: true };
}

/** A grant on each object of `names`. */
function on(names: readonly string[], grant: Grant): Record<string, Grant> {
  return Object.fromEntries(names.map((name) => [name, grant]));
}

/** The same grants, and what one may see one may also take out as a list. */
function exporting(objects: Readonly<Record<string, Grant>>): Record<string, Grant> {
  return Object.fromEntries(
    Object.entries(objects).map(([name, grant]) => [name, { ...grant, export: grant.read !== "none" }]),
  );
}

const customers = ["party", "person", "company"];
// Seen and changed as the record they hang on; the grant here only says that the role has to do with them.
const ofCustomers = ["contact_point", "relation", "consent", "interaction", "note"];
// Answered by everybody who works with customers; what is personal is kept to one.
const conversations = ["conversation", "message", "message_file"];
const ofChannels = ["queue", "channel_account", "call"];
const conversed: Grant = { ...works("all", "all", "none") };
// Worked on by those who serve customers, seen by all who work with them.
const ofService = [
  "ticket_status",
  "ticket_status_change",
  "ticket_deadline",
  "business_calendar",
  "business_hours",
  "holiday",
  "service_level",
  "service_target",
  "article_category",
  "article_version",
];
const ofTickets = ["installed_product", "time_entry"];
const ofDeals = ["deal_party", "deal_product"];
const documents = ["quote", "order"];
const ofDocuments = ["quote_line", "order_line", "quote_approval", "delivery", "delivery_line"];
const bills = ["invoice", "payment", "contract", "subscription"];
const ofBills = [
  "invoice_line",
  "payment_allocation",
  "refund",
  "dispute",
  "contract_document",
  "subscription_line",
  "subscription_pause",
  "mrr_movement",
];
const bank = ["bank_account", "bank_statement", "bank_transaction"];
const ofProducts = ["product_category", "variant_value", "bundle_part"];
const prices = ["price_list", "price_item", "warehouse"];
const settled = ["tax_rate", "seller", "currency_rate", "stock_level", "stock_movement"];
// What a product costs tells the margin.
const offered = {
  ...on([...ofProducts, ...prices, ...settled], seen),
  product: { ...seen, fields: { cost: "hidden" } },
} as const;
/** By what leads are given out. */
const ofAssignment = ["territory", "working_time", "sales_profile", "assignment_rule"];
const catalogue = [
  "product",
  "pipeline",
  "stage",
  "stage_change",
  "stage_requirement",
  "playbook_step",
  "team",
  "role",
  "lead_assignment",
  ...ofAssignment,
];
const everyday: Grant = { ...fullGrant, export: false };
/** Everybody sees their colleagues and keeps their own profile. */
const colleagues: Record<string, Grant> = { user: { ...seen, change: "own" } };

const selling = ["quotes:send", "quotes:close", "orders:confirm", "orders:cancel", "orders:deliver"];
const billing = [
  "invoices:issue",
  "invoices:credit",
  "payments:record",
  "contracts:manage",
  "subscriptions:manage",
];
const daily = ["tasks:complete", "records:share", "conversations:answer"];

/** The roles that a new organisation begins with; their names stand in the texts under `roles`. */
export const standardRoles: Readonly<Record<string, RoleGrants>> = {
  administrator: { objects: { "*": fullGrant }, permissions: ["*"] },
  sales_manager: {
    objects: exporting({
      ...colleagues,
      ...on(customers, works("all", "all", "team")),
      ...on(conversations, conversed),
      ...on([...ofChannels, ...ofService], seen),
      ticket: conversed,
      ...on(ofTickets, everyday),
      article: works("all", "all", "own"),
      ...on([...ofCustomers, ...ofDeals, ...ofDocuments, ...ofBills, ...bank], everyday),
      ...on([...catalogue, ...settled], seen),
      ...on(bills, works("all", "all", "team")),
      ...on(["product", ...ofProducts, ...prices], works("all", "all", "all")),
      ...on(documents, works("all", "all", "team")),
      deal: works("all", "all", "team"),
      lead: works("all", "all", "team"),
      ...on(ofAssignment, works("all", "all", "all")),
      task: works("all", "team", "team"),
    }),
    permissions: [
      ...daily,
      "deals:move",
      "deals:close",
      ...selling,
      ...billing,
      "payments:reverse",
      "bank:import",
      "quotes:approve",
      "stock:move",
      "deals:split",
      "leads:qualify",
      "leads:assign",
      "conversations:assign",
      "tickets:work",
      "articles:publish",
      "targets:set",
      "forecast:submit",
      "forecast:adjust",
      "identity_documents:write",
      "identity_documents:read",
      "views:share",
      "imports:run",
    ],
  },
  salesperson: {
    objects: {
      ...colleagues,
      ...on(customers, works("all", "own", "own")),
      ...on(conversations, conversed),
      ...on([...ofChannels, ...ofService], seen),
      ...on(["ticket", "article", ...ofTickets], seen),
      ...on([...ofCustomers, ...ofDeals, ...ofDocuments, ...ofBills], everyday),
      ...on(catalogue, seen),
      ...on([...documents, ...bills], works("team", "own", "own")),
      ...offered,
      deal: works("team", "own", "own"),
      lead: works("all", "own", "own"),
      task: works("team", "own", "own"),
    },
    permissions: [
      ...daily,
      "deals:move",
      "deals:close",
      "forecast:submit",
      "deals:split",
      "leads:qualify",
      ...selling,
      ...billing,
      "identity_documents:write",
    ],
  },
  marketer: {
    objects: exporting({
      ...colleagues,
      ...on(customers, works("all", "all", "own")),
      ...on(conversations, conversed),
      ...on([...ofChannels, ...ofService], seen),
      ...on(["ticket", "article", ...ofTickets], seen),
      ...on(ofCustomers, everyday),
      ...on([...ofDeals, ...catalogue, ...documents, ...ofDocuments, ...bills, ...ofBills, "deal"], seen),
      ...offered,
      lead: works("all", "all", "own"),
      task: works("team", "own", "own"),
    }),
    permissions: [...daily, "leads:assign", "views:share", "imports:run"],
  },
  service_agent: {
    objects: {
      ...colleagues,
      ...on(customers, works("all", "all", "own")),
      ...on(conversations, conversed),
      ...on([...ofChannels, ...ofService], seen),
      ticket: conversed,
      ...on(ofTickets, everyday),
      article: works("all", "all", "own"),
      ...on(ofCustomers, everyday),
      ...on([...ofDeals, ...catalogue, ...documents, ...ofDocuments, ...bills, ...ofBills, "deal"], seen),
      ...offered,
      lead: works("all", "own", "own"),
      task: works("team", "own", "own"),
    },
    permissions: [
      ...daily,
      "tickets:work",
      "articles:publish",
      "identity_documents:write",
      "identity_documents:read",
    ],
  },
  read_only: { objects: { "*": seen, ...colleagues }, permissions: [] },
};
