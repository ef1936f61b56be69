import type { Filter } from "#kernel/filter";
import type { Texts } from "./texts.ts";
import type { FormulaType } from "#kernel/formula/syntax";

/**
 * The typed builders of fields. A field says what it is (shape), not what may be done (that is a capability).
 * Its title on screen is `fields.<object>.<name>` in the texts of its module, its options' are
 * `options.<object>.<field>.<key>`; custom fields carry their own `label`.
 */
interface Common {
  /** Must have a value in every record. */
  readonly required?: boolean;
  /** No two records that are not archived have the same value. */
  readonly unique?: boolean;
  /** Written by the product only, never by a request. */
  readonly readOnly?: boolean;
  /** The capability that alone changes this field; a direct write is refused with `field_governed`. */
  readonly governedBy?: string;
  /** Whether quick search and the search of a list look here. */
  readonly searched?: boolean;
  /** Name of the column (or its stem, where a type has several); the field's name unless told. */
  readonly column?: string;
  /** Title that an administrator gave, by language; it stands in place of the text of the module. */
  readonly label?: Texts;
  /** What the field is for, as an administrator put it. */
  readonly description?: Texts;
  /** Made by an administrator. */
  readonly custom?: boolean;
  /** Lists of any size are filtered and sorted by it quickly: a custom field with an index. */
  readonly indexed?: boolean;
  /** Conditions on the record's own fields: shown on the page, required, not to be changed. */
  readonly shownWhen?: Filter;
  readonly requiredWhen?: Filter;
  readonly readOnlyWhen?: Filter;
  /** Not offered as a column, filter or import target: plumbing. */
  readonly hidden?: boolean;
  /** Value of a new record that says nothing. */
  readonly default?: string | number | boolean;
  /** Group of the field on the record page: `who`, `contact`, `work`, `personal`, `money`, `dates`, `other`. */
  readonly group?: string;
}

export interface TextField extends Common {
  readonly type: "text";
  readonly max?: number;
  /** It holds a code of ISO 4217 or ISO 3166, which is picked by its name. */
  readonly code?: "currency" | "country";
  /** Codes that records of this object have in their field of the same name stand first in the picker: currencies with a rate. */
  readonly codesFirst?: string;
}
export interface LongTextField extends Common {
  readonly type: "long_text";
  readonly max?: number;
  /** It holds a filter of this object as the filter language writes it, and is edited as one: who a price list is for. */
  readonly filterOf?: string;
}
export interface NumberField extends Common {
  readonly type: "number";
  readonly min?: number;
  readonly max?: number;
}
export interface DecimalField extends Common {
  readonly type: "decimal";
  readonly scale?: number;
  readonly min?: number;
}
export interface MoneyField extends Common {
  readonly type: "money";
  /** In sums it is taken off where a choice says so: what a credit note comes to. */
  readonly subtractedWhen?: { readonly field: string; readonly is: string };
  /** The price of one: what several add up to says nothing. */
  readonly ofOne?: boolean;
}
export interface PercentField extends Common {
  readonly type: "percent";
}
export interface BooleanField extends Common {
  readonly type: "boolean";
}
export interface DateField extends Common {
  readonly type: "date";
}
export interface DateTimeField extends Common {
  readonly type: "date_time";
  /** By then something is owed: once it is past it is shown as missed. */
  readonly deadline?: boolean;
}
/** One of `options`. `open`: an administrator or an import may add options (kept in `field_options`). */
export interface ChoiceField extends Common {
  readonly type: "choice";
  readonly options: readonly string[];
  readonly open?: boolean;
  /** The object under whose name added options are kept, where the field is one of several faces. */
  readonly optionsOf?: string;
}
export interface ChoicesField extends Common {
  readonly type: "choices";
  readonly options: readonly string[];
  readonly open?: boolean;
  readonly optionsOf?: string;
}
/** Points to one record of `to`. `back` names the related list on the other side (`company.people`). */
export interface LinkField extends Common {
  readonly type: "link";
  readonly to: string;
  readonly back?: string;
  /**
   * The record makes sense only with the one pointed to: it goes into the recycle bin with it, and comes back with it.
   * `last`: only once no other link of the kind holds it.
   */
  readonly along?: "always" | "last";
  /** Title of the related list, where an administrator gave one. */
  readonly relatedLabel?: Texts;
}
/** Points to many records of `to`, through the table `through` (columns `<object>_id`, `<to>_id` unless told). */
export interface LinksField extends Common {
  readonly type: "links";
  readonly to: string;
  readonly through: string;
  readonly from: string;
  readonly toColumn: string;
  /** Title of the related list, where an administrator gave one. */
  readonly relatedLabel?: Texts;
}
export interface EmailField extends Common {
  readonly type: "email";
}
export interface PhoneField extends Common {
  readonly type: "phone";
}
export interface UrlField extends Common {
  readonly type: "url";
}
export interface AddressField extends Common {
  readonly type: "address";
}
export interface PersonNameField extends Common {
  readonly type: "person_name";
}
export interface UserField extends Common {
  readonly type: "user";
}
export interface FileField extends Common {
  readonly type: "file";
  /** A picture, which is drawn where it stands. */
  readonly picture?: boolean;
}
/** Reckoned while reading, from the record and what it links to, by the language of `#kernel/formula`. */
export interface FormulaField extends Common {
  readonly type: "formula";
  readonly readOnly: true;
  readonly expression: string;
  /** What `checkFormula` says that the expression gives. */
  readonly result: FormulaType;
}
/** Reckoned while reading, over the records of a related list (or of a `links` field) that the reader may see. */
export interface RollupField extends Common {
  readonly type: "rollup";
  readonly readOnly: true;
  readonly related: string;
  readonly aggregate: "count" | "sum" | "min" | "max" | "avg";
  /** A field of those records, also behind their links; not for `count`. */
  readonly field?: string;
  /** Which of those records count. */
  readonly filter?: Filter;
  /** What `checkRollup` says that it gives: a date for the first or the last of dates. */
  readonly result: "number" | "date" | "date_time";
}
/** A number of its own for every record, in the order in which they were made: `D-00042`. Gaps may be. */
export interface AutoNumberField extends Common {
  readonly type: "auto_number";
  readonly readOnly: true;
  readonly prefix?: string;
  /** At least so many digits, filled up with zeros. */
  readonly digits?: number;
}

