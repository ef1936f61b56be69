import type { Catalogue } from "#records";
import type { CheckedMapping } from "./mapping-check.ts";

/**
 * Whether all that rows become points to records that were just made, or were looked for by set and are held: then the
 * database need not look for each again. Not so where something hangs on the records besides, such as notes and lines.
 */
export function canBeInBulk(catalogue: Catalogue, { object, placed }: CheckedMapping): boolean {
  const isSelfContained = (name: string) => catalogue.object(name).rules.selfContained === true;
  return (
    isSelfContained(object.name) &&
    placed.every(({ target: { related, besides, definition } }) => {
      if (related || (besides && besides !== "external_id")) return false;
      if (definition.type === "link" || definition.type === "links") return isSelfContained(definition.to);
      return definition.type !== "file";
    })
  );
}
