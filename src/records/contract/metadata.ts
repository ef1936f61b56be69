import type { LayoutDefinition } from "../customising/contract.ts";
import type { Field } from "./fields.ts";
import type { ObjectDefinition } from "./objects.ts";
import type { Granted } from "./rights.ts";

/** Told when objects, fields or layouts changed; every process and every screen reads them anew. */
export const catalogueChanged = "records.catalogue_changed";

/** An option that an administrator or an import added to a choice that is `open`. */
export interface AddedOption {
  readonly key: string;
  readonly label: string;
}

/** A field as the browser gets it: hidden ones are absent, and what the asker may not write is read-only. */
export type FieldMetadata = Field & { readonly added?: readonly AddedOption[] };

/** `GET /api/metadata`: everything a generic screen needs, cut to the rights of the one who asks. */
export interface Metadata {
  readonly objects: Readonly<Record<string, ObjectMetadata>>;
}

export interface ObjectMetadata extends Omit<ObjectDefinition, "fields"> {
  readonly fields: Readonly<Record<string, FieldMetadata>>;
  readonly grant: Granted;
  /** On some records the asker may do what they may not on others: `GET /api/record-rights` says on which. */
  readonly rightsVary?: true;
  /** How the record page is laid out for the asker, where somebody laid it out. */
  readonly layout?: LayoutDefinition;
  /** Records of other objects that point here: name of the related list → object and the field that points. */
  readonly related: Readonly<Record<string, { readonly object: string; readonly field: string }>>;
  /** Objects whose changes change what is computed here; absent where there are none. */
  readonly reckonedFrom?: readonly string[];
}
