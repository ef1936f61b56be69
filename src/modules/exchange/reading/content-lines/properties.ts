import iconv from "iconv-lite";
import { importLimits } from "../../contract/limits.ts";

/** A line of an address book or a calendar (RFC 6350, 5545): `item1.TEL;TYPE=cell:+359 …`. */
export interface Property {
  /** In capitals. */
  readonly name: string;
  /** What it belongs together with: `item1`. */
  readonly group: string;
  /** By name in capitals; a bare one of vCard 2.1 is a type. */
  readonly parameters: ReadonlyMap<string, readonly string[]>;
  /** Decoded, with its escapes. */
  readonly value: string;
}

/**
 * Reads lines of bytes, each byte a letter, as properties: folded lines joined, quoted-printable and base64 opened, each in its own
 * charset. What is longer than a cell may be is cut; lines that are none are passed over.
 */
export async function* propertiesOf(
  lines: AsyncIterable<string>,
  encoding: string,
): AsyncGenerator<Property> {
  let whole = "";
  let goesOn = false;
  for await (const line of lines) {
    if (goesOn || /^[ \t]/.test(line)) {
      if (whole.length < importLimits.rowLength) whole = joined(whole, line, goesOn);
    } else {
      yield* propertyIn(whole, encoding);
      whole = line;
    }
    goesOn = line.endsWith("=") && isQuotedPrintable(whole);
  }
  yield* propertyIn(whole, encoding);
}

const isQuotedPrintable = (line: string): boolean =>
  /^[^:]*;(ENCODING=)?QUOTED-PRINTABLE[;:]/i.test(line.slice(0, 500));

const joined = (whole: string, line: string, isSoft: boolean): string =>
  isSoft ? whole.slice(0, -1) + line : whole + line.slice(1);

function* propertyIn(line: string, encoding: string): Generator<Property> {
  const colon = beforeValue(line);
  if (colon <= 0) return;
  const [head = "", ...rest] = cut(line.slice(0, colon), ";");
  const dot = head.lastIndexOf(".");
  const name = head
    .slice(dot + 1)
    .trim()
    .toUpperCase();
  if (!/^[A-Z0-9-]+$/.test(name)) return;
  const parameters = parametersIn(rest, encoding);
  const value = valueOf(line.slice(colon + 1), parameters, encoding);
  yield { name, group: head.slice(0, Math.max(0, dot)), parameters, value };
}

/** Where the value begins: behind the first colon that is not in quotes. */
function beforeValue(line: string): number {
  let quoted = false;
  for (let index = 0; index < line.length; index++) {
    if (line[index] === '"') quoted = !quoted;
    else if (line[index] === ":" && !quoted) return index;
  }
  return -1;
}

function cut(text: string, separator: string): string[] {
  const parts: string[] = [""];
  let quoted = false;
  for (const letter of text) {
    if (letter === '"') quoted = !quoted;
    if (letter === separator && !quoted) parts.push("");
    else parts[parts.length - 1] += letter;
  }
  return parts;
}

function parametersIn(parts: readonly string[], encoding: string): Map<string, string[]> {
  const parameters = new Map<string, string[]>();
  for (const part of parts) {
    const equals = part.indexOf("=");
    const bare = part.trim();
    const isEncoding = /^(quoted-printable|base64|8bit|7bit)$/i.test(bare);
    const name = equals < 0 ? (isEncoding ? "ENCODING" : "TYPE") : part.slice(0, equals).trim().toUpperCase();
    const text = equals < 0 ? bare : part.slice(equals + 1);
    const values = cut(text, ",").map((one) => decoded(Buffer.from(unquoted(one), "latin1"), encoding));
    parameters.set(name, [...(parameters.get(name) ?? []), ...values]);
  }
  return parameters;
}

function valueOf(raw: string, parameters: ReadonlyMap<string, readonly string[]>, encoding: string): string {
  const how = parameters.get("ENCODING")?.[0]?.toLowerCase() ?? "";
  const charset = parameters.get("CHARSET")?.[0] ?? encoding;
  if (how === "quoted-printable") return decoded(unprinted(raw), charset);
  if (how === "b" || how === "base64") return decoded(Buffer.from(raw, "base64"), charset);
  return decoded(Buffer.from(raw, "latin1"), charset);
}

const unquoted = (text: string): string => text.trim().replace(/^"(.*)"$/, "$1");

function unprinted(text: string): Buffer {
  return Buffer.from(
    text.replace(/=([0-9a-f]{2})/gi, (_whole, code: string) => String.fromCharCode(parseInt(code, 16))),
    "latin1",
  );
}

const decoded = (bytes: Buffer, charset: string): string =>
  iconv.encodingExists(charset) ? iconv.decode(bytes, charset) : bytes.toString("utf8");

/** The parts of a value at signs that are not escaped, each as a text. */
export function partsOf(value: string, separator: ";" | ","): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let index = 0; index < value.length; index++) {
    if (value[index] === "\\") index++;
    else if (value[index] === separator) {
      parts.push(value.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(value.slice(start));
  return parts.map(plainText);
}

/** A value as a text: what is escaped is opened. */
export const plainText = (value: string): string =>
  value
    .replace(/\\(.)/g, (_whole, sign: string) => (/n/i.test(sign) ? "\n" : sign))
    .replace(/\r\n?/g, "\n")
    .trim();
