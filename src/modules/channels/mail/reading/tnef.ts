import type { IncomingFile } from "../../taking-in/incoming.ts";

const signature = 0x223e9f78;
/** Attributes of MS-OXTNEF: where the next file begins, what it is called, what is in it. */
const begins = 0x9002;
const title = 0x8010;
const content = 0x800f;
const most = 100;

/**
 * The files in what Outlook calls winmail.dat (MS-OXTNEF, 2.1): a level, a tag, a length, that many bytes and a sum, again and
 * again. Empty where it is none, or broken before the first file.
 */
export function filesOfTnef(bytes: Buffer): IncomingFile[] {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== signature) return [];
  const files: { name: string; content: Buffer }[] = [];
  let at = 6;
  while (at + 9 <= bytes.length && files.length < most) {
    const tag = bytes.readUInt16LE(at + 1);
    const length = bytes.readUInt32LE(at + 5);
    const value = bytes.subarray(at + 9, at + 9 + length);
    if (value.length < length) break;
    const file = files.at(-1);
    if (tag === begins) files.push({ name: "", content: Buffer.alloc(0) });
    else if (tag === title && file) file.name = value.toString("latin1").replace(/\0.*$/s, "");
    else if (tag === content && file) file.content = value;
    at += 9 + length + 2;
  }
  return files
    .filter((file) => file.content.length > 0)
    .map((file) => ({ ...file, name: file.name || "file", type: "application/octet-stream" }));
}
