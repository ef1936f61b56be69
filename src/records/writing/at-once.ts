import type { CatalogueObject } from "../catalogue.ts";
import { targetOf } from "../reading/field-path.ts";
import { readsAll } from "../reading/visibility.ts";
import type { Work } from "../work.ts";
import type { Draft } from "./draft.ts";
import { differences } from "./journal.ts";
import { ruled } from "./ruling.ts";
import { NeedsTransaction } from "./needs-transaction.ts";
import { isReadAsWritten } from "./written-record.ts";

/**
 * Throws `NeedsTransaction` in a unit that has none, unless the draft is written whole by one statement that also
 * answers the record: no rule looks at it, and that its writer sees it is certain before it is written.
 */
export function assertWrittenAtOnce(work: Work, object: CatalogueObject, draft: Draft): void {
  if (!work.atOnce) return;
  const isCertain = draft.before ? staysWhereItIs(work, object, draft) : readsAll(work, object.name);
  if (!isCertain || ruled(object, [draft]).length > 0 || !isReadAsWritten(object, [draft]))
    throw new NeedsTransaction();
}

// What decides who sees a row is to whom and to what it is linked.
function staysWhereItIs(work: Work, object: CatalogueObject, { before, values }: Draft): boolean {
  return Object.keys(differences(before ?? {}, values)).every((name) => {
    const field = object.fields[name];
    return field !== undefined && !targetOf(work, field);
  });
}
