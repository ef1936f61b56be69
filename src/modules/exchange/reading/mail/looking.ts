import { isMailbox } from "./messages.ts";

const known = new Set(
  "from to cc subject date received message-id mime-version return-path delivered-to content-type reply-to sender dkim-signature".split(
    " ",
  ),
);

/** Whether a file is a mail or a mailbox: it begins with lines of a head. What is called a mail is one, however broken. */
export function isMail(sample: Buffer, name: string): boolean {
  const start = sample
    .subarray(0, 16_384)
    .toString("latin1")
    .replace(/^\u00ef\u00bb\u00bf/, "")
    .replace(/^[\r\n]+/, "");
  const isCalled = /\.(eml|mbox|mbx)$/i.test(name);
  const lines = headOf(start);
  const told = lines.filter((line) => known.has(/^([!-9;-~]+):/.exec(line)?.[1]?.toLowerCase() ?? ""));
  if (isCalled) return true;
  if (isMailbox(start)) return told.length > 0;
  return told.length >= 3 && lines.every((line) => /^[!-9;-~]+\s*:/.test(line));
}

/** The lines of the head, without what goes on with the one before. */
function headOf(start: string): string[] {
  const lines = start.split(/\r\n|\n|\r/);
  const end = lines.findIndex((line, index) => index > 0 && line === "");
  return lines.slice(0, end < 0 ? -1 : end).filter((line) => !/^[ \t]|^From /.test(line));
}
