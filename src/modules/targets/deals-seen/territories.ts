import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { allOf, type Filter } from "#kernel/filter";
import { parseFilterText } from "#kernel/filter-text";
import { filterCondition, list, seeingAll, type Work } from "#records";
import { faceAskedFor, grantOn } from "#records/contract";

export interface Territory {
  readonly id: string;
  readonly title: string | null;
  /** The deals in it. */
  readonly filter: Filter;
}

/** Most territories that a forecast is told by. */
const mostTerritories = 50;

/** The territories whose conditions the actor may ask for, in their order: what speaks of fields that are hidden is left out. */
export async function territories(work: Work, ids?: readonly string[]): Promise<readonly Territory[]> {
  if (grantOn(work.actor.rights, "territory").read === "none") return [];
  const { data } = await list(work, "territory", {
    fields: "name,condition",
    sort: "position",
    limit: mostTerritories,
    ...(ids && { ids }),
  });
  return data.flatMap(({ id, name, condition }) => {
    const filter = typeof condition === "string" ? dealsOf(work, condition) : undefined;
    return filter ? [{ id, title: (name as string | undefined) ?? null, filter }] : [];
  });
}

/** A deal lies where its company does, and where it has none, its person. */
function dealsOf(work: Work, condition: string): Filter | undefined {
  const parsed = parsedCondition(condition);
  if (!parsed) return undefined;
  const company = ofFace(work, "company", parsed);
  const person = ofFace(work, "person", parsed);
  const some = [
    company && allOf({ field: "company", op: "not_empty" }, company),
    person && allOf({ field: "company", op: "empty" }, { field: "person", op: "not_empty" }, person),
  ].filter((one) => one !== undefined);
  const filter = { or: some };
  // What the reader may not ask for would be told by who lies there.
  return some.length > 0 && isAsked(work, filter) ? filter : undefined;
}

function parsedCondition(text: string): Filter | undefined {
  try {
    return parseFilterText(text);
  } catch (thrown) {
    if (thrown instanceof AppError) return undefined;
    throw thrown;
  }
}

/** The condition on parties, asked of the deal's company or person; undefined where these do not have what it speaks of. */
function ofFace(work: Work, name: "company" | "person", condition: Filter): Filter | undefined {
  const faces = work.catalogue.object("party").faces.map((face) => work.catalogue.object(face));
  const { face, asked } = faceAskedFor(faces, condition);
  if (face && face.name !== name) return undefined;
  if (face && !asked) return { field: name, op: "not_empty" };
  const filter = under(name, asked ?? condition);
  return isAsked(seeingAll(work), filter) ? filter : undefined;
}

function isAsked(work: Work, filter: Filter): boolean {
  try {
    filterCondition({ work, object: work.catalogue.object("deal"), alias: "d" }, filter);
    return true;
  } catch (thrown) {
    if (thrown instanceof AppError) return false;
    throw thrown;
  }
}

function under(link: string, filter: Filter): Filter {
  if ("and" in filter) return { and: filter.and.map((part) => under(link, part)) };
  if ("or" in filter) return { or: filter.or.map((part) => under(link, part)) };
  if ("not" in filter) return { not: under(link, filter.not) };
  if ("related" in filter) return { ...filter, related: `${link}.${filter.related}` };
  return { ...filter, field: `${link}.${filter.field}` };
}

/** In which of the territories a deal under `d` lies, by their places: "0,2"; empty where in none. */
export function placesOf(work: Work, all: readonly Territory[]) {
  const object = work.catalogue.object("deal");
  const lies = all.map(
    ({ filter }, at) =>
      sql`case when ${filterCondition({ work, object, alias: "d" }, filter)} then ${String(at)}::text end`,
  );
  return sql`concat_ws(',', ${sql.join(lies)})`;
}
