import chardet from "chardet";
import iconv from "iconv-lite";
import type { Email } from "postal-mime";
import { textOfHtml } from "./html-text.ts";

/** What of a text is kept: letters that no database takes are left out. */
export function plain(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "")
    .toWellFormed();
}

export function clipped(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length).toWellFormed()}…` : text;
}

/** A header or name on one line. */
export function oneLine(text: string | undefined, length: number): string {
  return clipped(
    plain(text ?? "")
      .replace(/\s+/g, " ")
      .trim(),
    length,
  );
}

/** The text of a mail; what its HTML says where it has none. */
export function textOf({ text, html }: Pick<Email, "text" | "html">): string {
  return plain(text?.trim() ? text : textOfHtml(html ?? "")).trim();
}

/**
 * The text of a mail of one part that lies about its charset, or tells none: what does not read as it says is read as its bytes
 * look. Null where it reads well.
 */
export function textByItsBytes(raw: Buffer, text: string): string | null {
  if (!text.includes("\uFFFD")) return null;
  const at = raw.indexOf("\r\n\r\n");
  const head = raw.subarray(0, at < 0 ? 0 : at).toString("latin1");
  if (at < 0 || /content-type:\s*multipart/i.test(head) || /transfer-encoding:\s*(base64|quoted)/i.test(head))
    return null;
  const body = raw.subarray(at + 4);
  const charset = chardet.detect(body.subarray(0, 64 * 1024));
  if (!charset || !iconv.encodingExists(charset)) return null;
  const read = iconv.decode(body, charset);
  return read.includes("\uFFFD") ? null : plain(read).trim();
}
