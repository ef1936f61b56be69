import { z } from "zod";

// What of https://dev.vk.com/ru/api/community-events/json-schema has to do with us.
const attachment = z.object({
  type: z.string().max(50),
  photo: z
    .object({
      orig_photo: z.object({ url: z.string().max(4000) }).optional(),
      sizes: z.array(z.object({ url: z.string().max(4000), width: z.number() })).optional(),
    })
    .optional(),
  doc: z
    .object({
      url: z.string().max(4000).optional(),
      title: z.string().optional(),
      ext: z.string().optional(),
    })
    .optional(),
  audio_message: z.object({ link_ogg: z.string().max(4000) }).optional(),
  link: z.object({ url: z.string().max(4000) }).optional(),
});
export type VkAttachment = z.infer<typeof attachment>;

export const vkMessage = z.object({
  date: z.number(),
  from_id: z.number(),
  peer_id: z.number(),
  conversation_message_id: z.number(),
  text: z.string().default(""),
  attachments: z.array(attachment).default([]),
  geo: z
    .object({ coordinates: z.object({ latitude: z.number(), longitude: z.number() }).optional() })
    .optional(),
  reply_message: z.object({ conversation_message_id: z.number() }).optional(),
});
export type VkMessage = z.infer<typeof vkMessage>;

export const vkEvent = z.object({
  type: z.string().max(100),
  group_id: z.number(),
  event_id: z.string().max(200).optional(),
  secret: z.string().optional(),
  object: z.looseObject({ message: z.unknown().optional() }).optional(),
});
