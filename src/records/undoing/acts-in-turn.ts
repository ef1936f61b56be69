import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Work } from "../work.ts";
import { isActOf } from "./acts.ts";

/** Acts of the actor by their units, the last one at the end. */
interface ActsInTurn {
  /** What stands: done, or done again after it was taken back. */
  readonly done: readonly string[];
  /** Undos that can be undone in turn. Whoever does something new has nothing left to do again. */
  readonly undone: readonly string[];
}

interface Act {
  readonly unit: string;
  readonly undoes: string | null;
}

/** Entries looked at; who wrote more within the hour undoes the last acts among these. */
const mostLooked = 100_000;

/**
 * What the actor did within the last hour, the last one at the end: as it was written down, for of two undos at once the one that
 * began first may have had to wait for the other.
 */
async function actsOf(work: Work): Promise<readonly Act[]> {
  const { rows } = await sql<Act>`
    select unit_id as unit, undoes from (
      select h.unit_id, h.undoes, h.at, h.id from history h
      where ${isActOf(work.actor)} and h.at > ${work.now}::timestamptz - interval '1 hour'
      order by h.at desc, h.id desc limit ${mostLooked}) h
    group by unit_id, undoes order by max(id)`.execute(work.db);
  return rows;
}

function inTurn(acts: readonly Act[]): ActsInTurn {
  const done: string[] = [];
  const undone: string[] = [];
  for (const { unit, undoes } of acts) {
    if (undoes === null) {
      done.push(unit);
      undone.length = 0;
    } else if (takeFrom(undone, undoes)) done.push(unit);
    else {
      takeFrom(done, undoes);
      undone.push(unit);
    }
  }
  return { done, undone };
}

/** The last act that stands, but for those of `past`. Throws `nothing_to_undo`. */
export async function lastDone(work: Work, past: readonly string[] = []): Promise<string> {
  const { done } = inTurn(await actsOf(work));
  const unit = done.findLast((act) => !past.includes(act));
  if (unit === undefined) throw new AppError("nothing_to_undo");
  return unit;
}

/** Throws `nothing_to_undo` where the act was taken back and not done again. */
export async function assertStands(work: Work, unit: string): Promise<void> {
  const undos = Map.groupBy(await actsOf(work), ({ undoes }) => undoes);
  const isTakenBack = (one: string): boolean =>
    undos.get(one)?.some((undo) => !isTakenBack(undo.unit)) === true;
  if (isTakenBack(unit)) throw new AppError("nothing_to_undo");
}

/** The last undo after which nothing else was done. Throws `nothing_to_redo`. */
export async function lastUndone(work: Work): Promise<string> {
  const unit = inTurn(await actsOf(work)).undone.at(-1);
  if (unit === undefined) throw new AppError("nothing_to_redo");
  return unit;
}

/** One after the other, so that who presses twice at once takes back two acts. Holds until the unit ends. */
export async function waitForTurn({ db, actor }: Work): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('records.undo'), hashtext(${actor.keyId ?? actor.userId ?? ""}))`.execute(
    db,
  );
}

function takeFrom(acts: string[], unit: string): boolean {
  const at = acts.indexOf(unit);
  if (at >= 0) acts.splice(at, 1);
  return at >= 0;
}
