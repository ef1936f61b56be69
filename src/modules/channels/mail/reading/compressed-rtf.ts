/** As much of a text as is unpacked, in bytes. */
const longest = 300_000;

/** What every writer and reader begins with (MS-OXRTFCP, 2.1.2.1). */
const beginning = Buffer.from(
  "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx",
  "latin1",
);
const dictionarySize = 4096;
const [packed, plain] = [0x75465a4c, 0x414c454d];

/** Unpacks the text of a mail as Outlook packs it (MS-OXRTFCP, 3.1.4); null where it is none, or is broken. */
export function unpackedRtf(bytes: Buffer): Buffer | null {
  if (bytes.length < 16) return null;
  const [size, kind] = [Math.min(bytes.readUInt32LE(4), longest), bytes.readUInt32LE(8)];
  if (kind === plain) return bytes.subarray(16, 16 + size);
  return kind === packed ? unpacked(bytes, size) : null;
}

/** Eight times a byte as it is, or a piece of what came before, by where it begins and how long it is. */
function unpacked(bytes: Buffer, size: number): Buffer {
  const dictionary = Buffer.alloc(dictionarySize);
  beginning.copy(dictionary);
  let written = beginning.length;
  const text = Buffer.alloc(size);
  let length = 0;
  const put = (byte: number) => {
    if (length < size) text[length++] = byte;
    dictionary[written] = byte;
    written = (written + 1) % dictionarySize;
  };
  for (let at = 16; at < bytes.length && length < size; ) {
    const control = bytes[at++] ?? 0;
    for (let bit = 0; bit < 8 && at < bytes.length; bit++) {
      if ((control & (1 << bit)) === 0) {
        put(bytes[at++] ?? 0);
        continue;
      }
      if (at + 2 > bytes.length) return text.subarray(0, length);
      const told = bytes.readUInt16BE(at);
      at += 2;
      const from = told >> 4;
      // It ends by pointing to where it would write next.
      if (from === written) return text.subarray(0, length);
      for (let count = 0; count < (told & 15) + 2; count++)
        put(dictionary[(from + count) % dictionarySize] ?? 0);
    }
  }
  return text.subarray(0, length);
}
