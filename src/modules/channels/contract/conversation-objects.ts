import {
  boolean,
  choice,
  choices,
  dateTime,
  defineObject,
  file,
  link,
  links,
  longText,
  number,
  text,
} from "#records/contract";
import { conversationChannels } from "./channels.ts";

export const conversationStates = ["open", "snoozed", "closed", "spam"] as const;
export type ConversationState = (typeof conversationStates)[number];

const answering = "conversations:answer";
const isOpen = { field: "state", op: "is", value: "open" } as const;

/** Messages that belong together in a channel: a mail thread, a chat, a call. */
export const conversationObject = defineObject({
  name: "conversation",
  plural: "conversations",
  table: "conversations",
  module: "channels",
  title: "subject",
  icon: "messages",
  owned: true,
  isWork: true,
  keptWith: ["account", "queue"],
  columns: ["subject", "party", "channel", "queue", "owner", "state", "waiting_since", "last_message_at"],
  sort: "-last_message_at",
  views: [
    { key: "open", filter: isOpen, opens: true },
    { key: "mine", filter: { and: [{ field: "owner", op: "is", value: { me: true } }, isOpen] } },
    { key: "unassigned", filter: { and: [{ field: "owner", op: "empty" }, isOpen] } },
    { key: "followed", filter: { and: [{ field: "followers", op: "has", value: { me: true } }, isOpen] } },
    {
      key: "waiting",
      filter: { and: [{ field: "waiting_since", op: "not_empty" }, isOpen] },
      sort: "waiting_since",
    },
    { key: "snoozed", filter: { field: "state", op: "is", value: "snoozed" } },
    { key: "closed", filter: { field: "state", op: "is", value: "closed" } },
    { key: "spam", filter: { field: "state", op: "is", value: "spam" } },
  ],
  searchWords: { subject: "s", contact: "c", contact_name: "n" },
  fields: {
    subject: text({ max: 500, searched: true, group: "who" }),
    party: link("party", { back: "conversations", governedBy: answering, group: "who" }),
    /** The address, number or handle at the other end, as the channel has it. */
    contact: text({ max: 320, searched: true, readOnly: true, group: "who" }),
    contact_name: text({ max: 200, searched: true, readOnly: true, group: "who" }),
    channel: choice({
      options: conversationChannels,
      required: true,
      default: "email",
      readOnly: true,
      group: "work",
    }),
    account: link("channel_account", { back: "conversations", readOnly: true, group: "work" }),
    queue: link("queue", { back: "conversations", group: "work" }),
    state: choice({
      options: conversationStates,
      required: true,
      default: "open",
      governedBy: answering,
      group: "work",
    }),
    priority: choice({
      options: ["low", "normal", "high", "urgent"],
      required: true,
      default: "normal",
      group: "work",
    }),
    language: text({ max: 10, group: "work" }),
    tags: choices({ options: [], open: true, group: "work" }),
    /** The beginning of the last message. */
    preview: text({ max: 300, readOnly: true, hidden: true }),
    messages: number({ readOnly: true, default: 0, group: "other" }),
    last_message_at: dateTime({ readOnly: true, group: "dates" }),
    /** Since when somebody waits for an answer of ours; empty while it is their turn. */
    waiting_since: dateTime({ readOnly: true, group: "dates" }),
    first_answer_at: dateTime({ readOnly: true, group: "dates" }),
    snoozed_until: dateTime({ governedBy: answering, group: "dates" }),
    closed_at: dateTime({ readOnly: true, group: "dates" }),
    /** Who is told of what is said in it. */
    followers: links("user", {
      through: "conversation_followers",
      from: "conversation_id",
      toColumn: "user_id",
      governedBy: answering,
      group: "other",
    }),
    merged_into: link("conversation", { back: "merged", readOnly: true, group: "other" }),
  },
});

export const messageStates = [
  "received",
  "noted",
  "queued",
  "sending",
  "sent",
  "delivered",
  "read",
  "refused",
  "bounced",
  "unknown",
  "withdrawn",
] as const;
export type MessageState = (typeof messageStates)[number];

/** One thing said in a conversation: by them, by us, or among ourselves. */
export const messageObject = defineObject({
  name: "message",
  plural: "messages",
  table: "messages",
  module: "channels",
  title: "subject",
  icon: "message",
  owned: false,
  through: ["conversation"],
  closed: true,
  columns: ["at", "conversation", "direction", "sender_name", "body", "state"],
  sort: "-at",
  searchWords: { body: "b" },
  fields: {
    conversation: link("conversation", { required: true, back: "said", along: "always" }),
    at: dateTime({ required: true }),
    direction: choice({ options: ["in", "out", "note"], required: true }),
    kind: choice({ options: ["message", "call", "form", "event"], required: true, default: "message" }),
    author: link("user", { back: "messages" }),
    sender: text({ max: 320 }),
    sender_name: text({ max: 200 }),
    subject: text({ max: 500 }),
    body: longText({ max: 1_000_000, searched: true }),
    /** Sent by a machine: nobody waits for an answer to it. */
    automatic: boolean({ default: false }),
    state: choice({ options: messageStates, required: true }),
    /** Why it did not go out, by a code of `messageProblems`, or in the words of the other side. */
    problem: text({ max: 1000 }),
    send_at: dateTime(),
  },
});

/** A file that came along with a message, or goes out with it. */
export const messageFileObject = defineObject({
  name: "message_file",
  plural: "message-files",
  table: "message_files",
  module: "channels",
  title: "file",
  icon: "paperclip",
  owned: false,
  through: ["message"],
  closed: true,
  columns: ["message", "file"],
  sort: "-id",
  fields: {
    message: link("message", { required: true, back: "files", along: "always" }),
    file: file({ required: true }),
    content_id: text({ max: 1000, hidden: true }),
    position: number({ default: 0, hidden: true }),
  },
});
