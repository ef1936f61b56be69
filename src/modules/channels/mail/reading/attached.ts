import type { Attachment, Email } from "postal-mime";
import { largestFile } from "#platform/contract";
import type { IncomingFile } from "../../taking-in/incoming.ts";
import { filesOfTnef, textOfTnef } from "./tnef.ts";
import { oneLine } from "./words.ts";

const mostFiles = 100;

export interface Attached {
  readonly files: readonly IncomingFile[];
  /** Names of those that are more, or larger, than we keep. */
  readonly leftOut: readonly string[];
}

/** The files of a mail: what is packed into one of Outlook's is unpacked, an appointment is one that a calendar opens. */
export function attachedTo(mail: Email): Attached {
  const files: IncomingFile[] = [];
  const leftOut: string[] = [];
  for (const [place, attachment] of mail.attachments.entries())
    for (const file of filesOf(attachment, place)) {
      if (file.content.length === 0) continue;
      if (file.content.length > largestFile || files.length >= mostFiles) {
        if (leftOut.length < mostFiles) leftOut.push(file.name);
      } else files.push(file);
    }
  return { files, leftOut };
}

/** What a mail says whose words Outlook has packed with its files. */
export function textAttachedTo(mail: Email): string {
  const packed = mail.attachments.find(isTnef);
  return packed ? textOfTnef(bytesOf(packed)) : "";
}

function isTnef({ mimeType, filename }: Attachment): boolean {
  return /tnef/i.test(mimeType) || /^winmail\.dat$/i.test(filename ?? "");
}

function filesOf(attachment: Attachment, place: number): IncomingFile[] {
  const content = bytesOf(attachment);
  const type = oneLine(attachment.mimeType, 100) || "application/octet-stream";
  const name = oneLine(attachment.filename ?? "", 255) || nameOf(type, place);
  if (isTnef(attachment)) {
    const unpacked = filesOfTnef(content);
    if (unpacked.length > 0) return unpacked;
  }
  const contentId = attachment.contentId?.replace(/^<|>$/g, "").trim();
  return [{ name, type, content, ...(contentId && { contentId: oneLine(contentId, 500) }) }];
}

function bytesOf({ content }: Attachment): Buffer {
  if (typeof content === "string") return Buffer.from(content);
  return content instanceof ArrayBuffer
    ? Buffer.from(content)
    : Buffer.from(content.buffer, content.byteOffset, content.byteLength);
}

const endings: Readonly<Record<string, string>> = {
  "text/calendar": "ics",
  "message/rfc822": "eml",
  "message/delivery-status": "txt",
  "text/rfc822-headers": "txt",
  "text/plain": "txt",
  "text/html": "html",
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/gif": "gif",
  "application/pdf": "pdf",
};

function nameOf(type: string, place: number): string {
  return `${type.split("/")[0]}-${place + 1}.${endings[type] ?? "bin"}`;
}
