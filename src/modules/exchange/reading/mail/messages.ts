import { createReadStream } from "node:fs";
import type { Allowance } from "../allowance.ts";

/** A message as it lies in a file, each byte a letter; and when its mailbox says that it came. */
export interface RawMessage {
  readonly text: string;
  readonly cameAt: string;
}

/** What comes behind the text of a mail are attachments, which are not kept. */
const mostBytes = 8 * 1024 * 1024;
const longestDivider = 300;

/** "From maria@example.com Tue Sep  1 09:30:00 2020": where the next message of a mailbox begins. */
const divider = /^From \S.*\d{2}:\d{2}.*\d{4}|^From \S+ *\d*\r?$|^From [- ]*\r?$/;

const isDivider = (line: string): boolean =>
  line.startsWith("From ") && line.length <= longestDivider && divider.test(line);

export const isMailbox = (start: string): boolean => /^From [^\r\n]*(\d{4}|@)/.test(start);

/**
 * The messages of a file, one at a time: of a mailbox (mbox in any of its kinds) all, else the one that it is. No more of a message is
 * held than its text can be in.
 */
export async function* messagesIn(path: string, allowance: Allowance): AsyncGenerator<RawMessage> {
  let message: string[] = [];
  let length = 0;
  let cameAt = "";
  let isBox: boolean | undefined;
  let isAfterBlank = true;
  for await (const line of linesOf(path, allowance)) {
    isBox ??= line.trim() === "" ? undefined : isMailbox(line);
    if (isBox && isAfterBlank && isDivider(line)) {
      if (length > 0) yield { text: message.join(""), cameAt };
      [message, length, cameAt] = [[], 0, line.replace(/^From \S+\s*/, "").trim()];
      continue;
    }
    isAfterBlank = /^\r?\n?$/.test(line);
    if (length > mostBytes || (length === 0 && isAfterBlank)) continue;
    length += line.length;
    // What began like a divider got a sign in front.
    message.push(isBox ? line.replace(/^>(>*From )/, "$1") : line);
  }
  if (length > 0) yield { text: message.join(""), cameAt };
}

/** Lines with their ends. In a file where lines end by a carriage return alone, that is a line end, too. */
async function* linesOf(path: string, allowance: Allowance): AsyncGenerator<string> {
  let rest = "";
  let bare: boolean | undefined;
  for await (const piece of createReadStream(path, { encoding: "latin1", highWaterMark: 256 * 1024 })) {
    allowance.assertTime();
    let text = String(piece);
    if (bare === undefined) {
      text = text.replace(/^\u00ef\u00bb\u00bf/, "");
      bare = !text.includes("\n") && text.includes("\r");
    }
    if (bare) text = text.replaceAll("\r", "\n");
    if (text.includes("\n")) {
      const lines = (rest + text).split(/(?<=\n)/);
      rest = lines.pop() ?? "";
      yield* lines;
    } else if (rest.length < mostBytes) rest += text;
  }
  if (rest !== "") yield rest;
}
