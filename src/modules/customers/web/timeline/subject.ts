import type { LinkValue, RecordData } from "#records/contract";
import { recordTitle, useObject } from "#records/web";

/** What a timeline stands on, and how what is written there points to it. */
export interface Subject {
  /** `/api/parties/0192…`: its timeline and interactions are below. */
  readonly path: string;
  /** Field of a note or a task that points to it. */
  readonly field: "party" | "deal";
  readonly link: { readonly id: string; readonly title: string; readonly object: string };
}

export function useSubject(object: string, record: RecordData): Subject {
  const definition = useObject(object);
  const isParty = definition.table === "parties";
  const party = record["party"] as LinkValue | null | undefined;
  // What passed with whom a record is about stands there, and not on the record itself: a lead is its party.
  if (party && object !== "deal") {
    const link = { ...party, object: "party" };
    return { path: `/api/parties/${party.id}`, field: "party", link };
  }
  return {
    path: `/api/${isParty ? "parties" : definition.plural}/${record.id}`,
    field: isParty ? "party" : "deal",
    link: { id: record.id, title: recordTitle(definition, record), object: isParty ? "party" : object },
  };
}
