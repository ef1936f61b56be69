import type { IncomingFile } from "../../taking-in/incoming.ts";

const block = /^begin(?:-base64)? [0-7]{3,4} (.{1,255})\n([\s\S]*?)\n(?:`\n|\s*\n)?end\s*$/gm;
const most = 20;

/** Files that stand in the text of a mail in the old way of Unix, and the text without them. */
export function takeOutUuencoded(text: string): { text: string; files: IncomingFile[] } {
  const files: IncomingFile[] = [];
  if (!text.includes("\nend") || !/^begin /m.test(text)) return { text, files };
  const rest = text.replace(block, (whole: string, name: string, lines: string) => {
    const content = files.length < most ? decoded(lines) : null;
    if (!content) return whole;
    files.push({ name: name.trim(), type: "application/octet-stream", content });
    return "";
  });
  return { text: rest.trim(), files };
}

/** Null where a line holds less than it says. */
function decoded(lines: string): Buffer | null {
  const pieces: Buffer[] = [];
  for (const line of lines.split("\n")) {
    if (line === "" || line === "`") continue;
    const length = (line.charCodeAt(0) - 32) & 63;
    if (length === 0) break;
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
