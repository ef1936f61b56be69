import { z } from "zod";
import { defineAction } from "#kernel/action";
import { locales } from "#kernel/locale";
import { idParams } from "#records/contract";

/** A web site, as browsers name it: `https://www.example.com`; `https://*.example.com` are all below. */
const site = z
  .string()
  .trim()
  .max(300)
  .transform((value) => value.replace(/\/+$/, "").toLowerCase())
  .refine((value) => /^https?:\/\/(\*\.)?[a-z0-9.-]+(:\d{1,5})?$/.test(value));

const byLanguage = z.partialRecord(z.enum(locales), z.string().trim().max(1000));
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);
const asking = z.enum(["no", "asked", "required"]);

/** How a chat stands on a page. */
export const chatSettings = z.strictObject({
  sites: z.array(site).max(50),
  colour: z.string().regex(/^#[0-9a-f]{6}$/i),
  side: z.enum(["right", "left"]),
  greeting: byLanguage,
  /** What is asked before the first message. */
  ask: z.strictObject({ name: asking, email: asking }),
  /** When somebody answers, in the zone of the organisation; none: always. Days as ISO counts them, Monday is 1. */
  hours: z.array(z.strictObject({ day: z.int().min(1).max(7), from: time, to: time })).max(50),
  /** What is said outside of them. */
  outside: byLanguage,
});
export type ChatSettings = z.infer<typeof chatSettings>;

/** As it is until somebody says otherwise: it stands nowhere yet. */
export const standardChat: ChatSettings = {
  sites: [],
  colour: "#2f5bd7",
  side: "right",
  greeting: {},
  ask: { name: "asked", email: "asked" },
  hours: [],
  outside: {},
};

const written = z.strictObject({
  name: z.string().trim().min(1).max(200),
  /** What visitors see whom they talk to; null: the organisation, and who answers. */
  from_name: z.string().trim().min(1).max(200).nullable(),
  active: z.boolean(),
  queue: z.uuid().nullable(),
  /** What becomes of visitors whom nobody knows. */
  unknown: z.enum(["wait", "lead"]),
  settings: chatSettings,
});
export type ChatWritten = z.infer<typeof written>;

const shown = written.extend({
  id: z.uuid(),
  /** Whether pages can prove who their visitors are. */
  has_secret: z.boolean(),
  /** What stands on the page. */
  snippet: z.string(),
});
export type ChatShown = z.infer<typeof shown>;

export const listChats = defineAction({
  id: "chats.list",
  method: "GET",
  path: "/api/chats",
  summary: "The chats on web pages, how they stand there and the line that puts them there",
  permission: "signed_in",
  output: z.strictObject({ may_add: z.boolean(), data: z.array(shown) }),
});

export const addChat = defineAction({
  id: "chats.add",
  method: "POST",
  path: "/api/chats",
  summary: "Makes a chat that can stand on web pages",
  permission: "signed_in",
  body: written,
  output: z.strictObject({ id: z.uuid() }),
  status: 201,
});

export const setChat = defineAction({
  id: "chats.set",
  method: "PUT",
  path: "/api/chats/:id",
  summary: "Says how a chat stands on web pages",
  permission: "signed_in",
  params: idParams,
  body: written,
});

export const makeChatSecret = defineAction({
  id: "chats.make_secret",
  method: "POST",
  path: "/api/chats/:id/secret",
  summary:
    "Makes the secret by which pages prove who their visitors are; it is told this once, the one before is void",
  permission: "signed_in",
  params: idParams,
  output: z.strictObject({ secret: z.string() }),
});
