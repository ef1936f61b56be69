/** How another system writes its exports, said file by file. */
export interface Preset {
  readonly system: string;
  /** Its name, alike in every language. */
  readonly title: string;
  readonly files: readonly PresetFile[];
}

export interface PresetFile {
  /** What the file is about over there. Ids are told apart by it; its title is `exchange.presets.entities.<entity>`. */
  readonly entity: string;
  /** Tells apart several layouts of one entity. */
  readonly layout?: string;
  readonly object: string;
  /** What its headings are called in the language of `layout`, by how `columns` and `leftOut` call them. */
  readonly words?: Words;
  /** Headings that it has, all of them; of a list any one. */
  readonly signature: readonly (string | readonly string[])[];
  /** Headings that it never has: those of a wider layout. */
  readonly without?: readonly string[];
  /** Where columns go, by heading, in the order in which they are asked; `#` stands for 1, 2, 3 and so on. */
  readonly columns: Readonly<Record<string, Placing | readonly Placing[]>>;
  /** Headings of what only the other system needs. Others that have no place go into a note. */
  readonly leftOut?: readonly string[];
  /** By what records that are here are recognised besides their ids; null: by nothing else. */
  readonly key: string | null;
  /** What happens to records that are there; they are changed unless told. */
  readonly existing?: "skip";
  /** How dates are written where their values leave it open. */
  readonly dates?: "ymd" | "dmy" | "mdy";
}

export type Words = Readonly<Record<string, string | readonly string[]>>;

/** The keys of a heading and of what it is called in other languages. */
export function keysOf({ words }: Pick<PresetFile, "words">, heading: string): string[] {
  return [heading, ...[words?.[heading] ?? []].flat()].map(headingKey);
}

/** Path of a target, or more of it. */
export type Placing = string | Place;

export interface Place {
  readonly to: string;
  readonly separator?: string;
  /** What an address or number is for, or the heading of the column that says it. */
  readonly label?: string;
  readonly labelColumn?: string;
  /** The cell is the id of what it points to, among these. */
  readonly idsOf?: string;
  readonly others?: "create" | "empty" | "fail";
  /** Values by what they mean here, in lower case, `*` for all others; null is nothing. */
  readonly values?: Readonly<Record<string, string | null>>;
  readonly fallback?: number;
}

/** Stands among the values of a place for all that are not named. */
export const anyValue = "*";

/** A second choice, asked where the columns before say nothing of the field. */
export const orElse = (rank: number, to: string): Place => ({ to, fallback: rank });

/** A heading as it is compared: without stars of what is required, signs of currency and idle spaces. */
export function headingKey(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[\s,]*[*\p{Sc}]+\s*$/u, "")
    .replace(/\s+/g, " ")
    .trim();
}
