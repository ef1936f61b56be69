/**
 * Lines as address books and calendars write them (RFC 6350 and RFC 5545): a name, parameters, a value; folded after
 * 75 octets, never inside a letter.
 */
export function contentLine(name: string, value: string): string {
  const line = `${name}:${value}`;
  if (Buffer.byteLength(line) <= mostOctets) return `${line}\r\n`;
  let folded = "";
  let octets = 0;
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    // The space that goes on with a line counts with it.
    if (octets + size > mostOctets) {
      folded += "\r\n ";
      octets = 1;
    }
    folded += letter;
    octets += size;
  }
  return `${folded}\r\n`;
}

const mostOctets = 75;

/** A text as a value: what would end it, or begin another part of it, is escaped. */
export function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, "")
    .replace(/[\\,;]/g, (sign) => `\\${sign}`)
    .replace(/\r\n|\r|\n/g, "\\n");
}

/** An instant in UTC: `20260131T093000Z`. */
export function utcStamp(instant: string): string {
  return instant.replace(/\.\d+/, "").replace(/[-:]/g, "");
}
