import { AppError } from "#kernel/error";
import { type ByteReader, byteReader } from "./byte-reader.ts";

/** A file in the archive. Its content is read, or what is left of it passed over, before the next one comes. */
export interface Entry {
  readonly name: string;
  readonly size: number;
  readonly content: AsyncIterable<Buffer>;
}

const block = 512;
/** What eleven octal digits can tell, 8 GB. */
const largest = 0o77777777777;

/** The head of a file in the tar format (POSIX ustar): its content comes next, then `paddingAfter(size)`. */
export function tarHead(name: string, size: number, at: Date): Buffer {
  if (size > largest) throw new AppError("too_large", { params: { max: "8 GB" } });
  const head = Buffer.alloc(block);
  const [folder, file] = split(name);
  head.write(file, 0);
  head.write("0000600\0", 100);
  head.write("0000000\0", 108);
  head.write("0000000\0", 116);
  head.write(`${octal(size, 11)}\0`, 124);
  head.write(`${octal(Math.floor(at.getTime() / 1000), 11)}\0`, 136);
  head.write("0", 156);
  head.write("ustar\u000000", 257);
  head.write(folder, 345);
  head.write(`${octal(sumOf(head), 6)}\0 `, 148);
  return head;
}

/** Zeros up to the next block. */
export function paddingAfter(size: number): Buffer {
  return Buffer.alloc((block - (size % block)) % block);
}

/** What stands at the end. */
export const tarEnd = Buffer.alloc(2 * block);

/** The files of a tar of ours, one after the other. Throws `backup_damaged` for what is none. */
export async function* tarEntries(chunks: AsyncIterable<Buffer>): AsyncGenerator<Entry> {
  const reader = byteReader(chunks);
  for (;;) {
    const head = await reader.take(block);
    if (!head) throw new AppError("backup_cut_off");
    if (head.every((byte) => byte === 0)) break;
    const { name, size } = readHead(head);
    const content = contentOf(reader, size);
    yield { name, size, content };
    for await (const _ of content);
    await reader.take(paddingAfter(size).length);
  }
  for (let rest = await reader.some(block); rest; rest = await reader.some(block))
    if (rest.some((byte) => byte !== 0)) throw new AppError("backup_damaged");
}

async function* contentOf(reader: ByteReader, size: number): AsyncGenerator<Buffer> {
  for (let left = size; left > 0; ) {
    const chunk = await reader.some(left);
    if (!chunk) throw new AppError("backup_cut_off");
    left -= chunk.length;
    yield chunk;
  }
}

function readHead(head: Buffer): { name: string; size: number } {
  const told = parseInt(text(head, 148, 8), 8);
  const size = parseInt(text(head, 124, 12), 8);
  const isFile = head[156] === 0x30 && text(head, 257, 6) === "ustar";
  if (!isFile || told !== sumOf(head) || !(size >= 0)) throw new AppError("backup_damaged");
  const [folder, file] = [text(head, 345, 155), text(head, 0, 100)];
  return { name: folder ? `${folder}/${file}` : file, size };
}

function split(name: string): readonly [string, string] {
  if (Buffer.byteLength(name) <= 100) return ["", name];
  const at = name.lastIndexOf("/");
  return [name.slice(0, at), name.slice(at + 1)];
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, "0");
}

function text(head: Buffer, from: number, length: number): string {
  const field = head.subarray(from, from + length);
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end < 0 ? length : end).trim();
}

/** Over all bytes of the head, its own eight taken as spaces. */
function sumOf(head: Buffer): number {
  return head.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0);
}
