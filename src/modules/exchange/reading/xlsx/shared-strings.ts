import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { AppError } from "#kernel/error";
import { importLimits } from "../../contract/limits.ts";
import { unreadable } from "../unreadable.ts";
import type { XmlListener } from "../xml.ts";

const keptInMemory = 24 * 1024 * 1024;
const pieceLength = 256 * 1024;
const pieceTexts = 10_000;
const mostTexts = 10_000_000;

/** The texts of a workbook by number. The first are kept at hand, all others in a file: a workbook may have millions. */
export class SharedStrings {
  readonly #folder: string;
  readonly #atHand: string[] = [];
  readonly #ends: number[] = [];
  #length = 0;
  #file: number | null = null;
  #written = 0;
  #piece: Buffer[] = [];
  #pieceLength = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  add(text: string): void {
    if (this.#length + text.length <= keptInMemory && this.#file === null) {
      this.#length += text.length + 16;
      this.#atHand.push(text);
      return;
    }
    if (this.#ends.length >= mostTexts) throw new AppError("import_unpacks_too_large");
    this.#file ??= openSync(join(this.#folder, randomUUID()), "wx+", 0o600);
    const bytes = Buffer.from(text);
    this.#piece.push(bytes);
    this.#pieceLength += bytes.length;
    this.#ends.push(this.#written + this.#pieceLength);
    if (this.#pieceLength > pieceLength || this.#piece.length >= pieceTexts) this.#flush(this.#file);
  }

  at(index: number): string {
    const text = this.#atHand[index];
    if (text !== undefined) return text;
    const place = index - this.#atHand.length;
    const end = this.#ends[place];
    if (this.#file === null || end === undefined) return "";
    if (this.#pieceLength > 0) this.#flush(this.#file);
    const start = this.#ends[place - 1] ?? 0;
    const bytes = Buffer.alloc(end - start);
    readSync(this.#file, bytes, 0, bytes.length, start);
    return bytes.toString();
  }

  #flush(file: number): void {
    writeSync(file, Buffer.concat(this.#piece), 0, this.#pieceLength, this.#written);
    this.#written += this.#pieceLength;
    this.#piece = [];
    this.#pieceLength = 0;
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
  }
}

/** Hears the table of texts; what is only there to be pronounced is left aside. */
export function stringListener(strings: SharedStrings): XmlListener<never> {
  let text = "";
  let isText = false;
  let pronounced = false;
  return {
    open: (name) => {
      if (name === "si") text = "";
      else if (name === "rPh") pronounced = true;
      else if (name === "t") isText = !pronounced;
    },
    text: (piece) => {
      if (isText) text += piece;
      if (text.length > importLimits.cellLength) throw unreadable("cell");
    },
    close: (name) => {
      if (name === "t") isText = false;
      else if (name === "rPh") pronounced = false;
      else if (name === "si") strings.add(unescaped(text));
    },
    found: () => [],
  };
}

/** `_x000D_` stands for a sign that XML cannot hold. */
export const unescaped = (text: string): string =>
  text.includes("_x")
    ? text.replace(/_x([0-9a-f]{4})_/gi, (_whole, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text;
