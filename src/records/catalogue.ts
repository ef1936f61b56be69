import { AppError } from "#kernel/error";
import type { Computation, FieldName } from "./computed/computation.ts";
import { planner } from "./computed/planner.ts";
import { type Field, fieldsOf, type ObjectDefinition } from "./contract/index.ts";
import type { ObjectRules } from "./module.ts";

/** Records of `object` whose `field` points to the object asked about. */
export interface RelatedList {
  readonly object: string;
  readonly field: string;
}

export interface CatalogueObject extends ObjectDefinition {
  /** Own and standard fields. */
  readonly fields: Readonly<Record<string, Field>>;
  readonly rules: ObjectRules;
  readonly related: Readonly<Record<string, RelatedList>>;
  /** Names of the objects that are faces of this one: person and company of party. */
  readonly faces: readonly string[];
}

/** All objects with their fields, rules and the lists of what points to them. Immutable: a change makes a new one. */
export interface Catalogue {
  readonly objects: ReadonlyMap<string, CatalogueObject>;
  /** What the modules declared; what administrators made of it comes on top. */
  readonly declared: Declared;
  /** Counts the changes by administrators; 0 before any was looked for. */
  readonly version: number;
  /** Throws `not_found` where there is none. */
  object(name: string): CatalogueObject;
  byPlural(plural: string): CatalogueObject | undefined;
  /** How a computed field is reckoned; undefined for a stored one, and where it cannot be: what it names is gone. */
  computation(field: FieldName): Computation | undefined;
}

export interface Declared {
  readonly definitions: readonly ObjectDefinition[];
  readonly rules: Readonly<Record<string, ObjectRules>>;
}

/** Objects that are faces of one table are pointed to alike: `person` has the related lists of `party`. */
export function buildCatalogue(
  definitions: readonly ObjectDefinition[],
  rules: Readonly<Record<string, ObjectRules>> = {},
  origin: { readonly declared: Declared; readonly version: number } = {
    declared: { definitions, rules },
    version: 0,
  },
): Catalogue {
  const objects = new Map<string, CatalogueObject>();
  for (const definition of definitions) {
    objects.set(definition.name, {
      ...definition,
      fields: fieldsOf(definition),
      rules: rules[definition.name] ?? {},
      related: relatedTo(definition, definitions),
      faces: facesOf(definition, definitions),
    });
  }
  const plurals = new Map([...objects.values()].map((object) => [object.plural, object]));
  const catalogue: Catalogue = {
    ...origin,
    objects,
    object(name) {
      const found = objects.get(name);
      if (!found) throw new AppError("not_found", { params: { object: name } });
      return found;
    },
    byPlural: (plural) => plurals.get(plural),
    computation: (field) => whereReckonable(() => plans.planOf(field)),
  };
  const plans = planner(catalogue);
  return catalogue;
}

function whereReckonable<T>(plan: () => T): T | undefined {
  try {
    return plan();
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

function facesOf(wide: ObjectDefinition, all: readonly ObjectDefinition[]): string[] {
  if (wide.where) return [];
  return all.filter((one) => one.table === wide.table && one.where).map((face) => face.name);
}

function relatedTo(target: ObjectDefinition, all: readonly ObjectDefinition[]): Record<string, RelatedList> {
  const related: Record<string, RelatedList> = {};
  for (const object of all) {
    for (const [name, field] of Object.entries(object.fields)) {
      if (field.type !== "link" || !field.back) continue;
      const pointed = all.find((candidate) => candidate.name === field.to);
      if (!pointed || pointed.table !== target.table) continue;
      if (pointed.name === target.name || !pointed.where || !target.where)
        related[field.back] = { object: object.name, field: name };
    }
  }
  return related;
}
