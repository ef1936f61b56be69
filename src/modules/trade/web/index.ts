import type { ComponentProps } from "react";
import type { RecordSlots } from "#records/web";
import type { HomePart } from "#web/home-part.ts";
import type { RecordPlace } from "#web/place-group.ts";
import type { Screen } from "#web/screen.ts";
import type { SettingsPage } from "#web/settings-page.ts";
import { onDemand } from "#web/on-demand.ts";

const DocumentLines = onDemand(() => import("./lines/document-lines.tsx").then((file) => file.DocumentLines));
const QuoteBar = onDemand(() => import("./quotes/quote-bar.tsx").then((file) => file.QuoteBar));
const OrderBar = onDemand(() => import("./orders/order-bar.tsx").then((file) => file.OrderBar));
const HandedLines = onDemand(() => import("./orders/handed-lines.tsx").then((file) => file.HandedLines));
const DocumentPdf = onDemand(() => import("./printing/document-pdf.tsx").then((file) => file.DocumentPdf));
const Documents = onDemand(() => import("./beside/documents.tsx").then((file) => file.Documents));

const QuoteOfDeal = onDemand(() => import("./beside/new-quote.tsx").then((file) => file.QuoteOfDeal));
const ApprovalsWaiting = onDemand<ComponentProps<HomePart["component"]>>(() =>
  import("./home/approvals-waiting.tsx").then((file) => file.ApprovalsWaiting),
);
const QuotesToFollow = onDemand(() =>
  import("./home/quotes-to-follow.tsx").then((file) => file.QuotesToFollow),
);

const CustomerSide = onDemand(() => import("./quotes/customer-side.tsx").then((file) => file.CustomerSide));

/** The frame of pages for customers, for those that other rooms bring. */
export {
  CustomerCard,
  CustomerFrame,
  Fact,
  Facts,
  NothingThere,
  StandingNote,
} from "./customer-page/customer-frame.tsx";
export { formatHere } from "./customer-page/format-here.ts";
/** Lines of documents, read and typed alike in all of them. */
export { AddProduct } from "./lines/add-product.tsx";
export { Leaving } from "./lines/leaving.tsx";
export { LineList } from "./lines/line-list.tsx";
export { LineRow, type TypedLine } from "./lines/line-row.tsx";
export { MailingLine } from "./sending/mailing-line.tsx";

const screens: readonly Screen[] = [
  { path: "/q/$token", public: true, load: () => import("./customer-page/customer-page.tsx") },
  {
    path: "/settings/numbering",
    permission: "settings:change",
    load: () => import("./numbering/numbering-screen.tsx"),
  },
  {
    path: "/settings/quotes",
    permission: "settings:change",
    load: () => import("./quotes/settings-screen.tsx"),
  },
  {
    path: "/settings/documents",
    permission: "settings:change",
    load: () => import("./design/design-screen.tsx"),
  },
];

const settings: readonly SettingsPage[] = [
  { key: "quotes", path: "/settings/quotes", group: "selling", order: 85, icon: "calendar-time" },
  { key: "documents", path: "/settings/documents", group: "selling", order: 90, icon: "file-text" },
  { key: "numbering", path: "/settings/numbering", group: "selling", order: 100, icon: "hash" },
];

const places: readonly RecordPlace[] = [
  { object: "quote", group: "sales", order: 30, letter: "q", creatable: true },
  { object: "order", group: "sales", order: 40, letter: "o", creatable: true },
];

const homeParts: readonly HomePart[] = [
  { key: "approvals", column: "left", component: ApprovalsWaiting },
  { key: "quotes", column: "left", component: QuotesToFollow },
];

const beside = { key: "documents", title: "trade.beside.title", component: Documents };

const recordSlots: RecordSlots = {
  objects: {
    quote: {
      top: [QuoteBar],
      main: DocumentLines,
      mainTitle: "trade.lines.title",
      side: [{ key: "customer_side", title: "customer_page.panel.title", component: CustomerSide }],
      covers: ["lines", "replaced_by"],
      quickFields: ["customer", "contact", "deal", "subject", "valid_until", "currency"],
    },
    order: {
      headActs: [DocumentPdf],
      top: [OrderBar],
      main: DocumentLines,
      mainTitle: "trade.lines.title",
      covers: ["lines"],
      quickFields: ["customer", "contact", "subject", "reference", "deliver_on", "currency"],
    },
    delivery: {
      headActs: [DocumentPdf],
      main: HandedLines,
      mainTitle: "trade.lines.title",
      covers: ["lines"],
    },
    deal: { headActs: [QuoteOfDeal], side: [beside], covers: ["quotes", "orders"] },
    person: { side: [beside], covers: ["quotes", "orders"] },
    company: { side: [beside], covers: ["quotes", "orders"] },
  },
  calendar: [
    {
      key: "quotes_expiring",
      title: "trade.calendar.expiring",
      object: "quote",
      field: "valid_until",
      filter: { field: "state", op: "is", value: "sent" },
      fixed: true,
    },
    {
      key: "orders_to_deliver",
      title: "trade.calendar.to_deliver",
      object: "order",
      field: "deliver_on",
      filter: { field: "state", op: "is", value: "confirmed" },
    },
  ],
};

/** What the shell takes of this room; the rest of this file is for other rooms' screens. */
export const room = { screens, places, settings, recordSlots, homeParts };
