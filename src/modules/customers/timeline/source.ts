import type { RawBuilder, SqlBool } from "kysely";
import type { Work } from "#records";
import type { TimelineKind } from "../contract/timeline.ts";

/** Whose timeline: a party's (a company's with its people), or a deal's, by id. */
export type TimelineOwner = { readonly party: string; readonly company: boolean } | { readonly deal: string };

/** The same in a query, where the id has a place. */
export type TimelineScope =
  | { readonly party: RawBuilder<string>; readonly company: boolean }
  | { readonly deal: RawBuilder<string> };

/**
 * One `select` of the union. `at` and `id` are what it is ordered by, newest first, and should be the end of
 * an index that `where` begins.
 */
export interface TimelineSelect {
  readonly from: RawBuilder<unknown>;
  readonly where: RawBuilder<SqlBool>;
  readonly at: RawBuilder<Date>;
  readonly id: RawBuilder<string>;
  readonly event: RawBuilder<string>;
  /** The record to open: its object, where that differs from row to row as an expression, and its id. */
  readonly object: string | RawBuilder<string>;
  readonly record: RawBuilder<string>;
  readonly title: RawBuilder<string | null>;
  readonly text: RawBuilder<string | null>;
  readonly party: RawBuilder<string | null>;
  readonly deal: RawBuilder<string | null>;
  readonly actor: RawBuilder<string | null>;
  /** A jsonb object of the facts that `timelineDetails` names. */
  readonly details: RawBuilder<unknown>;
}

/** What a module puts on the timeline. It answers for rights itself: `visibleWhere` in `where`. */
export interface TimelineSource {
  readonly kind: TimelineKind;
  readonly selects: (work: Work, scope: TimelineScope) => readonly TimelineSelect[];
}
