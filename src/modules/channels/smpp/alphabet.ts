// The alphabet that telephones have by default (3GPP TS 23.038, 6.2.1), a byte a letter as SMPP carries it, and what stands behind an escape.
const letters =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const escape = 0x1b;
const escaped: Readonly<Record<string, number>> = {
  "\f": 0x0a,
  "^": 0x14,
  "{": 0x28,
  "}": 0x29,
  "\\": 0x2f,
  "[": 0x3c,
  "~": 0x3d,
  "]": 0x3e,
  "|": 0x40,
  "€": 0x65,
};
const afterEscape = new Map(Object.entries(escaped).map(([letter, code]) => [code, letter]));

/** How a text is written: `coding` is the data_coding of SMPP, `letters` its pieces, none of which may be torn. */
export interface Coded {
  readonly coding: 0 | 8;
  readonly letters: readonly Buffer[];
}

/** In the alphabet of telephones as long as it has all letters, else in UCS-2. */
export function coded(text: string): Coded {
  const short = [...text].map(septets);
  if (short.every((one) => one !== null)) return { coding: 0, letters: short };
  return { coding: 8, letters: [...text].map((letter) => Buffer.from(letter, "utf16le").swap16()) };
}

function septets(letter: string): Buffer | null {
  const code = letters.indexOf(letter);
  if (code >= 0 && code !== escape) return Buffer.from([code]);
  const behind = escaped[letter];
  return behind === undefined ? null : Buffer.from([escape, behind]);
}

/** What stands in a message by its data_coding (SMPP 3.4, 5.2.19). */
export function decoded(coding: number, content: Buffer): string {
  if (coding === 8)
    return content
      .subarray(0, content.length & ~1)
      .swap16()
      .toString("utf16le");
  if (coding === 1 || coding === 3) return content.toString("latin1");
  let text = "";
  for (let at = 0; at < content.length; at++) {
    const code = content[at] ?? 0;
    text += code === escape ? (afterEscape.get(content[++at] ?? 0) ?? "") : (letters[code & 0x7f] ?? "");
  }
  return text;
}

/** What one short message holds, in bytes of its coding, alone and as one of several, which have a head of six. */
const most = { 0: { alone: 160, part: 153 }, 8: { alone: 140, part: 134 } } as const;

/** As many short messages as a text takes. */
export function partsOf({ coding, letters: pieces }: Coded): Buffer[] {
  const length = pieces.reduce((sum, one) => sum + one.length, 0);
  if (length <= most[coding].alone) return [Buffer.concat(pieces)];
  const parts: Buffer[][] = [[]];
  let bytes = 0;
  for (const piece of pieces) {
    if (bytes + piece.length > most[coding].part) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(piece);
    bytes += piece.length;
  }
  return parts.map((part) => Buffer.concat(part));
}
