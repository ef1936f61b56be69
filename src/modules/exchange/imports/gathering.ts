import type { CatalogueObject, Work } from "#records";
import { normalised } from "#customers";
import type { Assignment } from "../contract/imports.ts";
import { notesOf, pointsOf, type Target } from "../contract/targets.ts";
import type { CheckedMapping } from "./mapping-check.ts";
import { sourceIdOf } from "./source-ids.ts";

/** An address, a number or a name by which a party is reached. */
export interface Point {
  readonly kind: string;
  readonly value: string;
  /** The form in which two are compared. */
  readonly normalised: string;
  readonly label: string | null;
}

/** What a row says besides the fields of its record. */
export interface Besides {
  /** The record's id in the system that the file comes from. */
  sourceId: string | null;
  readonly points: Point[];
  /** Lines of the note on the record. */
  readonly note: string[];
  /** Links by ids of records that are not there yet. */
  readonly toCome: LinkToCome[];
}

export const nothingBesides = (): Besides => ({ sourceId: null, points: [], note: [], toCome: [] });

interface LinkToCome {
  readonly system: string;
  readonly entity: string;
  readonly id: string;
  readonly field: string;
}

/** A value under its heading, and what the row says that it is for. */
export interface Told {
  readonly heading: string;
  readonly text: string;
  readonly label: string | null;
}

/** Puts what is no field where it belongs; answers whether it has found a place. */
export type PutBesides = (besides: Besides, target: Target, told: Told) => boolean;

/** Makes the function that gathers what a row says besides the fields of `checked.object`. */
export function gatherer(work: Work, { object, mapping, placed }: CheckedMapping): PutBesides {
  const find = (name: string) => work.catalogue.objects.get(name);
  const points = pointsOf(object, find);
  const keepsRest = placed.some(({ target }) => target.besides === "note");
  const toNote = (besides: Besides, { heading, text }: Told): boolean => {
    if (!keepsRest) return false;
    besides.note.push(`${heading}: ${text}`);
    return true;
  };
  return (besides, target, told) => {
    if (target.besides === "external_id") {
      besides.sourceId ??= sourceIdOf(mapping.source?.system, told.text);
      return true;
    }
    const kind = points && kindOf(target);
    const form = kind ? normalised(kind, told.text, work.country) : null;
    if (!kind || form === null) return toNote(besides, told);
    besides.points.push({ kind, value: told.text.trim(), normalised: form, label: told.label });
    return true;
  };
}

/** What kind of contact point a value of the target makes. */
function kindOf(target: Target): string | undefined {
  if (target.besides) return target.besides === "point" ? target.part : undefined;
  if (target.related) return undefined;
  return pointKinds[target.definition.type];
}

const pointKinds: Readonly<Record<string, string>> = { email: "email", phone: "phone", url: "website" };

/** The object under which several values of a field can be kept: the first on the record, the others as contact points. */
export function keepsSeveral(work: Work, object: CatalogueObject, target: Target): boolean {
  if (kindOf(target) === undefined) return false;
  return pointsOf(object, (name) => work.catalogue.objects.get(name)) !== undefined;
}

/** Whether there are notes on records of the object. */
export function keepsNotes(work: Work, object: CatalogueObject): boolean {
  return notesOf(object, (name) => work.catalogue.objects.get(name)) !== undefined;
}

/** The values that a cell holds, each as it stands; several options and links are cut where they are read. */
export function valuesIn(cell: string, { separator }: Assignment, { definition }: Target): string[] {
  if (separator === undefined || definition.type === "choices" || definition.type === "links") return [cell];
  return cell
    .split(separator.trim() || separator)
    .map((one) => one.trim())
    .filter((one) => one !== "");
}

/** Texts of several columns as one: lines of a long text, parts of an address, words of a name. */
export function joined(target: Target, before: string, value: string): string {
  const { type } = target.definition;
  return before + (type === "long_text" ? "\n" : type === "address" ? ", " : " ") + value;
}

/** Whether what several columns say of the target can be told as one text. */
export function isJoined({ definition: { type }, part }: Target): boolean {
  return (
    type === "text" ||
    type === "long_text" ||
    (part !== undefined && part !== "country" && part !== "currency")
  );
}
