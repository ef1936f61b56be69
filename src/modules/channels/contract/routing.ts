import { z } from "zod";
import { defineAction } from "#kernel/action";
import { choice, choices, defineObject, idParams, link, number } from "#records/contract";

/** One of us who answers: whether they are there, what they know, and how much they can have at once. */
export const agentObject = defineObject({
  name: "agent",
  plural: "agents",
  table: "agents",
  module: "channels",
  title: "user",
  icon: "headset",
  owned: false,
  columns: ["user", "state", "languages", "skills", "capacity"],
  sort: "-id",
  fields: {
    user: link("user", { required: true, back: "agents" }),
    state: choice({ options: ["available", "away"], default: "away", required: true }),
    /** Of customers; any where none is said. */
    languages: choices({ options: ["en", "es", "ru", "bg"] }),
    skills: choices({ options: [], open: true, optionsOf: "queue" }),
    capacity: number({ default: 10, min: 1, max: 1000 }),
  },
});

const presence = z.strictObject({
  state: z.enum(["available", "away"]),
  /** Weight of what is open and theirs, of what they can take. */
  load: z.number().int(),
  capacity: z.number().int(),
});

export const readPresence = defineAction({
  id: "presence.read",
  method: "GET",
  path: "/api/me/presence",
  summary: "Whether the caller is there for what waits, and how much they have",
  permission: "conversations:answer",
  output: presence,
});

export const changePresence = defineAction({
  id: "presence.change",
  method: "PUT",
  path: "/api/me/presence",
  summary: "Says that the caller is there for what waits, or is away",
  permission: "conversations:answer",
  body: z.strictObject({ state: z.enum(["available", "away"]) }),
  output: presence,
});

const routing = z.strictObject({
  user: z.strictObject({ id: z.uuid(), title: z.string() }),
  queue: z.string().nullable(),
  at: z.iso.datetime({ offset: true }),
  load: z.number().int(),
  capacity: z.number().int(),
  weight: z.number().int(),
  others: z.number().int(),
  skills: z.array(z.string()),
  language: z.string().nullable(),
});
export type Routing = z.infer<typeof routing>;

export const readRouting = defineAction({
  id: "conversations.routing",
  method: "GET",
  path: "/api/conversations/:id/routing",
  summary: "Why a conversation came to whom it was given by itself; null where a person gave it",
  permission: "conversations:answer",
  params: idParams,
  output: z.strictObject({ routing: routing.nullable() }),
});