export type Field =
  | TextField
  | LongTextField
  | NumberField
  | DecimalField
  | MoneyField
  | PercentField
  | BooleanField
  | DateField
  | DateTimeField
  | ChoiceField
  | ChoicesField
  | LinkField
  | LinksField
  | EmailField
  | PhoneField
  | UrlField
  | AddressField
  | PersonNameField
  | UserField
  | FileField
  | FormulaField
  | RollupField
  | AutoNumberField;

export type FieldType = Field["type"];

type Options<F extends Field> = Omit<F, "type">;

export const text = (options: Options<TextField> = {}): TextField => ({ type: "text", max: 200, ...options });
export const longText = (options: Options<LongTextField> = {}): LongTextField => ({
  type: "long_text",
  max: 50_000,
  ...options,
});
export const number = (options: Options<NumberField> = {}): NumberField => ({ type: "number", ...options });
export const decimal = (options: Options<DecimalField> = {}): DecimalField => ({
  type: "decimal",
  scale: 4,
  ...options,
});
export const money = (options: Options<MoneyField> = {}): MoneyField => ({ type: "money", ...options });
export const percent = (options: Options<PercentField> = {}): PercentField => ({
  type: "percent",
  ...options,
});
export const boolean = (options: Options<BooleanField> = {}): BooleanField => ({
  type: "boolean",
  ...options,
});
export const date = (options: Options<DateField> = {}): DateField => ({ type: "date", ...options });
export const dateTime = (options: Options<DateTimeField> = {}): DateTimeField => ({
  type: "date_time",
  ...options,
});
export const choice = (options: Options<ChoiceField>): ChoiceField => ({ type: "choice", ...options });
export const choices = (options: Options<ChoicesField>): ChoicesField => ({ type: "choices", ...options });
export const link = (to: string, options: Omit<Options<LinkField>, "to"> = {}): LinkField => ({
  type: "link",
  to,
  ...options,
});
export const links = (to: string, options: Omit<Options<LinksField>, "to">): LinksField => ({
  type: "links",
  to,
  ...options,
});
export const email = (options: Options<EmailField> = {}): EmailField => ({ type: "email", ...options });
export const phone = (options: Options<PhoneField> = {}): PhoneField => ({ type: "phone", ...options });
export const url = (options: Options<UrlField> = {}): UrlField => ({ type: "url", ...options });
export const address = (options: Options<AddressField> = {}): AddressField => ({
  type: "address",
  ...options,
});
export const personName = (options: Options<PersonNameField> = {}): PersonNameField => ({
  type: "person_name",
  ...options,
});
export const user = (options: Options<UserField> = {}): UserField => ({ type: "user", ...options });
export const formula = (options: Omit<Options<FormulaField>, "readOnly">): FormulaField => ({
  type: "formula",
  readOnly: true,
  ...options,
});
export const rollup = (
  options: Omit<Options<RollupField>, "readOnly" | "result"> & { readonly result?: RollupField["result"] },
): RollupField => ({ type: "rollup", readOnly: true, result: "number", ...options });
export const autoNumber = (options: Omit<Options<AutoNumberField>, "readOnly"> = {}): AutoNumberField => ({
  type: "auto_number",
  readOnly: true,
  unique: true,
  searched: true,
  digits: 5,
  ...options,
});
export const file = (options: Options<FileField> = {}): FileField => ({ type: "file", ...options });

/** Parts of the types that have several columns; a filter may name one: `address.city`, `amount.currency`. */
export const addressParts = ["street", "city", "region", "postal_code", "country"] as const;
export const personNameParts = ["given", "middle", "family"] as const;

export interface Address {
  readonly street?: string | null;
  readonly city?: string | null;
  readonly region?: string | null;
  readonly postal_code?: string | null;
  readonly country?: string | null;
}
export interface PersonName {
  readonly given?: string | null;
  readonly middle?: string | null;
  readonly family?: string | null;
}
/** How a link, a user or a file reads: enough to show a chip. Written as the bare id. */
export interface LinkValue {
  readonly id: string;
  readonly title: string;
  readonly object?: string;
  readonly kind?: string;
}
export interface FileValue {
  readonly id: string;
  readonly title: string;
  readonly size: number;
  readonly type: string;
}

/** The object under whose name the added options of a choice are kept: a field of several faces has them once. */
export function optionsOwner(object: { readonly name: string }, field: Field): string {
  return (field.type === "choice" || field.type === "choices" ? field.optionsOf : undefined) ?? object.name;
}

/** Whether a field holds nothing but years: 1998 is not written 1,998. */
export function holdsYears(field: Field): boolean {
  return (
    field.type === "number" && (field.min ?? 0) >= 1000 && (field.max ?? Number.POSITIVE_INFINITY) <= 9999
  );
}
