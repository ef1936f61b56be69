import type { NotedKind } from "#kernel/audit";
import type { Edge } from "../module.ts";
import type { Work } from "../work.ts";
import { insertHistory } from "../writing/history-rows.ts";

/** Something done that is no change of a record. Never a secret: no password, token, or number of a document. */
export interface Note {
  readonly kind: NotedKind;
  /** The object it is about, and the one record where it is about one; who may not see it is told neither. */
  readonly object?: string;
  readonly record?: string;
  /** Who did it, where that is another than the actor: one who is only just coming in. */
  readonly actorId?: string | null;
  readonly changes?: Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;
  /** Small facts for the sentence: a name, a number, a file. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Writes it into the audit log, in the unit at hand: it is told exactly when it was done. */
export async function note(
  work: Work,
  { kind, object, record, actorId, changes, details }: Note,
): Promise<void> {
  await insertHistory(work, { object: object ?? null, kind, actorId }, [
    { id: record, changes: changes ?? {}, details },
  ]);
}

/** The same from a raw handler, in a unit of its own: for what is written by others (sessions), or was refused. */
export async function noteAt({ runtime, request, actor }: Edge, what: Note): Promise<void> {
  const { viewing, ...own } = actor;
  // What was done while looking as another is told of who looked.
  const told = viewing ? { ...what, details: { ...what.details, as: actor.userId } } : what;
  const who = viewing ? { ...own, userId: viewing.by } : actor;
  await runtime.run(who, request.caller?.source ?? "screen", (work) => note(work, told));
}
