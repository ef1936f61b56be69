import { AppError } from "#kernel/error";

/** What is wanted of each record, as the query string of the API says it. */
export interface Asked {
  /** Fields by comma, paths through links allowed: `name,company.parent.name`. All that may be seen unless told. */
  readonly fields?: string | undefined;
  /** Links by comma whose records are wanted with all their fields: `company,owner.team`. */
  readonly expand?: string | undefined;
}

/** What is wanted of a record: all there is to see, or the fields named, with what is wanted behind each link. */
export interface Wanted {
  readonly everything: boolean;
  readonly fields: ReadonlyMap<string, Wanted>;
}

interface Draft {
  everything: boolean;
  readonly fields: Map<string, Draft>;
}

/** Links that a path may go through, and links that one request may open. */
export const expansionLimits = { links: 3, opened: 20 } as const;

/** Reads what is asked for. Throws `field_unknown` for a path that is too long, `expansion_too_wide`. */
export function wantedFields({ fields, expand }: Asked): Wanted {
  const root: Draft = { everything: fields === undefined, fields: new Map() };
  for (const path of pathsOf(fields)) place(root, path, expansionLimits.links + 1);
  for (const path of pathsOf(expand)) place(root, path, expansionLimits.links).everything = true;
  if (opened(root) - 1 > expansionLimits.opened)
    throw new AppError("expansion_too_wide", { params: { max: expansionLimits.opened } });
  return root;
}

function pathsOf(text: string | undefined): string[] {
  return (text ?? "")
    .split(",")
    .map((path) => path.trim())
    .filter(Boolean);
}

function place(root: Draft, path: string, longest: number): Draft {
  const names = path.split(".");
  if (names.length > longest) throw new AppError("field_unknown", { field: path });
  let at = root;
  for (const name of names) {
    const next = at.fields.get(name) ?? { everything: false, fields: new Map() };
    at.fields.set(name, next);
    at = next;
  }
  return at;
}

function opened(wanted: Wanted): number {
  const below = [...wanted.fields.values()].reduce((sum, one) => sum + opened(one), 0);
  return below + (wanted.everything || wanted.fields.size > 0 ? 1 : 0);
}
