import type { Filter } from "#kernel/filter";
import {
  type AdministeredField,
  type CustomType,
  type FieldChange,
  type NewField,
  type Texts,
} from "#records/contract";

/** A field while somebody describes it. `kind` is absent for a standard field, whose type is not theirs to say. */
export interface FieldDraft {
  readonly label: Texts;
  readonly description: Texts;
  readonly kind?: CustomType;
  readonly required?: boolean;
  readonly unique?: boolean;
  readonly hidden?: boolean;
  readonly searched?: boolean;
  readonly indexed?: boolean;
  readonly default?: string | number | boolean | null;
  readonly group?: NewField["group"];
  readonly shownWhen?: Filter | null;
  readonly requiredWhen?: Filter | null;
  readonly readOnlyWhen?: Filter | null;
}

/** What is said of a field that is there. */
export function draftOf({ field, custom, options }: AdministeredField): FieldDraft {
  const {
    label = {},
    description = {},
    required,
    unique,
    hidden,
    searched,
    indexed,
    shownWhen,
    requiredWhen,
    readOnlyWhen,
  } = field;
  const said = {
    label,
    description,
    required,
    unique,
    hidden,
    searched,
    indexed,
    shownWhen,
    requiredWhen,
    readOnlyWhen,
  };
  return {
    ...said,
    default: field.default,
    group: field.group,
    ...(custom && { kind: kindOf(field, options) }),
  } as FieldDraft;
}

const ofTheType = [
  "max",
  "min",
  "scale",
  "to",
  "relatedLabel",
  "expression",
  "related",
  "aggregate",
  "field",
  "filter",
  "prefix",
  "digits",
];

function kindOf(field: AdministeredField["field"], options: AdministeredField["options"]): CustomType {
  const own = Object.entries(field).filter(([key]) => ofTheType.includes(key));
  const withOptions = field.type === "choice" || field.type === "choices" ? { options: options ?? [] } : {};
  return { type: field.type, ...Object.fromEntries(own), ...withOptions } as CustomType;
}

export function newFieldOf(draft: FieldDraft): NewField {
  return {
    ...withoutNull({ ...draft, kind: writtenKind(draft.kind) }),
    description: textsOrNull(draft.description),
  } as NewField;
}

/** Only what is another than it was; what was emptied is said to be empty. */
export function fieldChangeOf(field: AdministeredField, draft: FieldDraft): FieldChange {
  const before = draftOf(field);
  const changed = Object.entries(draft).filter(
    ([key, value]) =>
      JSON.stringify(value ?? null) !== JSON.stringify(before[key as keyof FieldDraft] ?? null),
  );
  const said = Object.fromEntries(changed.map(([key, value]) => [key, value ?? null]));
  return {
    ...said,
    ...("label" in said && { label: textsOrNull(draft.label) }),
    ...("description" in said && { description: textsOrNull(draft.description) }),
    ...("kind" in said && { kind: writtenKind(draft.kind) }),
    version: field.version,
  } as FieldChange;
}

// An option without a name is one that nobody came to write.
function writtenKind(kind: CustomType | undefined): CustomType | undefined {
  if (!kind || !("options" in kind)) return kind;
  return { ...kind, options: kind.options.filter(({ label }) => label.trim() !== "") };
}

function textsOrNull(texts: Texts): Texts | null {
  return Object.keys(texts).length > 0 ? texts : null;
}

function withoutNull(said: object): object {
  return Object.fromEntries(
    Object.entries(said).filter(([, value]) => value !== null && value !== undefined),
  );
}
