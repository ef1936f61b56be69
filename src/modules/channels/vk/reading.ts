import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Runtime } from "#records";
import type { Account } from "../accounts/account.ts";
import { Unreadable } from "../adapter.ts";
import { jsonIn } from "../messengers/calling.ts";
import { connectedAs } from "../messengers/connection.ts";
import type { Media } from "../messengers/messenger.ts";
import type { Incoming } from "../taking-in/incoming.ts";
import type { Arrival } from "../taking-in/receipts.ts";
import { nameOf } from "./community.ts";
import { type VkAttachment, vkEvent, type VkMessage, vkMessage } from "./event.ts";

/** Ids of rooms begin here; below are people, below nought communities (https://dev.vk.com/ru/method/messages.send). */
const firstRoom = 2_000_000_000;

/** A message by its place in the correspondence, of all else what VK calls the event. */
export function arrivalOf(content: Buffer): Arrival {
  const event = vkEvent.safeParse(jsonIn(content));
  if (!event.success) throw new Unreadable("not an event of VK");
  const { type, event_id, object } = event.data;
  const message = type === "message_new" ? vkMessage.safeParse(object?.message).data : undefined;
  const called = event_id ?? createHash("sha256").update(content).digest("hex");
  const sourceId = message
    ? `message:${message.peer_id}/${message.conversation_message_id}`
    : `event:${called}`;
  // Without the word by which VK proves that it is VK: what is kept opens nothing.
  const { secret: _secret, ...kept } = jsonIn(content) as Record<string, unknown>;
  return { sourceId, raw: Buffer.from(JSON.stringify(kept)) };
}

/** What somebody wrote to the community by themselves; what we wrote there, rooms and news of other kinds are left. */
export async function readEvent(runtime: Runtime, account: Account, raw: Buffer): Promise<Incoming | null> {
  const event = vkEvent.safeParse(jsonIn(raw));
  if (!event.success) throw new Unreadable("not an event of VK");
  if (event.data.type !== "message_new") return null;
  const read = vkMessage.safeParse(event.data.object?.message);
  if (!read.success) throw new Unreadable("not a message of VK");
  const message = read.data;
  if (message.peer_id >= firstRoom) return null;
  const media = mediaOf(message);
  const body = bodyOf(message);
  if (!body && media.length === 0) throw new Unreadable("a kind of message that we do not know");
  const key = `vk:${account.id}:${message.peer_id}`;
  const name = await nameIn(runtime, account, { key, person: message.from_id });
  return {
    kind: "message",
    at: new Date(Math.min(message.date * 1000, Date.now())),
    from: { value: `id${message.from_id}`, ...(name && { name }) },
    body,
    belongsTo: [key],
    keys: [key],
    externalId: String(message.conversation_message_id),
    ...(message.reply_message && { inReplyTo: String(message.reply_message.conversation_message_id) }),
    automatic: message.from_id < 0,
    details: { peer: String(message.peer_id), ...(media.length > 0 && { media }) },
  };
}

/** Asked for once: who has a conversation has told it. */
async function nameIn(
  runtime: Runtime,
  account: Account,
  { key, person }: { readonly key: string; readonly person: number },
): Promise<string | undefined> {
  const { rows } = await sql`select 1 from conversation_keys where key = ${key}`.execute(runtime.database);
  if (rows.length > 0) return undefined;
  return nameOf(runtime, await connectedAs(runtime, account.id, "vk"), person);
}

function bodyOf({ text, attachments, geo }: VkMessage): string {
  const place = geo?.coordinates;
  const links = attachments.flatMap(({ link }) => link?.url ?? []);
  return [text, place && `${place.latitude}, ${place.longitude}`, ...links].filter(Boolean).join("\n");
}

function mediaOf({ conversation_message_id: id, attachments }: VkMessage): Media[] {
  return attachments.flatMap((one, place) => fileIn(one, `${id}-${place + 1}`) ?? []);
}

function fileIn({ photo, doc, audio_message }: VkAttachment, mark: string): Media | null {
  const picture = photo?.orig_photo ?? photo?.sizes?.toSorted((one, other) => other.width - one.width)[0];
  if (picture) return { id: picture.url, name: `photo-${mark}.jpg`, type: "image/jpeg" };
  if (audio_message) return { id: audio_message.link_ogg, name: `voice-${mark}.ogg`, type: "audio/ogg" };
  if (!doc?.url) return null;
  const name = doc.title ?? [`document-${mark}`, doc.ext].filter(Boolean).join(".");
  return { id: doc.url, name: name.slice(0, 200), type: "application/octet-stream" };
}
