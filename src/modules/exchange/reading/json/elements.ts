import { importLimits } from "../../contract/limits.ts";
import { unreadable } from "../unreadable.ts";

/** Something at the top of a document: a record of one of its lists, or a value beside them; and how many letters it had there. */
export type Element = { readonly value: unknown; readonly length: number } & (
  | { readonly list: string }
  | { readonly beside: string }
);

/**
 * Cuts a document into its records as it comes: the elements of an array, or of the arrays of records in an object. No more than one
 * record is ever held. Throws `import_file_unreadable` with its number.
 */
export async function* elementsOf(text: AsyncIterable<string>): AsyncGenerator<Element> {
  const cutter = new Cutter();
  for await (const piece of text) {
    cutter.cut(piece);
    yield* cutter.found.splice(0);
  }
  if (!cutter.isWhole) throw unreadable("broken", cutter.number + 1);
}

/** Follows depth and quotes letter by letter; what lies between two marks is handed to `JSON.parse` whole. */
class Cutter {
  readonly found: Element[] = [];
  number = 0;
  #depth = 0;
  #quoted = false;
  #escaped = false;
  #text = "";
  /** Depth at which records end: inside the array they are in. */
  #base = 1;
  #isObject = false;
  /** Name of the list at hand; null between lists. */
  #list: string | null = null;
  #ended = false;

  get isWhole(): boolean {
    return this.#ended && this.#text.trim() === "";
  }

  cut(piece: string): void {
    let start = 0;
    for (let index = 0; index < piece.length; index++) {
      const sign = piece.charCodeAt(index);
      if (this.#quoted) this.#inQuotes(sign);
      else if (sign === quote) this.#quoted = true;
      else if (isMark(sign) && this.#marks(sign, () => this.#text + piece.slice(start, index))) {
        start = index + 1;
        this.#text = "";
      }
    }
    this.#text += piece.slice(start);
    if (this.#text.length > importLimits.rowLength) throw unreadable("cell", this.number + 1);
  }

  #inQuotes(sign: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (sign === backslash) this.#escaped = true;
    else if (sign === quote) this.#quoted = false;
  }

  /** Whether a mark ends what was read before it, or begins the document or a list. */
  #marks(sign: number, before: () => string): boolean {
    if (sign === comma) {
      if (this.#depth !== this.#base) return false;
      this.#take(before());
      return true;
    }
    return sign === brace || sign === bracket ? this.#opens(sign, before) : this.#closes(sign, before);
  }

  #opens(sign: number, before: () => string): boolean {
    this.#depth++;
    if (this.#depth === 1) {
      if (this.#ended || before().trim() !== "") throw unreadable("broken", this.number + 1);
      this.#isObject = sign === brace;
      this.#list = this.#isObject ? null : "";
      return true;
    }
    // "name": [ – the list of that name, at the top of an object.
    if (!this.#isObject || this.#depth !== 2 || sign !== bracket || this.#list !== null) return false;
    this.#list = parsed(before().trim().replace(/:$/, ""), this.number) as string;
    this.#base = 2;
    return true;
  }

  #closes(sign: number, before: () => string): boolean {
    if (this.#depth === this.#base) {
      this.#take(before());
      this.#depth--;
      if (this.#base === 2 && sign === bracketEnd) {
        this.#base = 1;
        this.#list = null;
      } else this.#ended = true;
      return true;
    }
    this.#depth--;
    if (this.#depth < 0) throw unreadable("broken", this.number + 1);
    return false;
  }

  #take(text: string): void {
    // Before a comma behind a list, and in an empty one, there is nothing.
    if (text.trim() === "") return;
    this.number++;
    if (this.#list !== null)
      this.found.push({ list: this.#list, value: parsed(text, this.number), length: text.length });
    else {
      const [[beside, value] = ["", null]] = Object.entries(parsed(`{${text}}`, this.number) as object);
      this.found.push({ beside, value, length: text.length });
    }
  }
}

const [quote, backslash, comma, brace, bracket, bracketEnd] = [34, 92, 44, 123, 91, 93] as const;
const isMark = (sign: number): boolean =>
  sign === comma || sign === brace || sign === bracket || sign === 125 || sign === bracketEnd;

/** A value; a number of more digits than a number can hold keeps them, as text. */
export function parsed(text: string, number: number): unknown {
  try {
    return /\d{16}/.test(text) ? JSON.parse(text, longNumbers) : JSON.parse(text);
  } catch (error) {
    throw unreadable("broken", number, error);
  }
}

function longNumbers(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const exact =
    typeof value !== "number" || Number.isSafeInteger(value) || !/^-?\d{16,}$/.test(context?.source ?? "");
  return exact ? value : context?.source;
}
