import PostalMime, { type Email } from "postal-mime";
import { tellingHead } from "./telling-heads.ts";

/** The largest mail that is read, in bytes; of a larger one its head is. */
export const largestMail = 30 * 1024 * 1024;

/** The parser takes some 10 µs a line (measured): a mail of the largest size has 400,000 lines of what people send. */
const mostLines = 600_000;

/** By which we mark a mail of which only the head was fetched. */
export const cutHeader = "X-Rapport-Cut";

const bounds = { maxNestingDepth: 50, maxHeadersSize: 512 * 1024, maxRfc822NestingDepth: 5 } as const;

export interface Parsed extends Email {
  /** Why only its head could be read. */
  readonly cut?: "too_large" | "broken";
}

/** Reads a mail, however broken: one that is nested or headed without end, or too large, is read by its head alone. */
export async function parseMail(raw: Buffer): Promise<Parsed> {
  const whole = lineEnds(raw);
  if (whole.length > largestMail || hasMoreLines(whole, mostLines))
    return { ...(await parseHead(whole)), cut: "too_large" };
  try {
    const mail = await PostalMime.parse(whole, bounds);
    return mail.headers[0]?.originalKey === cutHeader ? { ...mail, cut: "too_large" } : mail;
  } catch {
    return { ...(await parseHead(whole)), cut: "broken" };
  }
}

function hasMoreLines(whole: Buffer, most: number): boolean {
  let count = 0;
  for (let at = whole.indexOf(10); at >= 0; at = whole.indexOf(10, at + 1)) if (++count > most) return true;
  return false;
}

async function parseHead(whole: Buffer): Promise<Email> {
  const plain = tellingHead(whole)
    .toString("latin1")
    .replace(/^content-(type|transfer-encoding):.*(\r?\n[ \t].*)*/gim, "");
  return PostalMime.parse(Buffer.from(plain, "latin1"), bounds).catch(() => ({
    headers: [],
    headerLines: [],
    attachments: [],
  }));
}

/** Lines that end by a carriage return alone are lines: without this such a mail has neither text nor id. */
export function lineEnds(raw: Buffer): Buffer {
  const first = raw.indexOf(13);
  const isBare = first >= 0 && raw[first + 1] !== 10 && raw[first + 1] !== 13;
  if (!isBare) return raw;
  return Buffer.from(raw.toString("latin1").replace(/\r(?!\n)/g, "\r\n"), "latin1");
}

/** The values of a header, in their order, each on one line. */
export function headersOf({ headers }: Pick<Email, "headers">, name: string): string[] {
  return headers.filter(({ key }) => key === name).map(({ value }) => value.replace(/\s+/g, " ").trim());
}
