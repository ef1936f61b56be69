/**
 * A new record id: UUID version 7 (RFC 9562, section 5.7), so that ids sort by the time they were made.
 * Pure Web Crypto, so server and browser share it.
 */
export function newId(now: number = Date.now()): string {
  const time = now.toString(16).padStart(12, "0");
  const chance = random();
  const variant = variants[Number.parseInt(chance.charAt(3), 16) & 3];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${chance.slice(0, 3)}-${variant}${chance.slice(4, 7)}-${chance.slice(7)}`;
}

const variants = ["8", "9", "a", "b"] as const;

// Chance is fetched and spelled in stock: to fetch ten bytes costs as much as to fetch a thousand.
const perId = 19;
const letters = new Uint8Array(200 * perId);
const digits = "0123456789abcdef";
const latin = new TextDecoder();
let stock = "";
let taken = 0;

/** Nineteen hexadecimal digits by chance. */
function random(): string {
  if (taken === stock.length) {
    crypto.getRandomValues(letters);
    for (let at = 0; at < letters.length; at++) letters[at] = digits.charCodeAt((letters[at] as number) & 15);
    stock = latin.decode(letters);
    taken = 0;
  }
  return stock.slice(taken, (taken += perId));
}

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether `text` is written as a UUID; any version. */
export function isId(text: unknown): text is string {
  return typeof text === "string" && pattern.test(text);
}
