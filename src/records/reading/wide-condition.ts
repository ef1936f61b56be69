import { type RawBuilder, type SqlBool, sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Filter } from "#kernel/filter";
import type { CatalogueObject } from "../catalogue.ts";
import { faceAskedFor } from "../contract/index.ts";
import { faceCondition } from "./face.ts";
import { filterCondition, type FilterScope } from "./filter-condition.ts";

/**
 * As `filterCondition`, of a wide object also by what only its faces have: `kind is company and industry is retail` asks
 * companies alone; what says no kind and names a field of companies asks each face that has it. Throws as `filterCondition`.
 */
export function wideCondition(scope: FilterScope, filter: Filter): RawBuilder<SqlBool> {
  const faces = scope.object.faces.map((name) => scope.work.catalogue.object(name));
  const { face, asked } = faceAskedFor(faces, filter);
  if (face) return ofFace(scope, face, asked);
  try {
    return filterCondition(scope, filter);
  } catch (problem) {
    if (!(problem instanceof AppError)) throw problem;
    const some = faces.flatMap((one) => ofFaceIfItHas(scope, one, filter));
    if (some.length === 0) throw problem;
    return sql`(${sql.join(some, sql` or `)})`;
  }
}

function ofFace(scope: FilterScope, face: CatalogueObject, asked: Filter | null): RawBuilder<SqlBool> {
  const rows = faceCondition(face, scope.alias) ?? sql<SqlBool>`true`;
  return asked ? sql`(${rows} and ${filterCondition({ ...scope, object: face }, asked)})` : rows;
}

function ofFaceIfItHas(scope: FilterScope, face: CatalogueObject, filter: Filter): RawBuilder<SqlBool>[] {
  try {
    return [ofFace(scope, face, filter)];
  } catch (problem) {
    if (problem instanceof AppError) return [];
    throw problem;
  }
}
