import type { Email } from "postal-mime";
import { idsIn, ourIdsIn, plainId } from "../threading/message-ids.ts";

const most = 10;
/** What is looked through: the head of what came back stands near the begin. */
const longest = 300_000;

/**
 * Message-IDs of the mail that is spoken of: one of ours anywhere in it before all others, then those that stand in a head within
 * it, then what it answers to. Its own is none of them.
 */
export function originalIds(mail: Email, raw: Buffer, words: string): string[] {
  const own = mail.messageId ? plainId(mail.messageId) : null;
  const text = raw.subarray(0, longest).toString("latin1");
  const head = text.search(/\r?\n\r?\n/);
  const rest = head < 0 ? "" : text.slice(head);
  const heads = [rest, words].flatMap((part) =>
    [
      ...part.matchAll(
        /^[>| \t]{0,40}(?:x-)?(?:original-)?message-id:\s{0,20}(<[^<>\r\n]{3,500}>|[^\s<>]{3,500}@[^\s<>]{1,500})/gim,
      ),
    ].map(([, id]) => id ?? ""),
  );
  const told = [
    ...ourIdsIn(rest),
    ...ourIdsIn(words),
    ...heads.map(plainId),
    ...idsIn(mail.inReplyTo),
    ...idsIn(mail.references).reverse(),
    ...named(words),
  ];
  return [...new Set(told)].filter((id) => id !== own).slice(0, most);
}

// Programs that put no head below, but name it: "Message ID: …", `"messageId":"…"`.
function named(words: string): string[] {
  return [
    ...words.matchAll(/message[- ]?id"?\s{0,20}[:=]\s{0,20}"?<?([^\s<>",;]{3,300}@[^\s<>",;]{1,200})/gi),
  ].map(([, id]) => plainId(id ?? ""));
}
