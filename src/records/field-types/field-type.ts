import type { z } from "zod";
import type { Operator } from "#kernel/filter";
import type { Field } from "../contract/fields.ts";

/** What a filter compares a field with; decides the operators' meaning and the cast of the value. */
export type Comparand =
  | "text"
  | "key"
  | "keys"
  | "number"
  | "decimal"
  | "boolean"
  | "date"
  | "date_time"
  | "id"
  | "ids";

/** The half of a field type that server and browser share. */
export interface FieldType<F extends Field = Field> {
  readonly compares: Comparand;
  readonly operators: readonly Operator[];
  /** Checks and normalises a value that is to be written; null is dealt with before. */
  readonly schema: (field: F) => z.ZodType;
  /**
   * What the schema would answer, of a value that plainly fits, at a tenth of its price: most values of an import do. Undefined
   * where the schema has to look.
   */
  readonly plain?: (value: unknown, field: F) => unknown;
  /** Parts that a path may name: `address.city`. */
  readonly parts?: Readonly<
    Record<string, { readonly compares: Comparand; readonly operators: readonly Operator[] }>
  >;
  /** Whether sums make sense. */
  readonly summed?: boolean;
}

/** The half that only the server needs: which columns, and how a value goes in and out of them. */
export interface FieldColumns<F extends Field = Field> {
  /** The columns, the one that is compared and sorted first. `stem` is the field's name or its `column`. */
  readonly columns: (stem: string, field: F) => readonly Column[];
  /** The column of a part. */
  readonly part?: (stem: string, part: string) => string;
  /** The API's shape of the values of `columns`, in their order; null where there is none. */
  readonly read: (values: readonly unknown[]) => unknown;
  /** The values of `columns` for a checked value. */
  readonly write: (value: unknown) => readonly unknown[];
}

export interface Column {
  readonly name: string;
  readonly type: "text" | "text[]" | "integer" | "numeric" | "boolean" | "date" | "timestamptz" | "uuid";
}

/** Most types: one column, the value as it stands. */
export function oneColumn(type: Column["type"], suffix = ""): FieldColumns {
  return {
    columns: (stem) => [{ name: stem + suffix, type }],
    read: ([value]) => value ?? null,
    write: (value) => [value],
  };
}
