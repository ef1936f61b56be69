import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams } from "#records/contract";

const host = z.string().trim().min(1).max(253);
const server = z.strictObject({
  host,
  port: z.int().min(1).max(65_535),
  /** `tls` from the first byte, `starttls` after a greeting, `none` only where the operator opened a way into the own network. */
  security: z.enum(["tls", "starttls", "none"]),
});
export type MailServer = z.infer<typeof server>;

export const confirmationLanguages = ["en", "es", "ru", "bg"] as const;

/** How a mailbox is reached, without what is secret. */
export const mailboxSettings = z.strictObject({
  /** Null: what comes is handed to us by the listener alone. */
  imap: server.extend({ folder: z.string().trim().min(1).max(500) }).nullable(),
  /** Null: nothing goes out. */
  smtp: server.nullable(),
  userName: z.string().trim().max(320),
  signIn: z.enum(["password", "oauth", "none"]),
  oauth: z
    .strictObject({
      /** Where its user says that Rapport may open it. */
      authorizationEndpoint: z.url({ protocol: /^https?$/ }).max(2000),
      /** Where a refresh token is changed for one that opens the mailbox. */
      tokenEndpoint: z.url({ protocol: /^https?$/ }).max(2000),
      clientId: z.string().trim().min(1).max(500),
      scope: z.string().trim().max(2000).optional(),
    })
    .nullable(),
  /** Whether what is written to `name+anything@` arrives in it, so that answers can be told by their address. */
  plusAddresses: z.boolean(),
  /** The name of the server that receives for it, as its Authentication-Results begin; empty: what they say is not believed. */
  trusts: z.string().trim().max(253).optional(),
  /** Who else is believed of what they hand on, by the domains that they seal with (ARC). */
  sealers: z
    .array(
      z
        .string()
        .trim()
        .toLowerCase()
        .regex(/^(?=.{1,253}$)[\p{L}\d-]+(\.[\p{L}\d-]+)+$/u),
    )
    .max(20)
    .optional(),
  /** Whether what goes out is put into its folder of sent mail; where the server does so itself it would be there twice. */
  keepsSent: z.boolean().optional(),
  /** Whether it is noticed that a letter was opened by who consents to it. */
  noticesOpening: z.boolean().optional(),
  /** What is answered at once to whoever writes for the first time, by language; `{}`: nothing. */
  confirmation: z.partialRecord(z.enum(confirmationLanguages), z.string().trim().max(5000)),
});
export type MailboxSettings = z.infer<typeof mailboxSettings>;

/** What is given and never read again. */
const secrets = z.strictObject({
  password: z.string().min(1).max(1000).optional(),
  clientSecret: z.string().min(1).max(2000).optional(),
});

/** Why a mailbox is not reached. */
export const mailTroubles = ["sign_in", "address", "security", "unreachable", "answer"] as const;
export type MailTrouble = (typeof mailTroubles)[number];

const outcome = z.enum(["well", "not_set", ...mailTroubles]);

const mailbox = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  address: z.string().nullable(),
  personal: z.boolean(),
  from_name: z.string().nullable(),
  signature: z.string().nullable(),
  active: z.boolean(),
  state: z.enum(["unset", "working", "sign_in_again", "failing"]),
  problem: z.string().nullable(),
  checked_at: z.iso.datetime().nullable(),
  /** Null: nobody has said yet. */
  settings: mailboxSettings.nullable(),
});
export type MailboxShown = z.infer<typeof mailbox>;

export const listMailboxes = defineAction({
  id: "mailboxes.list",
  method: "GET",
  path: "/api/mailboxes",
  summary: "The mailboxes that one may set up: of all where one may change channels, and one's own",
  permission: "signed_in",
  atScreen: true,
  output: z.strictObject({ data: z.array(mailbox), mayAddShared: z.boolean() }),
});

const written = z.strictObject({
  name: z.string().trim().min(1).max(200),
  address: z.email().max(320),
  from_name: z.string().trim().max(200).nullable().default(null),
  signature: z.string().max(10_000).nullable().default(null),
  active: z.boolean().default(true),
  settings: mailboxSettings,
  secrets: secrets.default({}),
});
export type MailboxWritten = z.infer<typeof written>;

export const addMailbox = defineAction({
  id: "mailboxes.add",
  method: "POST",
  path: "/api/mailboxes",
  summary: "Connects a mailbox: one of all, or one that is the user's alone",
  permission: "conversations:answer",
  atScreen: true,
  body: written.extend({ personal: z.boolean() }),
  output: z.strictObject({ id: z.uuid() }),
  status: 201,
});

export const connectMailbox = defineAction({
  id: "mailboxes.connect",
  method: "PUT",
  path: "/api/channel-accounts/:id/mailbox",
  summary: "Says how a mailbox is reached; secrets that are not told stay, but where it signs in elsewhere",
  permission: "conversations:answer",
  atScreen: true,
  params: idParams,
  body: written,
  status: 204,
});

export const tryMailbox = defineAction({
  id: "mailboxes.try",
  method: "POST",
  path: "/api/channel-accounts/:id/mailbox/trial",
  summary: "Signs in to a mailbox and to the server that sends for it, and says what came of it",
  permission: "conversations:answer",
  atScreen: true,
  params: idParams,
  output: z.strictObject({ reading: outcome, sending: outcome }),
});

export const askForConsent = defineAction({
  id: "mailboxes.ask_for_consent",
  method: "POST",
  path: "/api/channel-accounts/:id/mailbox/consent",
  summary: "Where one says to the provider of a mailbox that Rapport may open it",
  permission: "conversations:answer",
  atScreen: true,
  params: idParams,
  output: z.strictObject({ address: z.string() }),
});

const told = z.string().max(10_000).optional();

/** What providers add to the address besides is not asked for, but comes. */
export const takeConsent = defineAction({
  id: "mailboxes.take_consent",
  method: "GET",
  path: "/api/mailbox-consents",
  summary: "Where a provider sends its user back to, with what opens the mailbox",
  permission: "conversations:answer",
  atScreen: true,
  query: z.strictObject({
    code: told,
    state: told,
    error: told,
    error_description: told,
    error_uri: told,
    error_subcode: told,
    scope: told,
    authuser: told,
    prompt: told,
    hd: told,
    iss: told,
    session_state: told,
    client_info: told,
  }),
});
