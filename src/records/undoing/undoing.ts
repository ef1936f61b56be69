import type { ErrorCode } from "#kernel/error";
import { attempt } from "../batch/attempting.ts";
import { takeMergeBack } from "../merging/undoing-merges.ts";
import type { Edge } from "../module.ts";
import type { Work } from "../work.ts";
import { archive, restore } from "../writing/archiving.ts";
import { type Change, updateMany } from "../writing/changing.ts";
import { type Deed, deedsOf } from "./acts.ts";
import { assertStands, lastDone, lastUndone, waitForTurn } from "./acts-in-turn.ts";
import type { Reason, Skipped, Undone } from "./contract.ts";
import { mayUndoMany, type Plan, planFor } from "./planning.ts";
import { madeByCapability } from "./steps.ts";

const batch = 1000;
/** Halves that may fail while those at fault are looked for; beyond it what fails is left as a whole. */
const mostFailures = 100;

interface Asked {
  readonly unit?: string | undefined;
  readonly past?: readonly string[] | undefined;
}

/**
 * Takes back what the actor did in `unit`, or last, with the rights of now and through the one write path. What somebody
 * changed since stays, and so does what the actor may not touch; all else goes back. An act by which a capability brought a
 * record to where it alone can bring it back stays as a whole. It is an act itself and can be undone. Throws `nothing_to_undo`, `too_large`.
 */
export async function undo(work: Work, { unit, past }: Asked, edge: Edge): Promise<Undone> {
  await waitForTurn(work);
  if (unit !== undefined) await assertStands(work, unit);
  return takeBack(work, unit ?? (await lastDone(work, past)), edge);
}

/** Takes back the undo that the actor did last. Throws `nothing_to_redo`, and as `undo`. */
export async function redo(work: Work, edge: Edge): Promise<Undone> {
  await waitForTurn(work);
  return takeBack(work, await lastUndone(work), edge);
}

/** What is to be written to records of one object, told as whose. */
interface Part {
  readonly object: string;
  readonly plan: Plan;
  readonly work: Work;
  readonly tally: Tally;
}

async function takeBack(work: Work, act: string, edge: Edge): Promise<Undone> {
  const merge = await takeMergeBack(work, act);
  if (merge) return merge;
  const deeds = (await deedsOf(work, act)).filter((deed) => !followsAnyway(work, deed));
  const undoing: Work = { ...work, undoes: act };
  const tally = openTally();
  const parts: Part[] = [];
  for (const some of Map.groupBy(deeds, ({ object, byRule }) => `${object} ${byRule}`).values()) {
    const [{ object, byRule }] = some as [Deed];
    const own = byRule
      ? { work: { ...undoing, source: "rule" as const }, tally: openTally() }
      : { work: undoing, tally };
    if (!byRule && !mayUndoMany(work, object, some.length))
      tally.leave(
        some.map(({ id }) => id),
        "not_allowed",
      );
    else
      for (const part of portions(some))
        parts.push({ object, plan: await planFor(own.work, object, part), ...own });
  }
  const steps = [...parts.flatMap(({ plan }) => plan.steps), ...madeByCapability(work, deeds)];
  // A step is taken back as a whole, by its capability, or not at all: a quote whose order is gone was never accepted.
  if (steps.length > 0) tally.leave(steps, "governed");
  else await carryOut(parts, edge);
  return { unit: work.unit, act, ...tally.told() };
}

/** A rule changed nothing but what only the product writes: it does so again once the rest goes back. */
function followsAnyway({ catalogue }: Work, { object, byRule, before, changes }: Deed): boolean {
  const fields = catalogue.objects.get(object)?.fields ?? {};
  return byRule && before === null && [...changes.keys()].every((name) => fields[name]?.readOnly);
}

async function carryOut(parts: readonly Part[], edge: Edge): Promise<void> {
  const settle = settling(edge);
  for (const { plan, tally } of parts) for (const { id, reason } of plan.stays) tally.leave([id], reason);
  // What a value points to has to be there before the value is, and to be let go of before it is put away.
  for (const part of parts)
    await settle(part, part.plan.restore, (inner, ids) => restore(inner, part.object, ids));
  for (const part of parts) {
    await settle(part, part.plan.change, (inner, changes) => updateMany(inner, part.object, changes));
    await settle(part, part.plan.governed, async (inner, all) =>
      inner.catalogue.object(part.object).rules.takeBack?.(inner, all),
    );
  }
  for (const part of parts)
    await settle(part, part.plan.archive, (inner, ids) => archive(inner, part.object, ids));
}

type Write<T> = (inner: Work, rows: readonly T[]) => Promise<unknown>;

/** Writes rows together; where one is at fault they are halved until it stands alone and is left. */
function settling(edge: Edge) {
  let failures = 0;
  return async function settle<T extends string | Change>(
    part: Part,
    rows: readonly T[],
    write: Write<T>,
  ): Promise<void> {
    const { work, tally } = part;
    if (rows.length === 0) return;
    const ids = rows.map((row) => (typeof row === "string" ? row : row.id));
    try {
      await attempt(work, (inner) => write(inner, rows));
      tally.done(ids);
    } catch (thrown) {
      const { code } = await edge.explain(thrown);
      failures++;
      if (rows.length === 1 || failures > mostFailures) {
        tally.leave(ids, reasonOf(code));
        return;
      }
      const half = Math.ceil(rows.length / 2);
      await settle(part, rows.slice(0, half), write);
      await settle(part, rows.slice(half), write);
    }
  };
}

function reasonOf(code: ErrorCode): Reason {
  if (code === "field_governed") return "governed";
  return code === "not_allowed" ? code : "refused";
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
