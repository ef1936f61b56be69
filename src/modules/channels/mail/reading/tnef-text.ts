import iconv from "iconv-lite";
import { unpackedRtf } from "./compressed-rtf.ts";
import { textOfHtml } from "./html-text.ts";
import { textOfRtf } from "./rtf-text.ts";
import { plain } from "./words.ts";

/** Properties of a message that hold its words (MS-OXCMSG, 2.2.1.58). */
const words = { text: 0x1000, rtf: 0x1009, html: 0x1013 } as const;
/** Properties, and values of all of them. */
const mostProperties = 2000;
/** Bytes of a text that are read. */
const longest = 300_000;

/** Bytes of values that have always as many (MS-OXCDATA, 2.11.1), filled up to four. */
const sizes: Readonly<Record<number, number>> = {
  0x02: 4,
  0x03: 4,
  0x04: 4,
  0x05: 8,
  0x06: 8,
  0x07: 8,
  0x0a: 4,
  0x0b: 4,
  0x14: 8,
  0x40: 8,
  0x48: 16,
};
const [text8, text16] = [0x1e, 0x1f];

/** What a message says, by its properties as Outlook packs them (MS-OXTNEF, 2.1.3.4): as a text, else of its HTML, else of its rich text. */
export function textOfProperties(bytes: Buffer): string {
  const found = new Map<number, { readonly type: number; readonly value: Buffer }>();
  try {
    for (const property of propertiesIn(bytes))
      if (Object.values(words).some((id) => id === property.id) && !found.has(property.id))
        found.set(property.id, property);
  } catch (error) {
    // Broken off: what stood before it counts.
    if (!(error instanceof RangeError)) throw error;
  }
  const text = found.get(words.text);
  if (text) return plain(stringOf(text)).trim();
  const html = found.get(words.html);
  if (html) return plain(textOfHtml(stringOf(html))).trim();
  const rtf = found.get(words.rtf);
  const unpacked = rtf && unpackedRtf(rtf.value);
  return unpacked ? textOfRtf(unpacked) : "";
}

function stringOf({ type, value: whole }: { readonly type: number; readonly value: Buffer }): string {
  const value = whole.subarray(0, longest);
  const read =
    type === text16
      ? value.toString("utf16le")
      : iconv.decode(value, type === text8 ? "windows-1252" : "utf8");
  return read.replace(/\0.*$/s, "");
}

/** Throws `RangeError` where it ends in their midst. */
function* propertiesIn(bytes: Buffer): Generator<{ id: number; type: number; value: Buffer }> {
  const count = Math.min(bytes.readUInt32LE(0), mostProperties);
  let [at, seen] = [4, 0];
  const padded = (length: number) => Math.ceil(length / 4) * 4;
  for (let property = 0; property < count; property++) {
    const [type, id] = [bytes.readUInt16LE(at), bytes.readUInt16LE(at + 2)];
    at += 4;
    if (id >= 0x8000) {
      const isNamed = bytes.readUInt32LE(at + 16) === 1;
      const more = bytes.readUInt32LE(at + 20);
      at += 24 + (isNamed ? padded(more) : 0);
    }
    const size = sizes[type & 0xfff];
    const values = size === undefined || type & 0x1000 ? bytes.readUInt32LE(at) : 1;
    if (size === undefined || type & 0x1000) at += 4;
    for (let value = 0; value < values && seen < mostProperties; value++, seen++) {
      const length = size ?? bytes.readUInt32LE(at);
      if (size === undefined) at += 4;
      if (at > bytes.length) return;
      yield { id, type: type & 0xfff, value: bytes.subarray(at, at + length) };
      at += padded(length);
    }
  }
}
