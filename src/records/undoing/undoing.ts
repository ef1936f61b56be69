import { attempt } from "../batch/attempting.ts";
import type { Edge } from "../module.ts";
import type { Work } from "../work.ts";
import { archive, restore } from "../writing/archiving.ts";
import { type Change, updateMany } from "../writing/changing.ts";
import { actOf, type Deed } from "./acts.ts";
import type { Reason, Skipped, Undone } from "./contract.ts";
import { mayUndoMany, type Plan, planFor } from "./planning.ts";

const batch = 1000;
/** Halves that may fail while those at fault are looked for; beyond it what fails is left as a whole. */
const mostFailures = 100;

/**
 * Takes back what the actor did in `unit`, or last, with the rights of now and through the one write path. What somebody
 * changed since stays, and so does what the actor may not touch or a capability governs; all else goes back. It is an
 * act itself and can be undone. Throws `nothing_to_undo`, `too_large`.
 */
export async function undo(work: Work, unit: string | undefined, edge: Edge): Promise<Undone> {
  const act = await actOf(work, unit);
  const undoing: Work = { ...work, undoes: act.unit };
  const tally = openTally();
  const plans: (readonly [object: string, Plan])[] = [];
  for (const [object, deeds] of Map.groupBy(act.deeds, (deed) => deed.object)) {
    if (!mayUndoMany(work, object, deeds.length))
      tally.leave(
        deeds.map(({ id }) => id),
        "not_allowed",
      );
    else for (const part of portions(deeds)) plans.push([object, await planFor(undoing, object, part)]);
  }
  const settle = settling(undoing, edge, tally);
  for (const [, { stays }] of plans) for (const { id, reason } of stays) tally.leave([id], reason);
  // What a value points to has to be there before the value is, and to be let go of before it is put away.
  for (const [object, plan] of plans) await settle(plan.restore, (inner, ids) => restore(inner, object, ids));
  for (const [object, plan] of plans)
    await settle(plan.change, (inner, changes) => updateMany(inner, object, changes));
  for (const [object, plan] of plans) await settle(plan.archive, (inner, ids) => archive(inner, object, ids));
  return { unit: work.unit, ...tally.told() };
}

type Write<T> = (inner: Work, rows: readonly T[]) => Promise<unknown>;

/** Writes rows together; where one is at fault they are halved until it stands alone and is left. */
function settling(work: Work, edge: Edge, tally: Tally) {
  let failures = 0;
  return async function settle<T extends string | Change>(
    rows: readonly T[],
    write: Write<T>,
  ): Promise<void> {
    if (rows.length === 0) return;
    const ids = rows.map((row) => (typeof row === "string" ? row : row.id));
    try {
      await attempt(work, (inner) => write(inner, rows));
      tally.done(ids);
    } catch (thrown) {
      const { code } = await edge.explain(thrown);
      failures++;
      if (rows.length === 1 || failures > mostFailures) {
        tally.leave(ids, code === "not_allowed" ? "not_allowed" : "refused");
        return;
      }
      const half = Math.ceil(rows.length / 2);
      await settle(rows.slice(0, half), write);
      await settle(rows.slice(half), write);
    }
  };
}

interface Tally {
  done(ids: readonly string[]): void;
  leave(ids: readonly string[], reason: Reason): void;
  told(): Pick<Undone, "undone" | "skipped">;
}

/** Counts each record once as undone, and once under each reason for which something of it stays. */
function openTally(): Tally {
  const undone = new Set<string>();
  const left = new Map<Reason, Set<string>>();
  const count = (reason: Reason) => left.get(reason)?.size ?? 0;
  return {
    done: (ids) => ids.forEach((id) => void undone.add(id)),
    leave(ids, reason) {
      const some = left.get(reason) ?? new Set();
      for (const id of ids) some.add(id);
      left.set(reason, some);
    },
    told: () => ({ undone: undone.size, skipped: skippedBy(count) }),
  };
}

function skippedBy(count: (reason: Reason) => number): Skipped {
  return {
    changed: count("changed"),
    not_allowed: count("not_allowed"),
    governed: count("governed"),
    gone: count("gone"),
    refused: count("refused"),
  };
}

function portions(deeds: readonly Deed[]): Deed[][] {
  return Array.from({ length: Math.ceil(deeds.length / batch) }, (_, index) =>
    deeds.slice(index * batch, (index + 1) * batch),
  );
}
