import { inflateSync } from "node:zlib";
import PdfDocument from "pdfkit";
import { PNG } from "pngjs";
import { AppError } from "#kernel/error";

export interface PictureLimits {
  readonly bytes: number;
  /** Across and down. */
  readonly dots: number;
}

const logoLimits: PictureLimits = { bytes: 512_000, dots: 2000 };

/** The logo behind a `data:` address. Throws `logo_unfit` where it cannot be printed. */
export function logoOf(address: string): Buffer {
  const logo = pictureIn(address, logoLimits);
  if (!logo) throw new AppError("logo_unfit", { field: "logo" });
  return logo;
}

/**
 * The picture of a `data:` address as it can be printed; null unless it is a PNG or JPEG that can be. Its size is read from
 * its head before anything is unpacked. A PNG is written anew: what prints unpacks one where nobody catches an error.
 */
export function pictureIn(address: string, { bytes, dots }: PictureLimits): Buffer | null {
  const picture = Buffer.from(address.slice(address.indexOf(",") + 1), "base64");
  const size = picture.length <= bytes ? sizeOf(picture) : null;
  if (!size || size.width > dots || size.height > dots) return null;
  if (isPng(picture)) return writtenAnew(picture);
  return isPrintable(picture) ? picture : null;
}

/** As a browser shows it. */
export function addressOf(picture: Buffer): string {
  return `data:image/${isPng(picture) ? "png" : "jpeg"};base64,${picture.toString("base64")}`;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function sizeOf(picture: Buffer): Size | null {
  if (isPng(picture) && picture.length > 24)
    return { width: picture.readUInt32BE(16), height: picture.readUInt32BE(20) };
  return picture.subarray(0, 3).equals(Buffer.from("ffd8ff", "hex")) ? sizeOfJpeg(picture) : null;
}

function isPng(picture: Buffer): boolean {
  return picture.subarray(0, 8).equals(Buffer.from("89504e470d0a1a0a", "hex"));
}

/** From the frame header, which the segments before lead to (ITU T.81, B.2.2). */
function sizeOfJpeg(picture: Buffer): Size | null {
  let at = 2;
  while (at + 9 < picture.length && picture[at] === 0xff) {
    const marker = picture[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: picture.readUInt16BE(at + 7), height: picture.readUInt16BE(at + 5) };
    at += 2 + picture.readUInt16BE(at + 2);
  }
  return null;
}

/** The same PNG; null for one that is broken. */
function writtenAnew(picture: Buffer): Buffer | null {
  try {
    return isSound(picture) ? PNG.sync.write(PNG.sync.read(picture)) : null;
  } catch {
    return null;
  }
}

const samplesOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/**
 * Whether the one head of a PNG comes first, says that it is not interlaced, and what is packed has just the length that
 * follows from it (PNG specification, 11.2.1 and 7.2): what reads it relies on that. Throws where it cannot be unpacked.
 */
function isSound(picture: Buffer): boolean {
  const chunks = chunksOf(picture);
  const head = chunks[0];
  if (head?.type !== "IHDR" || chunks.filter(({ type }) => type === "IHDR").length > 1) return false;
  const [width, height] = [head.data.readUInt32BE(0), head.data.readUInt32BE(4)];
  const [depth = 0, colours = -1, , , interlaced] = head.data.subarray(8);
  const row = 1 + Math.ceil((width * depth * (samplesOf[colours] ?? 0)) / 8);
  const packed = Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data));
  return interlaced === 0 && inflateSync(packed, { maxOutputLength: row * height }).length === row * height;
}

function chunksOf(picture: Buffer): { readonly type: string; readonly data: Buffer }[] {
  const chunks = [];
  for (let at = 8; at + 12 <= picture.length; ) {
    const end = at + 8 + picture.readUInt32BE(at);
    chunks.push({ type: picture.toString("latin1", at + 4, at + 8), data: picture.subarray(at + 8, end) });
    at = end + 4;
  }
  return chunks;
}

function isPrintable(picture: Buffer): boolean {
  try {
    new PdfDocument().image(picture, 0, 0, { width: 1 });
    return true;
  } catch {
    return false;
  }
}
