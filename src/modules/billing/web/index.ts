import type { RecordSlots } from "#records/web";
import type { RecordPlace } from "#web/place-group.ts";
import type { Screen } from "#web/screen.ts";
import type { SettingsPage } from "#web/settings-page.ts";
import { onDemand } from "#web/on-demand.ts";

const Chain = onDemand(() => import("./chain/chain.tsx").then((file) => file.Chain));
const ContractBar = onDemand(() => import("./contracts/contract-bar.tsx").then((file) => file.ContractBar));
const InvoiceBar = onDemand(() => import("./invoices/invoice-bar.tsx").then((file) => file.InvoiceBar));
const MissingDetails = onDemand(() =>
  import("./invoices/missing-details.tsx").then((file) => file.MissingDetails),
);
const InvoiceLines = onDemand(() => import("./invoices/invoice-lines.tsx").then((file) => file.InvoiceLines));
const Letters = onDemand(() => import("./invoices/letters.tsx").then((file) => file.Letters));
const MoneyBeside = onDemand(() => import("./beside/money-beside.tsx").then((file) => file.MoneyBeside));
const OrderInvoiceActs = onDemand(() =>
  import("./invoices/order-acts.tsx").then((file) => file.OrderInvoiceActs),
);
const PaymentBar = onDemand(() => import("./payments/payment-bar.tsx").then((file) => file.PaymentBar));
const RecordButton = onDemand(() => import("./payments/record-button.tsx").then((file) => file.RecordButton));
const SubscriptionBar = onDemand(() =>
  import("./subscriptions/subscription-bar.tsx").then((file) => file.SubscriptionBar),
);
const SubscriptionLines = onDemand(() =>
  import("./subscriptions/subscription-lines.tsx").then((file) => file.SubscriptionLines),
);

const screens: readonly Screen[] = [
  { path: "/pay/$token", public: true, load: () => import("./payment-page/payment-page.tsx") },
  {
    path: "/bank",
    permission: "payments:record",
    load: () => import("./bank/bank-screen.tsx"),
    nav: { title: "nav.bank", icon: "building-bank", group: "money", order: 30 },
  },
  {
    path: "/settings/billing",
    permission: "settings:change",
    load: () => import("./settings/billing-screen.tsx"),
  },
  {
    path: "/settings/online-payments",
    permission: "settings:change",
    load: () => import("./settings/provider-screen.tsx"),
  },
  {
    path: "/recurring-revenue",
    load: () => import("./subscriptions/revenue-screen.tsx"),
    nav: { title: "nav.recurring_revenue", icon: "chart-bar", group: "money", order: 60 },
  },
];

const settings: readonly SettingsPage[] = [
  { key: "billing", path: "/settings/billing", group: "selling", order: 110, icon: "file-dollar" },
  {
    key: "online_payments",
    path: "/settings/online-payments",
    group: "selling",
    order: 120,
    icon: "credit-card",
  },
  {
    key: "bank_accounts",
    path: "/bank-accounts",
    group: "selling",
    order: 130,
    icon: "building-bank",
    object: "bank_account",
  },
];

const places: readonly RecordPlace[] = [
  { object: "invoice", group: "money", order: 10, creatable: true },
  { object: "payment", group: "money", order: 20 },
  { object: "contract", group: "money", order: 40, creatable: true },
  { object: "subscription", group: "money", order: 50, creatable: true },
];

const letters = { key: "letters", title: "billing_letters.title", component: Letters };
const money = { key: "money", title: "billing_beside.title", component: MoneyBeside };
const chain = { key: "chain", title: "billing.chain.title", component: Chain };

const recordSlots: RecordSlots = {
  objects: {
    invoice: {
      top: [InvoiceBar, MissingDetails],
      main: InvoiceLines,
      mainTitle: "billing.lines.title",
      side: [letters, chain],
      covers: ["lines", "allocations"],
      quickFields: ["customer", "contact", "subject", "reference", "payment_days", "currency"],
    },
    subscription: {
      top: [SubscriptionBar],
      main: SubscriptionLines,
      mainTitle: "billing.lines.title",
      covers: ["lines"],
      quickFields: ["name", "customer", "every", "starts_on", "trial_ends_on", "contract"],
    },
    contract: {
      top: [ContractBar],
      quickFields: ["name", "customer", "starts_on", "ends_on", "notice_days", "renewal", "renewal_months"],
    },
    deal: { side: [money], covers: ["invoices", "subscriptions"] },
    person: { side: [money], covers: ["invoices", "subscriptions"] },
    company: { side: [money], covers: ["invoices", "subscriptions"] },
    quote: { side: [chain] },
    order: { headActs: [OrderInvoiceActs], side: [chain] },
    delivery: { side: [chain] },
    payment: { newAct: RecordButton, top: [PaymentBar], side: [chain] },
  },
  calendar: [
    {
      key: "invoices_due",
      title: "billing.calendar.due",
      object: "invoice",
      field: "due_on",
      filter: { field: "state", op: "in", value: ["issued", "partly_paid"] },
      fixed: true,
    },
  ],
};

export const room = { screens, places, settings, recordSlots };
