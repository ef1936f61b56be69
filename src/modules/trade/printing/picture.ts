import PdfDocument from "pdfkit";
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
 * The picture of a `data:` address; null unless it is a PNG or JPEG that can be printed. Its size is read from its head
 * before anything is unpacked.
 */
export function pictureIn(address: string, { bytes, dots }: PictureLimits): Buffer | null {
  const picture = Buffer.from(address.slice(address.indexOf(",") + 1), "base64");
  const size = picture.length <= bytes ? sizeOf(picture) : null;
  return size && size.width <= dots && size.height <= dots && isPrintable(picture) ? picture : null;
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

function isPrintable(picture: Buffer): boolean {
  try {
    new PdfDocument().image(picture, 0, 0, { width: 1 });
    return true;
  } catch {
    return false;
  }
}
