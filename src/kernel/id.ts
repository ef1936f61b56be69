/**
 * A new record id: UUID version 7 (RFC 9562, section 5.7), so that ids sort by the time they were made.
 * Pure Web Crypto, so server and browser share it.
 */
export function newId(now: number = Date.now()): string {
  const time = now.toString(16).padStart(12, "0");
  return (
    `${time.slice(0, 8)}-${time.slice(8)}-` +
    `${hex(0x70 | (random() & 0x0f))}${hex(random())}-${hex(0x80 | (random() & 0x3f))}${hex(random())}-` +
    hex(random()) +
    hex(random()) +
    hex(random()) +
    hex(random()) +
    hex(random()) +
    hex(random())
  );
}

// Chance is fetched in stock: to fetch ten bytes costs as much as to fetch a thousand.
const stock = new Uint8Array(2048);
let taken = stock.length;

function random(): number {
  if (taken === stock.length) {
    crypto.getRandomValues(stock);
    taken = 0;
  }
  return stock[taken++] ?? 0;
}

const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function hex(byte: number): string {
  return pairs[byte] ?? "";
}

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether `text` is written as a UUID; any version. */
export function isId(text: unknown): text is string {
  return typeof text === "string" && pattern.test(text);
}
