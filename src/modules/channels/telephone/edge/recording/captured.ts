import { createReadStream } from "node:fs";

/** A packet of speech, as rtpengine wrote it down. */
export interface Captured {
  /** Milliseconds since 1970 when it came. */
  readonly at: number;
  /** Whose it is: a number that is another for each that speaks. */
  readonly source: number;
  readonly law: "u" | "a";
  /** Its place among the samples of its source; begins anywhere, and anew after 2^32. */
  readonly stamp: number;
  readonly bytes: Buffer;
}

const laws: Readonly<Record<number, "u" | "a">> = { 0: "u", 8: "a" };
/** No packet of IP is longer. */
const longest = 65_535;
const heads = { file: 24, packet: 16, udp: 8, rtp: 12 } as const;

/**
 * The packets of speech in a capture of raw IPv4 (`pcap`), to where it is whole and no further than `most` bytes; what is not G.711 is
 * left. It is read by pieces, between which others have their turn.
 */
export async function* captured(path: string, most: number): AsyncGenerator<Captured> {
  let held = Buffer.alloc(0);
  let isBegun = false;
  for await (const piece of createReadStream(path, { end: most - 1, highWaterMark: 256 * 1024 })) {
    held = Buffer.concat([held, piece as Buffer]);
    if (!isBegun) {
      if (held.length < heads.file) continue;
      if (held.readUInt32LE(0) !== 0xa1b2c3d4) return;
      held = held.subarray(heads.file);
      isBegun = true;
    }
    let place = 0;
    while (place + heads.packet <= held.length) {
      const length = held.readUInt32LE(place + 8);
      const begin = place + heads.packet;
      if (length > longest) return;
      if (begin + length > held.length) break;
      const at = held.readUInt32LE(place) * 1000 + held.readUInt32LE(place + 4) / 1000;
      place = begin + length;
      const packet = spokenIn(held.subarray(begin, place));
      if (packet) yield { ...packet, at };
    }
    held = held.subarray(place);
  }
}

function spokenIn(packet: Buffer): Omit<Captured, "at"> | null {
  const first = packet[0] ?? 0;
  const begin = (first & 0x0f) * 4 + heads.udp;
  const rtp = packet.subarray(begin);
  const [flags = 0, kind = 0] = rtp;
  if (first >> 4 !== 4 || packet[9] !== 17 || rtp.length < heads.rtp || flags >> 6 !== 2) return null;
  const law = laws[kind & 0x7f];
  const added = flags & 0x10 ? heads.rtp + (flags & 0x0f) * 4 : -1;
  const extension = added >= 0 && rtp.length >= added + 4 ? 4 + rtp.readUInt16BE(added + 2) * 4 : 0;
  const head = heads.rtp + (flags & 0x0f) * 4 + extension;
  const padding = flags & 0x20 ? (rtp.at(-1) ?? 0) : 0;
  if (!law || head + padding >= rtp.length) return null;
  return {
    law,
    stamp: rtp.readUInt32BE(4),
    source: rtp.readUInt32BE(8),
    bytes: rtp.subarray(head, rtp.length - padding),
  };
}
