import type { RecordSlots } from "#records/web";
import type { HomePart } from "#web/home-part.ts";
import { onDemand } from "#web/on-demand.ts";
import type { RecordPlace } from "#web/place-group.ts";
import type { Screen } from "#web/screen.ts";
import type { SettingsPage } from "#web/settings-page.ts";
import { ticketBoardMove } from "./tickets/board-move.ts";

const TicketBar = onDemand(() => import("./tickets/ticket-bar.tsx").then((file) => file.TicketBar));
const TicketHeadFacts = onDemand(() =>
  import("./tickets/head-facts.tsx").then((file) => file.TicketHeadFacts),
);
const Talk = onDemand(() => import("./tickets/talk.tsx").then((file) => file.Talk));
const Deadlines = onDemand(() => import("./tickets/deadlines.tsx").then((file) => file.Deadlines));
const StatusAct = onDemand(() => import("./tickets/status-act.tsx").then((file) => file.StatusAct));
const MergeDialog = onDemand(() => import("./tickets/choose-ticket.tsx").then((file) => file.MergeDialog));
const IncidentDialog = onDemand(() =>
  import("./tickets/choose-ticket.tsx").then((file) => file.IncidentDialog),
);
const MakeTicket = onDemand(() => import("./tickets/make-ticket.tsx").then((file) => file.MakeTicket));
const TicketsBeside = onDemand(() =>
  import("./tickets/tickets-beside.tsx").then((file) => file.TicketsBeside),
);
const MyTickets = onDemand(() => import("./home/my-tickets.tsx").then((file) => file.MyTickets));

const InsertArticle = onDemand(() =>
  import("./knowledge/insert-article.tsx").then((file) => file.InsertArticle),
);
const ProductBeside = onDemand(() =>
  import("./installed/product-beside.tsx").then((file) => file.ProductBeside),
);
const ArticleBar = onDemand(() => import("./knowledge/article-bar.tsx").then((file) => file.ArticleBar));
const ArticleText = onDemand(() => import("./knowledge/article-text.tsx").then((file) => file.ArticleText));
const Suggestions = onDemand(() => import("./knowledge/suggestions.tsx").then((file) => file.Suggestions));
const TargetTable = onDemand(() => import("./levels/target-table.tsx").then((file) => file.TargetTable));

const Week = onDemand(() => import("./calendars/week.tsx").then((file) => file.Week));

const places: readonly RecordPlace[] = [
  { object: "installed_product", group: "customers", order: 60 },
  { object: "article", group: "customers", order: 70 },
  { object: "ticket", group: "customers", order: 50, letter: "v", creatable: true },
];

const screens: readonly Screen[] = [
  {
    path: "/service-reports",
    permission: "tickets:work",
    load: () => import("./reports/reports-screen.tsx"),
    nav: { title: "nav.service_reports", icon: "headset", group: "customers", order: 80 },
  },
  { path: "/survey/$token", public: true, load: () => import("./survey/survey-page.tsx") },
  {
    path: "/settings/tickets",
    permission: "settings:change",
    load: () => import("./settings/service-screen.tsx"),
  },
];

const settingsOf = (object: string, path: string, order: number, icon: string): SettingsPage => ({
  key: path,
  path: `/${path}`,
  group: "service",
  order,
  icon,
  object,
});

const settings: readonly SettingsPage[] = [
  { key: "tickets", path: "/settings/tickets", group: "service", order: 5, icon: "ticket" },
  settingsOf("ticket_status", "ticket-statuses", 10, "list"),
  settingsOf("service_level", "service-levels", 20, "target"),
  settingsOf("article_category", "article-categories", 40, "book"),
  settingsOf("business_calendar", "business-calendars", 30, "calendar-time"),
];

const beside = { key: "tickets", title: "objects.ticket.many", component: TicketsBeside };
const suggested = { key: "suggestions", title: "service.suggest.title", component: Suggestions };
const ofCustomer = { side: [beside], covers: ["tickets", "contact_tickets"] };

const recordSlots: RecordSlots = {
  objects: {
    ticket: {
      main: Talk,
      mainTitle: "service.talk.title",
      headFacts: [TicketHeadFacts],
      top: [TicketBar],
      side: [
        { key: "ticket_deadlines", title: "service.deadlines.title", component: Deadlines },
        { key: "ticket_product", title: "service.warranty.title", component: ProductBeside },
        suggested,
      ],
      covers: ["deadlines", "stays"],
      menuActs: [
        {
          key: "merge",
          title: "service.merge.menu",
          icon: "git-branch",
          permission: "tickets:work",
          component: MergeDialog,
        },
        {
          key: "incident",
          title: "service.incident.menu",
          icon: "alert-triangle",
          permission: "tickets:work",
          component: IncidentDialog,
        },
      ],
      boardMove: ticketBoardMove,
      fieldActs: { status: StatusAct },
      quickFields: ["subject", "customer", "contact", "type", "priority", "queue", "owner", "description"],
    },
    conversation: {
      side: [beside, suggested],
      covers: ["tickets"],
      writingActs: [InsertArticle],
      menuActs: [
        {
          key: "make_ticket",
          title: "service.make.menu",
          icon: "ticket",
          permission: "tickets:work",
          component: MakeTicket,
        },
      ],
    },
    article: {
      main: ArticleText,
      mainTitle: "service.article.text",
      top: [ArticleBar],
      quickFields: ["title", "category", "language", "audience", "body"],
    },
    person: ofCustomer,
    company: ofCustomer,
    business_calendar: { main: Week, mainTitle: "service.week.title", covers: ["hours"] },
    service_level: { main: TargetTable, mainTitle: "service.targets.title", covers: ["targets", "tickets"] },
    contract: { side: [beside], covers: ["tickets"] },
    order: { side: [beside], covers: ["tickets"] },
    installed_product: { side: [beside], covers: ["tickets"] },
  },
  calendar: [
    {
      key: "tickets_due",
      title: "service.calendar",
      object: "ticket",
      field: "due_at",
      filter: { field: "due_at", op: "not_empty" },
      fixed: true,
    },
  ],
};

const homeParts: readonly HomePart[] = [{ key: "tickets", column: "left", component: MyTickets }];

export const room = { screens, places, settings, recordSlots, homeParts };
