import type { Filter } from "#kernel/filter";
import type { Field } from "./fields.ts";
import type { Texts } from "./texts.ts";

/**
 * A kind of record. `fields` are in the order in which a screen shows them. Every object also has the
 * standard fields of `standardFields`.
 */
export interface ObjectDefinition {
  /** `deal`: in rights, events, texts. */
  readonly name: string;
  /** `deals`: in addresses (`/api/deals`, `/deals/:id`). */
  readonly plural: string;
  readonly table: string;
  /** Which module declares it; its texts hold the titles. `custom`: an administrator made it. */
  readonly module: string;
  /** Titles of a custom object, by language. */
  readonly label?: { readonly one: Texts; readonly many: Texts };
  readonly description?: Texts;
  /** Place of a custom object in the navigation; absent: it does not stand there. */
  readonly navigation?: number;
  /** The field that names a record: `name`, `subject`. */
  readonly title: string;
  /** Tabler icon, such as `building`. */
  readonly icon: string;
  /** Whether a user owns each record (`owner`), which is what rights "own" and "team" go by. */
  readonly owned: boolean;
  /** Where nobody owns it: the column of the user whose it is. Who made it, unless told; a user is one's own. */
  readonly holder?: "id" | "created_by";
  /** A new one is work for its owner, who is told of it. */
  readonly isWork?: boolean;
  /** A face of a wider table: only rows with these column values belong, and new rows get them. */
  readonly where?: Readonly<Record<string, string>>;
  /**
   * Rows that repeat a field of another object, by the key in `column`: a contact point of the kind `email` says what
   * `party.email` says. Who may not see the field sees no such row.
   */
  readonly repeats?: { readonly column: string; readonly fields: Readonly<Record<string, string>> };
  /** Rights come from these links: seen or changed as the record they point to. */
  readonly through?: readonly string[];
  /**
   * It is part of what it hangs on, a product of a deal: made by who may change that. What is not is talk about it, a note,
   * and made by who sees it.
   */
  readonly part?: true;
  /** Links to records that may be kept to teams: what is kept from somebody is kept from them with all that hangs on it. */
  readonly keptWith?: readonly string[];
  /** Read by the generic routes like any other, but written only by its own capabilities. */
  readonly closed?: boolean;
  /** Though closed: an import may bring such records, as they were elsewhere. */
  readonly imported?: boolean;
  /** No generic change after it is written: an interaction. */
  readonly appendOnly?: boolean;
  /** Several that are the same can be made one. What administrators made always can. */
  readonly mergeable?: boolean;
  /** Columns of the standard list view, in order. */
  readonly columns: readonly string[];
  /** Order of the standard list view, as in `sort=`. */
  readonly sort: string;
  /** Views that come along beside "All"; their titles are `views.<object>.<key>`. */
  readonly views?: readonly StandardView[];
  /** Choice or link field that the board stands on, where there is a board. */
  readonly board?: { readonly group: string; readonly sum?: string };
  /** Date fields that the calendar shows. */
  readonly calendar?: readonly string[];
  /**
   * Searched fields whose words stand in the column `search_words`, by the letter they stand under; the other
   * searched ones have an index of their own. Faces put the first letter of what they are before it: `pe` is a person's e-mail.
   */
  readonly searchWords?: Readonly<Record<string, string>>;
  /**
   * A field of yes and no: where it says yes, a row in use has no words of its own, since the record behind `identifies` has them in the
   * field that the row `repeats`. A list of these finds them there.
   */
  readonly wordsRepeated?: string;
  /** Who finds it means the record behind this link: a contact point is a way to its party. */
  readonly identifies?: string;
  /** Fields by which an import recognises a record that is there. */
  readonly keys?: readonly string[];
  readonly fields: Readonly<Record<string, Field>>;
}

/** A way to look at a list that nobody had to save. */
export interface StandardView {
  readonly key: string;
  readonly filter: Filter;
  readonly sort?: string;
  /** The list opens in it, for those who chose no other. */
  readonly opens?: boolean;
}

/** States an object; `name`, `table` and such default from each other where they are regular. */
export function defineObject<const D extends ObjectDefinition>(definition: D): D {
  return definition;
}

/** The fields that every record has besides its own. `owner` only where `owned`. */
export const standardFields = {
  id: { type: "text", readOnly: true, hidden: true },
  created_at: { type: "date_time", readOnly: true, group: "other" },
  created_by: { type: "user", column: "created_by", readOnly: true, group: "other" },
  updated_at: { type: "date_time", readOnly: true, group: "other" },
  updated_by: { type: "user", column: "updated_by", readOnly: true, hidden: true },
  archived_at: { type: "date_time", readOnly: true, hidden: true },
} as const satisfies Record<string, Field>;

export const ownerField = { type: "user", group: "who" } as const satisfies Field;

/** Whether several records of the object that are the same can be made one. */
export function isMergeable({ module, mergeable, closed, appendOnly }: ObjectDefinition): boolean {
  return !closed && !appendOnly && (mergeable ?? module === "custom");
}

/** Own and standard fields of `object` together. */
export function fieldsOf(object: ObjectDefinition): Readonly<Record<string, Field>> {
  return { ...object.fields, ...(object.owned ? { owner: ownerField } : {}), ...standardFields };
}
