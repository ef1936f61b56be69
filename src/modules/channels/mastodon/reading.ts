import { extname } from "node:path";
import type { Account } from "../accounts/account.ts";
import { Unreadable } from "../adapter.ts";
import { textOfHtml } from "../mail/reading/html-text.ts";
import { jsonIn } from "../messengers/calling.ts";
import type { Media } from "../messengers/messenger.ts";
import type { Incoming } from "../taking-in/incoming.ts";
import { mastodonNotification, type MastodonStatus } from "./notification.ts";

/** By the status and who speaks to us there: whoever else answers it is another conversation. */
export const keyOf = (account: string, status: string, acct: string): string =>
  `mastodon:${account}:status:${status}:${acct.toLowerCase()}`;

/** Letters of a text that are kept; instances of one's own know no longest. */
const mostLetters = 100_000;

/**
 * Where somebody speaks of us or to us. What is said to us alone belongs to one conversation with them, what is said before others to the
 * thread in which they said it, so that an answer to the one never shows the other.
 */
export function readMention(account: Account, raw: Buffer): Incoming | null {
  const read = mastodonNotification.safeParse(jsonIn(raw));
  if (!read.success) throw new Unreadable("not a notification of Mastodon");
  const { type, account: who, status, created_at } = read.data;
  if (type !== "mention" || !status) return null;
  const keyIn = (id: string): string => keyOf(account.id, id, who.acct);
  const alone = `mastodon:${account.id}:direct:${who.acct.toLowerCase()}`;
  const isAlone = status.visibility === "direct";
  const answers = status.in_reply_to_id ? [keyIn(status.in_reply_to_id)] : [];
  const media = mediaOf(status);
  return {
    kind: "message",
    at: new Date(Math.min(Date.parse(created_at) || Date.now(), Date.now())),
    from: { value: `@${who.acct}`, ...(who.display_name && { name: who.display_name }) },
    body: [status.spoiler_text.slice(0, mostLetters), textOfHtml(status.content.slice(0, mostLetters)).trim()]
      .filter(Boolean)
      .join("\n"),
    belongsTo: isAlone ? [alone] : answers,
    keys: [isAlone ? alone : keyIn(status.id)],
    externalId: status.id,
    ...(status.in_reply_to_id && { inReplyTo: status.in_reply_to_id }),
    ...(status.language && { language: status.language.slice(0, 2) }),
    automatic: who.bot,
    details: {
      peer: who.acct,
      status: status.id,
      visibility: status.visibility,
      ...(media.length > 0 && { media }),
    },
  };
}

const kinds: Readonly<Record<string, string>> = {
  image: "image/jpeg",
  gifv: "video/mp4",
  video: "video/mp4",
  audio: "audio/mpeg",
};

function mediaOf({ media_attachments }: MastodonStatus): Media[] {
  return media_attachments.flatMap(({ id, type, url }) => {
    if (!url) return [];
    const ending = extname(URL.parse(url)?.pathname ?? "").slice(0, 10);
    return [
      { id: url, name: `${type}-${id.slice(-8)}${ending}`, type: kinds[type] ?? "application/octet-stream" },
    ];
  });
}
