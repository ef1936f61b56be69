import { z } from "zod";

const host = z.string().trim().min(1).max(253);
const server = z.strictObject({
  host,
  port: z.int().min(1).max(65_535),
  /** `tls` from the first byte, `starttls` after a greeting, `none` only where the operator opened a way into the own network. */
  security: z.enum(["tls", "starttls", "none"]),
});
export type MailServer = z.infer<typeof server>;

const oauth = z.strictObject({
  /** Where a refresh token is changed for one that opens the mailbox. */
  tokenEndpoint: z.url({ protocol: /^https?$/ }).max(2000),
  clientId: z.string().trim().min(1).max(500),
  scope: z.string().trim().max(2000).optional(),
});

/** How a mailbox is reached, without what is secret. */
export const mailboxSettings = z.strictObject({
  /** Absent: what comes is handed to us by the listener alone. */
  imap: server.extend({ folder: z.string().trim().min(1).max(500).default("INBOX") }).nullable(),
  /** Absent: nothing goes out. */
  smtp: server.nullable(),
  userName: z.string().trim().max(320),
  signIn: z.enum(["password", "oauth", "none"]),
  oauth: oauth.nullable().default(null),
  /** Whether what is written to `name+anything@` arrives in it, so that answers can be told by their address. */
  plusAddresses: z.boolean().default(false),
  /** What is answered at once to whoever writes for the first time, by language; `{}`: nothing. */
  confirmation: z.partialRecord(z.enum(["en", "es", "ru", "bg"]), z.string().trim().max(5000)).default({}),
});
export type MailboxSettings = z.infer<typeof mailboxSettings>;

/** What is sealed. */
export const mailboxSecrets = z.strictObject({
  password: z.string().max(1000).optional(),
  clientSecret: z.string().max(2000).optional(),
  refreshToken: z.string().max(10_000).optional(),
  accessToken: z.string().max(20_000).optional(),
  /** Until when the access token opens it, in milliseconds. */
  accessUntil: z.number().optional(),
});
export type MailboxSecrets = z.infer<typeof mailboxSecrets>;
