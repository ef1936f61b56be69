import type { RecordSlots } from "#records/web";
import { onDemand } from "#web/on-demand.ts";
import type { Screen } from "#web/screen.ts";
import type { SettingsPage } from "#web/settings-page.ts";
import { writeTo } from "./begin/write-to.tsx";

export { linkedIn, writeTo } from "./begin/write-to.tsx";

const CurrentCalls = onDemand(() =>
  import("./telephone/current-calls.tsx").then((file) => file.CurrentCalls),
);
const NavCounter = onDemand(() => import("./inbox/nav-counter.tsx").then((file) => file.NavCounter));
const RecordConversation = onDemand(() =>
  import("./inbox/record-conversation.tsx").then((file) => file.RecordConversation),
);

/** Writes first to whom a record leads to, for pages whose records name the conversation that begins. */
export const WriteAct = onDemand(() => import("./begin/write-act.tsx").then((file) => file.WriteAct));

/** What was said and the place to answer, for pages of what was made of a conversation. */
export const ConversationOf = onDemand(() =>
  import("./inbox/record-conversation.tsx").then((file) => file.ConversationOf),
);
const QueueHours = onDemand(() => import("./queues/queue-hours.tsx").then((file) => file.QueueHours));

const screens: readonly Screen[] = [
  {
    path: "/settings/mailboxes",
    permission: "conversations:answer",
    load: () => import("./mailboxes/mailboxes-screen.tsx"),
  },
  {
    path: "/settings/messengers",
    permission: "settings:change",
    load: () => import("./messengers/messengers-screen.tsx"),
  },
  {
    path: "/inbox",
    permission: "conversations:answer",
    load: () => import("./inbox/inbox-screen.tsx"),
    nav: { title: "nav.inbox", icon: "inbox", group: "main", order: 5, letter: "i", counter: NavCounter },
  },
  {
    path: "/settings/telephone",
    permission: "settings:change",
    load: () => import("./telephone/telephone-screen.tsx"),
  },
  {
    path: "/settings/chats",
    permission: "settings:change",
    load: () => import("./chats/chats-screen.tsx"),
  },
  {
    path: "/settings/forms",
    permission: "settings:change",
    load: () => import("./forms/forms-screen.tsx"),
  },
  {
    path: "/settings/forms/$form",
    permission: "settings:change",
    load: () => import("./forms/form-screen.tsx"),
  },
  {
    path: "/chat/try/$account",
    permission: "settings:change",
    load: () => import("./chats/try-screen.tsx"),
  },
];

const settings: readonly SettingsPage[] = [
  { key: "mailboxes", path: "/settings/mailboxes", group: "connections", order: 5, icon: "mail" },
  { key: "messengers", path: "/settings/messengers", group: "connections", order: 7, icon: "messages" },
  {
    key: "canned_answers",
    path: "/canned-answers",
    group: "service",
    order: 7,
    icon: "writing",
    object: "canned_answer",
  },
  { key: "queues", path: "/queues", group: "service", order: 2, icon: "list-details", object: "queue" },
  { key: "agents", path: "/agents", group: "service", order: 3, icon: "headset", object: "agent" },
  { key: "telephone", path: "/settings/telephone", group: "connections", order: 6, icon: "phone" },
  { key: "forms", path: "/settings/forms", group: "connections", order: 8, icon: "forms" },
  { key: "chats", path: "/settings/chats", group: "connections", order: 7, icon: "messages" },
];

const party = { headActs: [writeTo(({ id }) => ({ party: id }))] };

const recordSlots: RecordSlots = {
  objects: {
    person: party,
    company: party,
    queue: { side: [{ key: "hours", title: "inbox.hours.title", component: QueueHours }] },
    conversation: { main: RecordConversation, mainTitle: "related.said", covers: ["said"] },
  },
};

const overlays = [{ key: "calls", component: CurrentCalls }];

export const room = { screens, settings, recordSlots, overlays };
