import { z } from "zod";

// What of https://docs.joinmastodon.org/entities/Notification/ has to do with us.
export const mastodonStatus = z.object({
  id: z.string().max(100),
  in_reply_to_id: z.string().max(100).nullable(),
  visibility: z.enum(["public", "unlisted", "private", "direct"]).catch("direct"),
  content: z.string(),
  spoiler_text: z.string().default(""),
  language: z.string().nullable().optional(),
  media_attachments: z
    .array(z.object({ id: z.string(), type: z.string(), url: z.string().max(4000).nullable() }))
    .default([]),
});
export type MastodonStatus = z.infer<typeof mastodonStatus>;

export const mastodonNotification = z.object({
  id: z.string().max(100),
  type: z.string().max(50),
  created_at: z.string(),
  account: z.object({
    acct: z.string().min(1).max(300),
    display_name: z.string(),
    bot: z.boolean().default(false),
  }),
  status: mastodonStatus.nullable().optional(),
});
