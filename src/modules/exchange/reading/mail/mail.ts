import { createHash } from "node:crypto";
import type { Address, Email } from "postal-mime";
import { parseMail, textOfHtml } from "#channels";
import { type Correspondent, plainAddress } from "../people-met.ts";
import type { RawMessage } from "./messages.ts";

/** A mail as an interaction needs it. */
export interface Mail {
  /** By which it is known for ever: the Message-ID, or what it is made of where it has none. */
  readonly id: string;
  readonly at: string;
  readonly from: Correspondent | null;
  readonly to: readonly Correspondent[];
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly string[];
  /** Whether a machine says what became of another mail. */
  readonly isReport: boolean;
}

const longestText = 45_000;
const longestSubject = 490;
const longestDate = 200;
const mostPeople = 1000;

/** Reads a message, however broken: what cannot be made out is empty. */
export async function readMail({ text, cameAt }: RawMessage): Promise<Mail> {
  const mail = await parseMail(Buffer.from(text, "latin1"));
  const from = people([mail.from, mail.sender, ...(mail.replyTo ?? [])])[0] ?? null;
  const to = people([...(mail.to ?? []), ...(mail.cc ?? []), ...(mail.bcc ?? [])]);
  const body = clipped(plain(mail.text?.trim() || textOfHtml(mail.html ?? "")), longestText);
  const subject = clipped(plain(mail.subject ?? "").replace(/\s+/g, " "), longestSubject);
  const at = momentOf(mail, cameAt);
  return {
    id: idOf(mail, [at, from?.email, subject, body]),
    at,
    from,
    to: to.length > 0 ? to : people([{ name: "", address: mail.deliveredTo ?? "" }]),
    subject,
    text: body,
    attachments: mail.attachments.flatMap(({ filename, related }) =>
      filename && !related ? [plain(filename)] : [],
    ),
    isReport: isReport(mail, from),
  };
}

/** Each once, the first that are named. */
function people(addresses: readonly (Address | undefined)[]): Correspondent[] {
  const all = new Map<string, Correspondent>();
  for (const { name, address } of addresses.flatMap((one) => one?.group ?? (one ? [one] : []))) {
    const email = plainAddress(address);
    if (email !== "" && !all.has(email)) all.set(email, { email, name: nameOf(name) });
    if (all.size === mostPeople) break;
  }
  return [...all.values()];
}

// A name that is an address is none.
const nameOf = (name: string): string =>
  name.includes("@")
    ? ""
    : clipped(
        plain(name)
          .replace(/["'<>]/g, "")
          .trim(),
        200,
      );

const plain = (text: string): string =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "")
    .toWellFormed()
    // Bytes that are no letter in the charset that the mail tells: the rest of it is worth having.
    .replaceAll("\uFFFD", "?");

const clipped = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length).toWellFormed()}…` : text;

/** When it was sent: as it says, else as the last who passed it on, or its mailbox, says. */
function momentOf(mail: Email, cameAt: string): string {
  const received = mail.headers
    .find(({ key }) => key === "received")
    ?.value.split(";")
    .at(-1);
  for (const text of [mail.date, received, cameAt]) {
    const time = Date.parse(
      text
        ?.slice(0, longestDate)
        .replace(/\([^)]*\)/g, "")
        .trim() ?? "",
    );
    if (time > firstMail && time < Date.now() + 86_400_000) return new Date(time).toISOString();
  }
  return "";
}

const firstMail = Date.UTC(1971, 0, 1);

function idOf({ messageId }: Email, parts: readonly (string | undefined)[]): string {
  const told = messageId?.trim().replace(/\s+/g, " ") ?? "";
  return told === "" ? digest(parts.join("\n")) : told;
}

export const digest = (text: string): string => `sha256:${createHash("sha256").update(text).digest("hex")}`;

function isReport({ headers }: Email, from: Correspondent | null): boolean {
  const type = headers.find(({ key }) => key === "content-type")?.value ?? "";
  return /^\s*multipart\/report/i.test(type) || /^(mailer-daemon|postmaster)@/.test(from?.email ?? "");
}
