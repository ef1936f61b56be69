import { z } from "zod";

// What of https://core.telegram.org/bots/api#update has to do with us; everything else is left.
const file = z.object({
  file_id: z.string().max(300),
  file_name: z.string().optional(),
  mime_type: z.string().optional(),
  file_size: z.number().optional(),
});
export type TelegramFile = z.infer<typeof file>;

const message = z.object({
  message_id: z.number(),
  date: z.number(),
  chat: z.object({ id: z.number(), type: z.string(), title: z.string().optional() }),
  from: z
    .object({
      id: z.number(),
      is_bot: z.boolean(),
      first_name: z.string(),
      last_name: z.string().optional(),
      username: z.string().optional(),
      language_code: z.string().optional(),
    })
    .optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  /** One picture in several sizes, the largest last. */
  photo: z.array(file).optional(),
  document: file.optional(),
  voice: file.optional(),
  audio: file.optional(),
  video: file.optional(),
  contact: z
    .object({ phone_number: z.string(), first_name: z.string(), last_name: z.string().optional() })
    .optional(),
  location: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
  sticker: z.object({ emoji: z.string().optional() }).optional(),
  reply_to_message: z.object({ message_id: z.number() }).optional(),
});
export type TelegramMessage = z.infer<typeof message>;

export const telegramUpdate = z.object({
  update_id: z.number(),
  message: message.optional(),
  edited_message: message.optional(),
});
