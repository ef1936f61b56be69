import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams } from "#records/contract";

/** Where the service is reached; absent: where it is for everybody. */
const server = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .optional();

/** A server that is reached by its name and a port. */
const hosted = {
  host: z
    .string()
    .trim()
    .min(1)
    .max(253)
    .regex(/^[\p{L}\p{N}._:[\]-]+$/u),
  port: z.int().min(1).max(65_535),
};

/** How each messenger is reached, without what is secret. */
export const messengerSettings = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("telegram"),
    server,
  }),
  z.strictObject({
    kind: z.literal("whatsapp"),
    server,
    /** The id of the number at Meta, which is not the number. */
    number_id: z.string().regex(/^\d{1,30}$/),
    /** The id of the business at WhatsApp, whose templates are offered. */
    account_id: z
      .string()
      .regex(/^\d{1,30}$/)
      .optional(),
  }),
  z.strictObject({
    kind: z.literal("sms"),
    server,
    account_sid: z.string().regex(/^AC[0-9a-fA-F]{32}$/),
    number: z.string().regex(/^\+\d{5,15}$/),
  }),
  z.strictObject({
    kind: z.literal("smpp"),
    ...hosted,
    security: z.enum(["tls", "none"]),
    system_id: z.string().trim().min(1).max(64),
    /** What we send from: a number with its country, a short code, or a name. */
    number: z
      .string()
      .trim()
      .regex(/^(\+\d{5,15}|[A-Za-z0-9 ._-]{1,11})$/),
  }),
  z.strictObject({
    kind: z.literal("mastodon"),
    /** The instance where we have an account. */
    server: z.url({ protocol: /^https?$/ }).max(500),
  }),
  z.strictObject({
    kind: z.literal("viber"),
    server,
    /** As whom the bot writes. */
    sender: z.string().trim().min(1).max(28),
  }),
  z.strictObject({
    kind: z.literal("vk"),
    server,
    group_id: z.string().regex(/^\d{1,15}$/),
  }),
  z.strictObject({
    kind: z.literal("xmpp"),
    /** As whom we sign in: `shop@example.org`. */
    jid: z
      .string()
      .max(320)
      .regex(/^[^@\s/]+@[^@\s/]+\.[^@\s/]+$/)
      .toLowerCase(),
    ...hosted,
    /** Encrypted from the beginning, after a greeting, or not at all, which only hosts that the operator opened are offered. */
    security: z.enum(["tls", "starttls", "none"]),
  }),
]);
export type MessengerSettings = z.infer<typeof messengerSettings>;
export type MessengerKind = MessengerSettings["kind"];
export const messengerKinds = [
  "telegram",
  "whatsapp",
  "sms",
  "smpp",
  "viber",
  "vk",
  "xmpp",
  "mastodon",
] as const satisfies readonly MessengerKind[];

/** What is given and never read again; the app secret is WhatsApp's alone. */
const secrets = z.strictObject({
  token: z.string().trim().min(1).max(2000).optional(),
  app_secret: z.string().trim().min(1).max(500).optional(),
});

/** Why a messenger is not reached; `webhook`: it does not take the address where it is to tell us. */
export const messengerTroubles = [
  "sign_in",
  "address",
  "security",
  "unreachable",
  "answer",
  "webhook",
] as const;
export type MessengerTrouble = (typeof messengerTroubles)[number];

const messenger = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(messengerKinds),
  address: z.string().nullable(),
  unknown: z.enum(["wait", "lead"]),
  active: z.boolean(),
  state: z.enum(["unset", "working", "sign_in_again", "failing"]),
  problem: z.string().nullable(),
  checked_at: z.iso.datetime().nullable(),
  /** Where the service tells us what comes. */
  webhook: z.string(),
  /** What WhatsApp asks for when the address is entered there. */
  verify_token: z.string().nullable(),
  /** Null: nobody has said yet. */
  settings: messengerSettings.nullable(),
});
export type MessengerShown = z.infer<typeof messenger>;

export const listMessengers = defineAction({
  id: "messengers.list",
  method: "GET",
  path: "/api/messengers",
  summary: "The messengers that are connected, how they are reached and how they are",
  permission: "settings:change",
  output: z.strictObject({ data: z.array(messenger) }),
});

const written = z.strictObject({
  name: z.string().trim().min(1).max(200),
  unknown: z.enum(["wait", "lead"]).default("wait"),
  active: z.boolean().default(true),
  settings: messengerSettings,
  secrets: secrets.default({}),
});
export type MessengerWritten = z.infer<typeof written>;

export const addMessenger = defineAction({
  id: "messengers.add",
  method: "POST",
  path: "/api/messengers",
  summary: "Connects a messenger and tries it",
  permission: "settings:change",
  body: written,
  output: messenger,
  status: 201,
});

export const readMessenger = defineAction({
  id: "messengers.read",
  method: "GET",
  path: "/api/channel-accounts/:id/messenger",
  summary: "How a messenger is connected; secrets are not told",
  permission: "settings:change",
  params: idParams,
  output: messenger,
});

export const changeMessenger = defineAction({
  id: "messengers.change",
  method: "PUT",
  path: "/api/channel-accounts/:id/messenger",
  summary:
    "Changes how a messenger is connected and tries it; secrets that are not told stay, but for another server",
  permission: "settings:change",
  params: idParams,
  body: written,
  output: messenger,
});
