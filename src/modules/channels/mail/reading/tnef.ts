import type { IncomingFile } from "../../taking-in/incoming.ts";
import { textOfProperties } from "./tnef-text.ts";
import { plain } from "./words.ts";

const signature = 0x223e9f78;
/** Attributes of MS-OXTNEF: where the next file begins, what it is called, what is in it. */
const begins = 0x9002;
const title = 0x8010;
const content = 0x800f;
/** The words of the message, and its properties, which may have them. */
const body = 0x800c;
const properties = 0x9003;
const most = 100;
/** Attributes that are looked at; a file has some seven. */
const mostAttributes = 1000;
/** Bytes of a text that are read. */
const longest = 300_000;

/** The files in what Outlook calls winmail.dat. Empty where it is none, or broken before the first file. */
export function filesOfTnef(bytes: Buffer): IncomingFile[] {
  const files: { name: string; content: Buffer }[] = [];
  for (const { tag, value } of attributesIn(bytes)) {
    const file = files.at(-1);
    if (tag === begins && files.length < most) files.push({ name: "", content: Buffer.alloc(0) });
    else if (tag === title && file) file.name = value.toString("latin1").replace(/\0.*$/s, "");
    else if (tag === content && file) file.content = value;
  }
  return files
    .filter((file) => file.content.length > 0)
    .map((file) => ({ ...file, name: file.name || "file", type: "application/octet-stream" }));
}

/** What the message says that is packed so; empty where it says nothing. It stands before the files, once. */
export function textOfTnef(bytes: Buffer): string {
  const first = new Map<number, Buffer>();
  for (const { tag, value } of attributesIn(bytes)) {
    if (tag === begins) break;
    if (!first.has(tag)) first.set(tag, value);
  }
  const text = first.get(body)?.toString("latin1", 0, longest) ?? "";
  return plain(text).trim() || textOfProperties(first.get(properties) ?? Buffer.alloc(0));
}

/** A level, a tag, a length, that many bytes and a sum, again and again (MS-OXTNEF, 2.1). */
function* attributesIn(bytes: Buffer): Generator<{ tag: number; value: Buffer }> {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== signature) return;
  for (let at = 6, seen = 0; at + 9 <= bytes.length && seen < mostAttributes; seen++) {
    const length = bytes.readUInt32LE(at + 5);
    const value = bytes.subarray(at + 9, at + 9 + length);
    if (value.length < length) return;
    yield { tag: bytes.readUInt16LE(at + 1), value };
    at += 9 + length + 2;
  }
}
