import type { Email } from "postal-mime";
import { headersOf } from "../reading/parsing.ts";
import { plainAddress } from "../reading/correspondents.ts";
import { failureWords, hardWords, softWords } from "./failure-words.ts";
import { originalIds } from "./original-ids.ts";

/** A mail that says what became of another: it came back for good, not yet, or somebody complains of it. */
export interface Bounce {
  readonly kind: "hard" | "soft" | "complaint";
  /** Those whom it did not reach, as far as it says. */
  readonly recipients: readonly string[];
  /** By RFC 3463: `5.1.1`. */
  readonly status: string | null;
  /** Message-IDs that it may speak of, the most likely first. */
  readonly originals: readonly string[];
}

interface Evidence {
  readonly mail: Email;
  /** All that can be read in it, parts and all. */
  readonly words: string;
  readonly from: string | null;
}

/** What a mail says of another that was sent, in the standard form (RFC 3464, 5965) or in the words of its program. Null: nothing. */
export function bounceIn(mail: Email, raw: Buffer, from: string | null): Bounce | null {
  const words = wordsOf(mail);
  const evidence: Evidence = { mail, words, from };
  const isComplaint = isKindOf(mail, "feedback-report") || /^feedback-type:/im.test(words);
  if (!isComplaint && !isReport(evidence) && !isToldByDaemon(evidence)) return null;
  const status = statusIn(words);
  return {
    kind: isComplaint ? "complaint" : kindOf(words, mail.subject ?? "", status),
    recipients: recipientsIn(mail, words),
    status,
    originals: originalIds(mail, raw, words),
  };
}

/** Whether it tells that a mail arrived, of none of its recipients that it did not. */
function isOfArrival(words: string): boolean {
  return (
    /^action:\s*(delivered|relayed|expanded)/im.test(words) && !/^action:\s*(failed|delayed)/im.test(words)
  );
}

function isReport({ mail, words }: Evidence): boolean {
  if (isOfArrival(words)) return false;
  return (
    isKindOf(mail, "delivery-status") ||
    mail.attachments.some(({ mimeType }) => mimeType === "message/delivery-status")
  );
}

function isKindOf(mail: Email, kind: string): boolean {
  const type = headersOf(mail, "content-type")[0] ?? "";
  return /^multipart\/report/i.test(type) && new RegExp(`report-type="?${kind}`, "i").test(type);
}

const daemons =
  /^(mailer-?daemon|post_?master|mail-?daemon|double-bounce|[\w.-]*-admin|no-?reply@(sns\.|[0-9x]+\.dion))/i;

/** A program of the post wrote it, or nobody did, and it speaks of what did not arrive. */
function isToldByDaemon({ mail, words, from }: Evidence): boolean {
  if (isOfArrival(words)) return false;
  if (mail.headers.some(({ key }) => key === "x-failed-recipients")) return true;
  const path = headersOf(mail, "return-path")[0] ?? "";
  const isByNobody = from === null || /^<\s*>$|mailer-daemon|double-bounce/i.test(path);
  if (!isByNobody && !daemons.test(from ?? "")) {
    // What somebody passed on by hand is theirs.
    return (
      /^(returned mail|undeliver(ed|able)|mail delivery (failed|failure))/i.test(mail.subject ?? "") &&
      failureWords.test(words)
    );
  }
  return failureWords.test(`${mail.subject ?? ""}\n${words}`);
}

function statusIn(words: string): string | null {
  const told = /^status:\s{0,20}([245]\.\d{1,3}\.\d{1,3})/im.exec(words)?.[1];
  if (told) return told;
  const enhanced = /(?:^|[\s(#<])([45]\.\d{1,3}\.\d{1,3})(?=[\s):>,]|$)/m.exec(words)?.[1];
  if (enhanced) return enhanced;
  const code =
    /\b(?:said:?|reply was|response was|error|smtp|<<<|>>>|:)\s{0,20}(?:\w{1,40}\s{1,20})?"?([45])\d\d[\s-]/i.exec(
      words,
    )?.[1];
  return code ? `${code}.0.0` : null;
}

/** Only an address that is none is hard: a full box, a filter or a size may be well tomorrow. */
function kindOf(words: string, subject: string, status: string | null): Bounce["kind"] {
  if (/^action:\s*delayed/im.test(words) || status?.startsWith("4") || softWords.test(`${subject}\n${words}`))
    return "soft";
  if (status?.startsWith("5.1.") || status === "5.2.1") return "hard";
  return hardWords.test(words) ? "hard" : "soft";
}

const mostRecipients = 50;

function recipientsIn(mail: Email, words: string): string[] {
  const told = [
    ...[
      ...words.matchAll(
        /^(?:final|original)-recipient:\s{0,20}(?:rfc822;)?\s{0,20}<?([^\s<>]{1,250}@[^\s<>]{1,250})>?/gim,
      ),
    ].map(([, one]) => one),
    ...headersOf(mail, "x-failed-recipients").flatMap((line) => line.split(",")),
    ...[...words.matchAll(/^original-rcpt-to:\s{0,20}<?([^\s<>]{1,250}@[^\s<>]{1,250})>?/gim)].map(
      ([, one]) => one,
    ),
  ];
  const named = told.length > 0 ? told : namedIn(words);
  return [...new Set(named.flatMap((one) => plainAddress((one ?? "").replace(/[;,.]$/, "")) ?? []))].slice(
    0,
    mostRecipients,
  );
}

/** The first address of the text that stands by itself, in brackets or at the beginning of a line. */
function namedIn(words: string): (string | undefined)[] {
  const found =
    /<(?:mailto:|smtp:)?([^\s<>@]{1,250}@[^\s<>@]{1,250})>|^[^\S\n]{0,40}([^\s<>@"(),:;]{1,250}@[^\s<>@"(),:;]{1,250})\b/im.exec(
      words,
    );
  return [found?.[1] ?? found?.[2]];
}

const longest = 300_000;

/** Clipped before any pattern looks at it, as whoever sends a mail chooses what is in it and how long. */
function wordsOf(mail: Email): string {
  const parts = mail.attachments
    .filter(({ mimeType }) => /^(text|message)\//.test(mimeType))
    .map(({ content }) =>
      typeof content === "string"
        ? content.slice(0, longest)
        : Buffer.from((content as Uint8Array).slice(0, longest)).toString("utf8"),
    );
  const { text = "", html = "" } = mail;
  return [
    text.slice(0, longest),
    text ? "" : html.slice(0, longest).replace(/<[^<>]{1,1000}>/g, " "),
    ...parts,
  ]
    .join("\n")
    .slice(0, longest)
    .replace(/\r\n?/g, "\n");
}
