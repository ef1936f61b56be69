import { z } from "zod";

/** What is sealed of a mailbox. */
export const mailboxSecrets = z.strictObject({
  password: z.string().optional(),
  clientSecret: z.string().optional(),
  refreshToken: z.string().optional(),
  accessToken: z.string().optional(),
  /** Until when the access token opens it, in milliseconds. */
  accessUntil: z.number().optional(),
});
export type MailboxSecrets = z.infer<typeof mailboxSecrets>;
