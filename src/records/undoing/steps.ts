import type { CatalogueObject } from "../catalogue.ts";
import type { Work } from "../work.ts";
import type { Deed } from "./acts.ts";

/**
 * Records of a closed object that the act made beside others, such as a delivery of an order: what else the act did belongs to them.
 * Lines that were made with their document are no more than a part of it.
 */
export function madeByCapability({ catalogue }: Work, deeds: readonly Deed[]): string[] {
  const made = deeds.filter(({ before, after, byRule }) => before === "bin" && after === "use" && !byRule);
  const tables = new Set(made.map(({ object }) => catalogue.objects.get(object)?.table));
  return made.flatMap(({ object: name, id }) => {
    const object = catalogue.objects.get(name);
    return object?.closed &&
      !holdersOf(object).some((holder) => tables.has(catalogue.objects.get(holder)?.table))
      ? [id]
      : [];
  });
}

function holdersOf({ through = [], fields }: CatalogueObject): readonly string[] {
  return through.flatMap((name) => {
    const field = fields[name];
    return field?.type === "link" ? [field.to] : [];
  });
}
