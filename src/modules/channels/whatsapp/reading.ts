import type { Runtime } from "#records";
import type { Account } from "../accounts/account.ts";
import { Unreadable } from "../adapter.ts";
import { jsonIn } from "../messengers/calling.ts";
import { type Delivery, noteDelivery } from "../messengers/delivery.ts";
import type { Media } from "../messengers/messenger.ts";
import type { Incoming } from "../taking-in/incoming.ts";
import type { Arrival } from "../taking-in/receipts.ts";
import { whatsappItem, type WhatsappMessage, whatsappPost } from "./notice.ts";

/** Each message and each state in a post by its own id; what is meant for another number of ours comes there, too. */
export function arrivalsOf(number: string, content: Buffer): Arrival[] {
  const post = whatsappPost.safeParse(jsonIn(content));
  if (!post.success) throw new Unreadable("not a post of WhatsApp");
  const values = post.data.entry
    .flatMap(({ changes }) => changes)
    .filter(({ field, value }) => field === "messages" && value.metadata?.phone_number_id === number)
    .map(({ value }) => value);
  return values.flatMap(({ messages = [], statuses = [], contacts = [] }) => [
    ...messages.map((message) => {
      const contact = contacts.find(({ wa_id }) => wa_id === message.from) ?? null;
      return { sourceId: message.id, raw: rawOf({ message, contact }) };
    }),
    ...statuses.map((status) => ({
      sourceId: `status:${status.status}:${status.id}`,
      raw: rawOf({ status }),
    })),
  ]);
}

const rawOf = (item: object): Buffer => Buffer.from(JSON.stringify(item));

/** What somebody wrote; a state of a message of ours is noted on it. */
export async function readItem(runtime: Runtime, account: Account, raw: Buffer): Promise<Incoming | null> {
  const item = whatsappItem.safeParse(jsonIn(raw));
  if (!item.success) throw new Unreadable("not a message of WhatsApp");
  if ("message" in item.data) return incomingOf(account, item.data.message, item.data.contact?.profile?.name);
  const { id, status, errors = [] } = item.data.status;
  const state = states[status];
  const problem = errors
    .map(({ code, title, error_data }) => [code, error_data?.details ?? title].filter(Boolean).join(" "))
    .join("; ");
  if (state) await noteDelivery(runtime, account.id, { externalId: id, state, ...(problem && { problem }) });
  return null;
}

const states: Readonly<Record<string, Delivery["state"]>> = {
  sent: "sent",
  delivered: "delivered",
  read: "read",
  failed: "bounced",
};

function incomingOf(account: Account, message: WhatsappMessage, name: string | undefined): Incoming {
  const media = mediaOf(message);
  const body = bodyOf(message);
  if (!body && media.length === 0)
    throw new Unreadable(`a message of a kind that we do not know: ${message.type}`);
  const key = `whatsapp:${account.id}:${message.from}`;
  const answered = message.context?.id ?? message.reaction?.message_id;
  return {
    kind: "message",
    at: new Date(Math.min(message.timestamp * 1000, Date.now())),
    from: { value: `+${message.from}`, ...(name && { name }) },
    body,
    belongsTo: [key],
    keys: [key],
    externalId: message.id,
    ...(answered && { inReplyTo: answered }),
    details: { peer: message.from, ...(media.length > 0 && { media }) },
  };
}

function bodyOf(message: WhatsappMessage): string {
  const { text, location, contacts, button, interactive, reaction } = message;
  if (location)
    return [location.name, location.address, `${location.latitude}, ${location.longitude}`]
      .filter(Boolean)
      .join("\n");
  if (contacts)
    return contacts
      .flatMap(({ name, phones = [] }) => [
        name.formatted_name,
        ...phones.flatMap(({ phone }) => phone ?? []),
      ])
      .join("\n");
  return (
    text?.body ??
    captionOf(message) ??
    button?.text ??
    interactive?.button_reply?.title ??
    interactive?.list_reply?.title ??
    reaction?.emoji ??
    ""
  );
}

const captionOf = ({ image, document, video }: WhatsappMessage): string | undefined =>
  image?.caption ?? document?.caption ?? video?.caption;

function mediaOf({ id, image, document, audio, video, sticker }: WhatsappMessage): Media[] {
  const mark = id.slice(-8).replace(/[^\w]/g, "");
  const named = [
    [image, `photo-${mark}.jpg`, "image/jpeg"],
    [document, `document-${mark}`, "application/octet-stream"],
    [audio, `voice-${mark}.ogg`, "audio/ogg"],
    [video, `video-${mark}.mp4`, "video/mp4"],
    [sticker, `sticker-${mark}.webp`, "image/webp"],
  ] as const;
  return named.flatMap(([file, name, type]) =>
    file ? [{ id: file.id, name: (file.filename ?? name).slice(0, 200), type: file.mime_type ?? type }] : [],
  );
}
