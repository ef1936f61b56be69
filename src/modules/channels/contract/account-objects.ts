import {
  boolean,
  choice,
  choices,
  dateTime,
  defineObject,
  link,
  links,
  longText,
  number,
  text,
} from "#records/contract";
import { accountKinds } from "./channels.ts";

const routed = { field: "routing", op: "is", value: "least_loaded" } as const;

/** Where what comes in waits for somebody of ours. */
export const queueObject = defineObject({
  name: "queue",
  plural: "queues",
  table: "queues",
  module: "channels",
  title: "name",
  icon: "list-details",
  owned: false,
  columns: ["name", "seen_by", "teams", "routing", "position"],
  sort: "position",
  searchWords: { name: "n" },
  fields: {
    name: text({ required: true, searched: true }),
    seen_by: choice({ options: ["everyone", "teams"], default: "everyone", required: true }),
    teams: links("team", {
      through: "queue_teams",
      from: "queue_id",
      toColumn: "team_id",
      shownWhen: { field: "seen_by", op: "is", value: "teams" },
    }),
    /** Whether what waits is given by itself to who has the least to do. */
    routing: choice({ options: ["manual", "least_loaded"], default: "manual", required: true }),
    /** What whoever is given it has to know. */
    skills: choices({ options: [], open: true, shownWhen: routed }),
    /** How much one conversation of it counts of what one of us can take. */
    weight: number({ default: 1, min: 1, max: 100, shownWhen: routed }),
    position: number({ min: 0 }),
  },
});

/** An end of a channel that is ours: a mailbox, a telephone line, a bot, a chat on a page. */
export const channelAccountObject = defineObject({
  name: "channel_account",
  plural: "channel-accounts",
  table: "channel_accounts",
  module: "channels",
  title: "name",
  icon: "plug-connected",
  owned: false,
  columns: ["name", "kind", "address", "queue", "user", "state", "active"],
  sort: "name",
  searchWords: { name: "n", address: "a" },
  fields: {
    name: text({ required: true, searched: true }),
    kind: choice({ options: accountKinds, required: true }),
    /** What others write to: an address, a number, the name of a bot. */
    address: text({ max: 320, searched: true }),
    /** Whose it is alone: what passes there is seen by nobody else. */
    user: link("user", { back: "channel_accounts" }),
    /** Where what comes in begins. */
    queue: link("queue", { back: "accounts" }),
    language: text({ max: 10 }),
    /** What is done with a contact that nobody knows. */
    unknown: choice({ options: ["wait", "lead"], default: "wait", required: true }),
    /** The name that goes out with our messages; that of who writes, where it says none. */
    from_name: text(),
    signature: longText({ max: 10_000 }),
    active: boolean({ default: true }),
    state: choice({
      options: ["unset", "working", "sign_in_again", "failing"],
      default: "unset",
      required: true,
      readOnly: true,
    }),
    problem: text({ max: 1000, readOnly: true }),
    checked_at: dateTime({ readOnly: true }),
  },
});
