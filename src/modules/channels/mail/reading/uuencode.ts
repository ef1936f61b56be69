import type { IncomingFile } from "../../taking-in/incoming.ts";

// Two patterns that each go forward alone: one for the whole block would try all that follows at each begin.
const begin = /^begin(?:-base64)? [0-7]{3,4} (.{1,255})\n/gm;
const end = /^end[ \t]{0,20}$/gm;
const most = { files: 20, lines: 1_000_000, line: 1000 } as const;

/** Files that stand in the text of a mail in the old way of Unix, and the text without them. */
export function takeOutUuencoded(text: string): { text: string; files: IncomingFile[] } {
  const files: IncomingFile[] = [];
  if (!text.includes("\nend") || !/^begin /m.test(text)) return { text, files };
  const rest: string[] = [];
  let at = 0;
  for (const { name, from, lines, to } of blocksOf(text)) {
    const content = files.length < most.files ? decoded(lines) : null;
    if (!content) continue;
    files.push({ name: name.trim(), type: "application/octet-stream", content });
    rest.push(text.slice(at, from));
    at = to;
  }
  return { text: [...rest, text.slice(at)].join("").trim(), files };
}

function* blocksOf(text: string): Generator<{ name: string; from: number; lines: string; to: number }> {
  let at = 0;
  for (;;) {
    begin.lastIndex = at;
    const first = begin.exec(text);
    if (!first) return;
    const body = first.index + first[0].length;
    end.lastIndex = body;
    const last = end.exec(text);
    if (!last) return;
    at = last.index + last[0].length;
    yield { name: first[1] ?? "", from: first.index, lines: text.slice(body, last.index), to: at };
  }
}

/** Null where a line holds less than it says. */
function decoded(lines: string): Buffer | null {
  const pieces: Buffer[] = [];
  for (const line of lines.split("\n", most.lines)) {
    if (line === "" || line === "`") continue;
    const length = (line.charCodeAt(0) - 32) & 63;
    if (length === 0) break;
    if (line.length > most.line) return null;
    const signs = Array.from(line.slice(1), (sign) => (sign.charCodeAt(0) - 32) & 63);
    if (signs.length < Math.ceil((length * 4) / 3)) return null;
    const bytes = Buffer.alloc(Math.ceil(signs.length / 4) * 3);
    for (let at = 0, to = 0; at < signs.length; at += 4, to += 3) {
      const [a = 0, b = 0, c = 0, d = 0] = signs.slice(at, at + 4);
      bytes.writeUIntBE((a << 18) | (b << 12) | (c << 6) | d, to, 3);
    }
    pieces.push(bytes.subarray(0, length));
  }
  return pieces.length > 0 ? Buffer.concat(pieces) : null;
}
