/** The record engine's front door for the modules above it. */
export { type Note, note, noteAt } from "./audit/noting.ts";
export { type Horizon, markHorizon, sealUpTo } from "./audit/sealing.ts";
export { type Fault, type Verification, verifyAudit } from "./audit/verifying.ts";
export { buildCatalogue, type Catalogue, type CatalogueObject, type Declared } from "./catalogue.ts";
export * from "./module.ts";
export { onceHeldBy } from "./changes/once-held.ts";
export { eventLog, reachesBack } from "./news/log.ts";
export { beginning, formatPosition, isAfter, parsePosition, type Position } from "./news/position.ts";
export {
  isKept,
  type OutboxState,
  type PlacedEvent,
  readEvent,
  readEvents,
  readState,
  recordsTold,
} from "./news/reading.ts";
export { optionsByField } from "./reading/added-options.ts";
export { knownField, resolveFieldPath, targetOf, visibleField } from "./reading/field-path.ts";
export { limitsOnRecord } from "./reading/fields-on-record.ts";
export { filterCondition } from "./reading/filter-condition.ts";
export { likeLiteral } from "./reading/filter-leaf.ts";
export { foldedText } from "./reading/folded-text.ts";
export { allowedIds, isKeptFrom, type RightTakenApart, takeRightApart } from "./reading/holding.ts";
export { isoInstant } from "./reading/instant.ts";
export { ask, compiled, kept, place, send } from "./reading/kept-queries.ts";
export { countOf } from "./reading/counting.ts";
export { get, type ListRequest, list, visibleIds } from "./reading/listing.ts";
export { history } from "./reading/past.ts";
export { isPlannedAnew, plannedAnew } from "./reading/planned-anew.ts";
export { questionCondition } from "./reading/rows-asked-for.ts";
export { titleExpression } from "./reading/title.ts";
export { shown } from "./reading/shown.ts";
export { totals } from "./reading/totals.ts";
export { type Group, groupOf } from "./reading/totals-groups.ts";
export { readsAll, visibleWhere } from "./reading/visibility.ts";
export { wideCondition } from "./reading/wide-condition.ts";
export { keepCatalogue } from "./customising/catalogue-keeping.ts";
export { addCustomField } from "./customising/fields.ts";
export { remakeCustomised } from "./customising/remaking.ts";
export { columnsOf } from "./field-types/field-columns.ts";
export { recordsModule } from "./records-module.ts";
export type { Pair, Placing } from "./merging/pointers.ts";
export { routesAsSeen } from "./routes/routes-as-seen.ts";
export { isSameSecret } from "./same-secret.ts";
export { byRule, seeingAll } from "./seeing-all.ts";
export { stranger } from "./stranger.ts";
export { type Stays, takeUnitBack } from "./undoing/taking-unit-back.ts";
export { find } from "./search/finding.ts";
export { withinSearchTime } from "./search/search-time.ts";
export { type Actor, businessDay, type Database, type KeyBounds, type Source, type Work } from "./work.ts";
export { usableView, usableViews } from "./views/stored-views.ts";
export { changeInBulk } from "./writing/bulk-changing.ts";
export { archive, restore } from "./writing/archiving.ts";
export { archiveByRule, tellByRule } from "./writing/by-rule.ts";
export { assertMayChange, type Change, type UpdateOptions, update, updateMany } from "./writing/changing.ts";
export { create, createMany } from "./writing/creating.ts";
export { changes, type Draft, valueOf } from "./writing/draft.ts";
export { eventsQuestion } from "./writing/event-rows.ts";
export { NeedsTransaction } from "./writing/needs-transaction.ts";
export { addOption } from "./writing/options.ts";
export { placeLast } from "./writing/placing-last.ts";
export { assertStill } from "./writing/precondition.ts";
export { refreshStatistics } from "./writing/statistics.ts";
export type { Write } from "./writing/stored-rows.ts";
export { readAs, schemaOf, type Values, type WriteOptions } from "./writing/values.ts";
