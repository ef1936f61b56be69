import type { Account } from "../accounts/account.ts";
import { Unreadable } from "../adapter.ts";
import { jsonIn } from "../messengers/calling.ts";
import type { Media } from "../messengers/messenger.ts";
import type { Incoming } from "../taking-in/incoming.ts";
import { type TelegramMessage, telegramUpdate } from "./update.ts";

/**
 * What somebody wrote to the bot: by themselves, or in a group, of which Telegram lets it hear commands, answers and what names it. A group is one
 * conversation, whoever writes there is named, and is taken for nobody's customer. Channels and news of other kinds are none of ours.
 */
export function readUpdate(account: Account, raw: Buffer): Incoming | null {
  const update = telegramUpdate.safeParse(jsonIn(raw));
  if (!update.success) throw new Unreadable("not an update of Telegram");
  const { message, edited_message: edited } = update.data;
  const said = message ?? edited;
  const isGroup = said?.chat.type === "group" || said?.chat.type === "supergroup";
  if (!said?.from || (said.chat.type !== "private" && !isGroup)) return null;
  const media = mediaOf(said);
  const body = bodyOf(said);
  // That somebody came or went.
  if (isGroup && !body && media.length === 0) return null;
  if (!body && media.length === 0) throw new Unreadable("a kind of message that we do not know");
  const key = `telegram:${account.id}:${said.chat.id}`;
  return {
    kind: "message",
    at: new Date(Math.min(said.date * 1000, Date.now())),
    from: { value: isGroup ? null : contactOf(said.from), name: nameOf(said.from) },
    ...(isGroup && { subject: said.chat.title ?? "Telegram" }),
    body,
    belongsTo: [key],
    keys: [key],
    externalId: String(said.message_id),
    ...(said.reply_to_message && { inReplyTo: String(said.reply_to_message.message_id) }),
    ...(said.from.language_code && { language: said.from.language_code.slice(0, 2) }),
    automatic: said.from.is_bot,
    details: {
      peer: String(said.chat.id),
      ...(edited && { edited: true }),
      ...(media.length > 0 && { media }),
    },
  };
}

type Sender = NonNullable<TelegramMessage["from"]>;

const nameOf = ({ first_name, last_name }: Pick<Sender, "first_name" | "last_name">): string =>
  [first_name, last_name].filter(Boolean).join(" ");

/** By the name that people write down; who has none is known by number. */
const contactOf = ({ username, id }: Sender): string => (username ? `@${username}` : String(id));

function bodyOf({ text, caption, contact, location, sticker }: TelegramMessage): string {
  if (contact) return `${nameOf(contact)}\n+${contact.phone_number.replace(/^\+/, "")}`;
  if (location) return `${location.latitude}, ${location.longitude}`;
  return text ?? caption ?? sticker?.emoji ?? "";
}

function mediaOf({ message_id, photo, document, voice, audio, video }: TelegramMessage): Media[] {
  const named = [
    [photo?.at(-1), `photo-${message_id}.jpg`, "image/jpeg"],
    [document, `document-${message_id}`, "application/octet-stream"],
    [voice, `voice-${message_id}.ogg`, "audio/ogg"],
    [audio, `audio-${message_id}.mp3`, "audio/mpeg"],
    [video, `video-${message_id}.mp4`, "video/mp4"],
  ] as const;
  return named.flatMap(([file, name, type]) =>
    file
      ? [{ id: file.file_id, name: (file.file_name ?? name).slice(0, 200), type: file.mime_type ?? type }]
      : [],
  );
}
