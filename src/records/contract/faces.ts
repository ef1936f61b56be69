import type { FieldClause, Filter } from "#kernel/filter";
import type { ObjectDefinition } from "./objects.ts";

type Faced = Pick<ObjectDefinition, "table" | "where">;

/** The faces of a wide object among `objects`: person and company of party; none of what is a face itself. */
export function facesAmong<O extends Faced>(wide: Faced, objects: Iterable<O>): readonly O[] {
  return wide.where ? [] : [...objects].filter(({ table, where }) => table === wide.table && where);
}

/**
 * A filter on a wide object, taken apart: the one face it asks for, and what it asks of it. `kind is company and industry is
 * retail` asks companies for an industry, which parties do not have.
 */
export function faceAskedFor<O extends Faced>(
  faces: readonly O[],
  filter: Filter | null,
): { readonly face: O | undefined; readonly asked: Filter | null } {
  const parts = filter && "and" in filter ? filter.and : filter ? [filter] : [];
  const face = faces.find((one) => parts.some((part) => saysFace(one, part)));
  if (!face) return { face, asked: filter };
  const [first, ...more] = parts.filter((part) => !saysFace(face, part));
  return { face, asked: !first ? null : more.length > 0 ? { and: [first, ...more] } : first };
}

/** The filter that asks one face of a wide object, the other way round. */
export function askFace(face: Faced, asked: Filter | null): Filter {
  const parts = asked && "and" in asked ? asked.and : asked ? [asked] : [];
  const [only, ...more] = [...clausesOf(face), ...parts] as [Filter, ...Filter[]];
  return more.length > 0 ? { and: [only, ...more] } : only;
}

function saysFace(face: Faced, part: Filter): boolean {
  return (
    "field" in part &&
    part.op === "is" &&
    clausesOf(face).some(({ field, value }) => field === part.field && value === part.value)
  );
}

// A face is told by one column: its clause is the whole of it.
function clausesOf({ where = {} }: Faced): readonly FieldClause[] {
  return Object.entries(where).map(([field, value]) => ({ field, op: "is", value }));
}
