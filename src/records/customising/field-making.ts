import type { Field } from "../contract/index.ts";
import type { CustomType, NewField } from "./contract.ts";

type LinkKind = Extract<CustomType, { type: "link" | "links" }>;

/** Where a many-to-many field keeps its pairs, and what the list on the other side is called. */
export interface LinkPlaces {
  readonly back: string;
  readonly through: string;
}

/** The field that an administrator described, as the engine knows it. */
export function fieldFrom(given: NewField, object: string, places: (kind: LinkKind) => LinkPlaces): Field {
  const { kind, description, shownWhen, requiredWhen, readOnlyWhen, default: standard, ...flags } = given;
  return {
    ...typedField(kind, object, places),
    ...flags,
    ...(description && { description }),
    ...(shownWhen && { shownWhen }),
    ...(requiredWhen && { requiredWhen }),
    ...(readOnlyWhen && { readOnlyWhen }),
    ...(standard != null && { default: standard }),
    custom: true,
  };
}

/** What follows from the type alone. */
export function typedField(kind: CustomType, object: string, places: (kind: LinkKind) => LinkPlaces): Field {
  switch (kind.type) {
    case "choice":
    case "choices":
      // Their options stand in `field_options`, where imports add to them too.
      return { type: kind.type, options: [], open: true, optionsOf: object };
    case "link":
      return { ...kind, back: places(kind).back };
    case "links":
      return { ...kind, through: places(kind).through, from: "record_id", toColumn: "linked_id" };
    default:
      return kind as Field;
  }
}
