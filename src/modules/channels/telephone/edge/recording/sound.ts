import { type Captured, captured } from "./captured.ts";
import { samplesPerSecond, spoken, toU } from "./g711.ts";

/** Of a longer call the first so many samples are kept: what a file of the product holds. */
const longest = 50 * 60 * samplesPerSecond;
/** Bytes of one capture that are read: more than both sides of the longest sound take. */
export const largestCapture = 96 * 1024 ** 2;
/** Samples by which a source may be elsewhere than its packets come, until it is taken to have begun anew. */
const drift = 2 * samplesPerSecond;
/** Samples that are held open for what comes late. */
const held = 30 * samplesPerSecond;

export interface Sound {
  readonly size: number;
  /** A WAV of one byte a sample, piece by piece. */
  readonly content: AsyncIterable<Buffer>;
}

/** All that was said in the captures of a call, both sides in one; null where nothing was. The captures are read twice. */
export async function soundOf(paths: readonly string[]): Promise<Sound | null> {
  let end = 0;
  for await (const { place, bytes } of placed(paths)) end = Math.max(end, place + bytes.length);
  const samples = Math.min(longest, end);
  if (samples === 0) return null;
  const head = headOf(samples);
  return { size: head.length + samples, content: written(head, paths, samples) };
}

interface Placed extends Captured {
  /** The sample at which it begins. */
  readonly place: number;
}

interface Source {
  /** Where its first sample stands, and what that was stamped. */
  readonly begin: number;
  readonly stamp: number;
  last: number;
}

async function* placed(paths: readonly string[]): AsyncGenerator<Placed> {
  const sources = new Map<number, Source>();
  let start: number | undefined;
  for (const path of paths)
    for await (const packet of captured(path, largestCapture)) {
      start ??= packet.at;
      const came = Math.max(0, Math.round(((packet.at - start) * samplesPerSecond) / 1000));
      const place = placeOf(sources, packet, came);
      if (place !== null && place < longest) yield { ...packet, place };
    }
}

/** Where the samples of a packet belong: by its stamp, so that what overtook something is put right. Null for one that was there. */
function placeOf(sources: Map<number, Source>, { source, stamp }: Captured, came: number): number | null {
  const known = sources.get(source);
  if (known?.last === stamp) return null;
  const place = known && known.begin + ((stamp - known.stamp) | 0);
  if (known && place !== undefined && place >= 0 && Math.abs(place - came) <= drift) {
    known.last = stamp;
    return place;
  }
  // Who sends whatever it likes is not remembered without end.
  if (sources.size >= mostSources) sources.clear();
  sources.set(source, { begin: came, stamp, last: stamp });
  return came;
}

const mostSources = 64;

async function* written(head: Buffer, paths: readonly string[], samples: number): AsyncGenerator<Buffer> {
  yield head;
  const mix = new Int16Array(2 * held);
  let base = 0;
  const flush = (): Buffer => {
    const piece = bytesOf(mix.subarray(0, Math.min(held, samples - base)));
    mix.copyWithin(0, held);
    mix.fill(0, held);
    base += held;
    return piece;
  };
  for await (const packet of placed(paths)) {
    while (packet.place + packet.bytes.length > base + mix.length && base < samples) yield flush();
    add(mix, packet.place - base, packet);
  }
  while (base < samples) yield flush();
}

function add(mix: Int16Array, place: number, { law, bytes }: Captured): void {
  const samples = spoken[law];
  const end = Math.min(mix.length, place + bytes.length);
  for (let at = Math.max(0, place); at < end; at++) {
    const sum = (mix[at] ?? 0) + (samples[bytes[at - place] ?? 0] ?? 0);
    mix[at] = Math.max(-32_768, Math.min(32_767, sum));
  }
}

function bytesOf(samples: Int16Array): Buffer {
  const bytes = Buffer.allocUnsafe(samples.length);
  for (let at = 0; at < samples.length; at++) bytes[at] = toU(samples[at] ?? 0);
  return bytes;
}

function headOf(samples: number): Buffer {
  const head = Buffer.alloc(58);
  head.write("RIFF", 0);
  head.writeUInt32LE(head.length - 8 + samples, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(18, 16);
  head.writeUInt16LE(7, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(samplesPerSecond, 24);
  head.writeUInt32LE(samplesPerSecond, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write("fact", 38);
  head.writeUInt32LE(4, 42);
  head.writeUInt32LE(samples, 46);
  head.write("data", 50);
  head.writeUInt32LE(samples, 54);
  return head;
}
