import { z } from "zod";

// What of https://developers.viber.com/docs/api/rest-bot-api/#callbacks has to do with us.
const message = z.object({
  type: z.string().max(50),
  text: z.string().optional(),
  media: z.string().max(4000).optional(),
  file_name: z.string().optional(),
  contact: z.object({ name: z.string().optional(), phone_number: z.string().optional() }).optional(),
  location: z.object({ lat: z.coerce.number(), lon: z.coerce.number() }).optional(),
});
export type ViberMessage = z.infer<typeof message>;

export const viberCallback = z.object({
  event: z.string().max(50),
  timestamp: z.number(),
  /** Always as text: it has more digits than a number holds. */
  message_token: z.string().max(50),
  user_id: z.string().max(200).optional(),
  desc: z.string().optional(),
  sender: z
    .object({ id: z.string().min(1).max(200), name: z.string().optional(), language: z.string().optional() })
    .optional(),
  message: message.optional(),
});

/** What Viber says, with ids of messages as text. */
export function viberJson(content: Buffer): unknown {
  const keepDigits = (key: string, value: unknown, read?: { readonly source?: string }): unknown =>
    key === "message_token" && typeof value === "number" ? (read?.source ?? String(value)) : value;
  try {
    return JSON.parse(content.toString("utf8"), keepDigits);
  } catch {
    return null;
  }
}
