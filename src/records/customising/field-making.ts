import { autoNumber, type Field, formula, rollup } from "../contract/index.ts";
import type { CustomType, NewField } from "./contract.ts";

type Kind<T extends CustomType["type"]> = Extract<CustomType, { type: T }>;

/** Where a many-to-many field keeps its pairs, and what the list on the other side is called. */
export interface LinkPlaces {
  readonly back: string;
  readonly through: string;
}

/** What a type does not say itself, and follows from where the field is made. */
export interface FieldGround {
  /** Name of the object. */
  readonly object: string;
  readonly places: (kind: Kind<"link" | "links">) => LinkPlaces;
  readonly formulaResult: (kind: Kind<"formula">) => Extract<Field, { type: "formula" }>["result"];
  readonly rollupResult: (kind: Kind<"rollup">) => Extract<Field, { type: "rollup" }>["result"];
}

/** The field that an administrator described, as the engine knows it. */
export function fieldFrom(given: NewField, ground: FieldGround): Field {
  const { kind, description, shownWhen, requiredWhen, readOnlyWhen, default: standard, ...flags } = given;
  return {
    ...typedField(kind, ground),
    ...flags,
    ...(description && { description }),
    ...(shownWhen && { shownWhen }),
    ...(requiredWhen && { requiredWhen }),
    ...(readOnlyWhen && { readOnlyWhen }),
    ...(standard != null && { default: standard }),
    custom: true,
  } as Field;
}

/** What follows from the type. */
export function typedField(kind: CustomType, ground: FieldGround): Field {
  switch (kind.type) {
    case "choice":
    case "choices":
      // Their options stand in `field_options`, where imports add to them too.
      return { type: kind.type, options: [], open: true, optionsOf: ground.object };
    case "link":
      return { ...kind, back: ground.places(kind).back };
    case "links":
      return { ...kind, through: ground.places(kind).through, from: "record_id", toColumn: "linked_id" };
    case "formula":
      return formula({ expression: kind.expression, result: ground.formulaResult(kind) });
    case "rollup":
      return rollup({ ...kind, result: ground.rollupResult(kind) });
    case "auto_number":
      return autoNumber(kind);
    default:
      return kind;
  }
}
