import { AppError } from "#kernel/error";
import { newId } from "#kernel/id";
import type { CatalogueObject } from "../catalogue.ts";
import { grantOn, type RecordData } from "../contract/index.ts";
import { meanwhile } from "../reading/kept-queries.ts";
import type { Asked } from "../reading/wanted-fields.ts";
import type { Work } from "../work.ts";
import { assertWrittenAtOnce } from "./at-once.ts";
import { giveNumbers } from "./auto-numbers.ts";
import type { Draft } from "./draft.ts";
import { assertConditions } from "./field-conditions.ts";
import { sendJournal } from "./journal.ts";
import { assertRightThrough, checkReferences } from "./references.ts";
import { followUp, prepare } from "./ruling.ts";
import { rowsInsertion, writeLinks } from "./stored-rows.ts";
import { throwIfAny, type Values, valuesChecker, type WriteOptions } from "./values.ts";
import { isReadAsWritten, type Written, writtenRecord } from "./written-record.ts";

interface Creation extends WriteOptions {
  readonly asked?: Asked;
  /** Refuse what the rules of the object suspect to be there already. */
  readonly suspecting?: boolean;
}

/**
 * Makes one record and answers of it what is `asked`, as it may be seen. Errors as `createMany`, and those of what is
 * asked. In a unit without a transaction also `NeedsTransaction`.
 */
export async function create(
  work: Work,
  objectName: string,
  input: Readonly<Record<string, unknown>>,
  { asked = {}, ...options }: Creation = {},
): Promise<RecordData> {
  const made = await make(work, objectName, [input], { ...options, read: asked });
  return writtenRecord(work, objectName, made.ids[0] as string, { ...made, asked });
}

/**
 * Makes many records by a handful of statements: rights → validation → rules → rows → history → outbox.
 * Answers their ids in the order of `inputs`. All are made or none. Throws `not_allowed`, or the errors of the
 * fields (`AppError.details.errors`); with several inputs the first faulty one decides.
 */
export async function createMany(
  work: Work,
  objectName: string,
  inputs: readonly Readonly<Record<string, unknown>>[],
  options: WriteOptions = {},
): Promise<string[]> {
  const { ids, answered } = await make(work, objectName, inputs, options);
  await answered;
  return ids;
}

interface Made extends Written {
  readonly ids: string[];
}

async function make(
  work: Work,
  objectName: string,
  inputs: readonly Readonly<Record<string, unknown>>[],
  options: Omit<Creation, "asked"> & { readonly read?: Asked },
): Promise<Made> {
  const object = work.catalogue.object(objectName);
  assertMayCreate(work, object, options);
  if (inputs.length === 0) return { ids: [], answered: Promise.resolve([]) };
  const check = valuesChecker(work, object, "create", options);
  const drafts: Draft[] = inputs.map((input, at) => ({
    id: newId(),
    before: null,
    values: withOwner(work, object, check(input, options.shaped?.[at])),
  }));
  await checkReferences(work, object, drafts, options.carried);
  if (options.suspecting) for (const { values } of drafts) await object.rules.suspect?.(work, values);
  for (const draft of drafts) assertWrittenAtOnce(work, object, draft);
  await prepare(work, object, drafts);
  assertComplete(object, drafts);
  assertConditions(work, object, drafts);
  await giveNumbers(work, object, drafts);
  const entries = drafts.map(({ id }) => ({ id, changes: {} }));
  const read = isReadAsWritten(object, drafts) ? options.read : undefined;
  const write = rowsInsertion(work, object, drafts);
  const beside = object.rules.beside?.(work, drafts);
  const written = await sendJournal(work, object, "created", entries, { write, beside, read });
  if (!work.atOnce)
    await meanwhile(written, async () => {
      await writeLinks(work, object, drafts);
      await assertRightThrough(work, object, drafts);
      await followUp(work, object, drafts);
    });
  return { ids: drafts.map((draft) => draft.id), ...written };
}

function assertMayCreate(work: Work, object: CatalogueObject, options: WriteOptions): void {
  const grant = grantOn(work.actor.rights, object.name);
  if (grant.read === "none") throw new AppError("not_found", { params: { object: object.name } });
  if (!grant.create || (object.closed && !options.governed)) throw new AppError("not_allowed");
}

// Whoever makes a record owns it unless they say otherwise.
function withOwner(work: Work, object: CatalogueObject, values: Values): Values {
  if (!object.owned || "owner" in values) return values;
  return { ...values, owner: work.source === "import" ? null : work.actor.userId };
}

function assertComplete({ fields }: CatalogueObject, drafts: readonly Draft[]): void {
  const required = Object.keys(fields).filter((name) => fields[name]?.required);
  for (const { values } of drafts) {
    const missing = required.filter((name) => values[name] == null);
    throwIfAny(missing.map((field) => ({ code: "field_required", field })));
  }
}
