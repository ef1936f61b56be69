import type { Message } from "#platform";

/** A document as it hangs on a letter: a PDF called by its number. */
export function attached(number: string, content: Buffer): NonNullable<Message["attachments"]>[number] {
  return { filename: fileNameOf(number), content, contentType: "application/pdf" };
}

export function fileNameOf(number: string): string {
  return `${number.replace(/[^\p{L}\p{N}.-]+/gu, "-")}.pdf`;
}
