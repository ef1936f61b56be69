import { z } from "zod";

// What of https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components has to do with us.
const media = z.object({
  id: z.string().max(300),
  mime_type: z.string().max(200).optional(),
  filename: z.string().optional(),
  caption: z.string().optional(),
});

export const whatsappMessage = z.object({
  id: z.string().max(900),
  from: z.string().regex(/^\d{1,30}$/),
  timestamp: z.coerce.number(),
  type: z.string(),
  context: z.object({ id: z.string().optional() }).optional(),
  text: z.object({ body: z.string() }).optional(),
  image: media.optional(),
  document: media.optional(),
  audio: media.optional(),
  video: media.optional(),
  sticker: media.optional(),
  location: z
    .object({
      latitude: z.coerce.number(),
      longitude: z.coerce.number(),
      name: z.string().optional(),
      address: z.string().optional(),
    })
    .optional(),
  contacts: z
    .array(
      z.object({
        name: z.object({ formatted_name: z.string() }),
        phones: z.array(z.object({ phone: z.string().optional() })).optional(),
      }),
    )
    .optional(),
  button: z.object({ text: z.string() }).optional(),
  interactive: z
    .object({
      button_reply: z.object({ title: z.string() }).optional(),
      list_reply: z.object({ title: z.string() }).optional(),
    })
    .optional(),
  reaction: z.object({ message_id: z.string(), emoji: z.string().optional() }).optional(),
});
export type WhatsappMessage = z.infer<typeof whatsappMessage>;

export const whatsappStatus = z.object({
  id: z.string().max(900),
  status: z.string().max(50),
  errors: z
    .array(
      z.object({
        code: z.number(),
        title: z.string().optional(),
        error_data: z.object({ details: z.string().optional() }).optional(),
      }),
    )
    .optional(),
});

/** What a post holds: several changes, each with several messages and statuses; only what tells them apart is read here. */
export const whatsappPost = z.object({
  entry: z.array(
    z.object({
      changes: z.array(
        z.object({
          field: z.string(),
          value: z.object({
            metadata: z.object({ phone_number_id: z.string() }).optional(),
            contacts: z.array(z.looseObject({ wa_id: z.string().optional() })).optional(),
            messages: z
              .array(z.looseObject({ id: z.string().min(1).max(900), from: z.string().optional() }))
              .optional(),
            statuses: z
              .array(z.looseObject({ id: z.string().min(1).max(900), status: z.string().max(50) }))
              .optional(),
          }),
        }),
      ),
    }),
  ),
});

/** One thing of it, as it is written down. */
export const whatsappItem = z.union([
  z.object({
    message: whatsappMessage,
    contact: z.object({ profile: z.object({ name: z.string().optional() }).optional() }).nullable(),
  }),
  z.object({ status: whatsappStatus }),
]);
