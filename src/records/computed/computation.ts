import type { RawBuilder } from "kysely";
import type { Catalogue, CatalogueObject } from "../catalogue.ts";
import type { Work } from "../work.ts";

/** How a field that has no column is reckoned. Made once a catalogue, for whoever asks. */
export interface Computation {
  /** The fields that it is reckoned from, as they are named: who may not see one of them does not see it. */
  readonly uses: readonly FieldName[];
  /** The object whose records a roll-up puts together. */
  readonly over?: string;
  /** Objects whose records it stands on besides the record itself: when they change, it changes. */
  readonly objects: readonly string[];
  /** Columns of the record's own row that the value stands on. */
  readonly columns: readonly string[];
  /** How many parts it has, with all that it uses: what a query pays for it. */
  readonly size: number;
  /** The SQL of its value in a row that stands under `alias`, as the actor may know it. */
  readonly value: (work: Work, alias: string) => RawBuilder<unknown>;
}

export interface FieldName {
  readonly object: CatalogueObject;
  readonly name: string;
}

/** Plans the computed fields of a catalogue, each when it is first asked for. */
export interface Planner {
  readonly catalogue: Catalogue;
  /** The plan of a computed field; undefined for a stored one. Throws an `AppError` that says what is wrong with it. */
  readonly planOf: (field: FieldName) => Computation | undefined;
}
