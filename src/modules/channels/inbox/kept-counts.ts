import type { Actor, Runtime } from "#records";

/** Milliseconds within which counters are answered; what is not counted by then is told later. */
const budget = 60;
/** A number is counted anew after so long, and a dear one so many times later than it took: no more than so much of the time is counting. */
const fresh = 1500;
const share = 20;
/** So many count at once, whoever asks: who waits for a number keeps nobody else waiting. */
const lanesAtOnce = 2;

interface Counted {
  readonly count: number | null;
  readonly at: number;
  readonly took: number;
}

export interface Countable {
  /** All that its number hangs on but the conversations. */
  readonly key: string;
  /** Null where that takes too long. */
  readonly count: () => Promise<number | null>;
}

/** What was counted for somebody goes when their rights are resolved anew. */
const kept = new WeakMap<Actor, Map<string, Counted>>();
const counting = new WeakMap<Actor, Promise<void>>();
const lanes = new WeakMap<Runtime, { busy: number; readonly waiting: (() => void)[] }>();

export interface Number {
  readonly count: number;
  /** Milliseconds since it was counted. */
  readonly age: number;
}

/**
 * Numbers as they were counted last, those that are due counted anew as far as there is time for; what is dear is counted on after
 * that, for who asks again. Answers a number for each, absent where there is none yet, and whether any is being counted.
 */
export async function keptCounts(
  runtime: Runtime,
  actor: Actor,
  wanted: readonly Countable[],
): Promise<{ readonly numbers: readonly (Number | undefined)[]; readonly counting: boolean }> {
  const known = kept.get(actor) ?? new Map<string, Counted>();
  kept.set(actor, known);
  forgetOthers(known, wanted);
  const due = wanted.filter(({ key }) => isDue(known.get(key)));
  if (due.length > 0 && !counting.has(actor)) {
    const cheapestFirst = due.sort(
      (left, right) => (known.get(left.key)?.took ?? 0) - (known.get(right.key)?.took ?? 0),
    );
    const done = countAll(runtime, known, cheapestFirst).finally(() => counting.delete(actor));
    counting.set(actor, done);
  }
  const pending = counting.get(actor);
  if (pending) await within(budget, pending);
  const now = Date.now();
  const numbers = wanted.map(({ key }) => {
    const { count = null, at = 0 } = known.get(key) ?? {};
    return count === null ? undefined : { count, age: Math.max(0, now - at) };
  });
  return { numbers, counting: counting.has(actor) };
}

/** Each number waits for its own turn: who has many dear ones stands in for the next behind all others who wait. */
async function countAll(
  runtime: Runtime,
  known: Map<string, Counted>,
  due: readonly Countable[],
): Promise<void> {
  for (const { key, count } of due)
    await inTurn(runtime, async () => {
      const at = Date.now();
      const before = known.get(key)?.count ?? null;
      // What failed is tried again with its next turn; the number that was there stays.
      const counted = await count().catch(() => before);
      known.set(key, { count: counted, at, took: Date.now() - at });
    });
}

function isDue(counted: Counted | undefined): boolean {
  return !counted || Date.now() - counted.at > Math.max(fresh, share * counted.took);
}

function forgetOthers(known: Map<string, Counted>, wanted: readonly Countable[]): void {
  const keys = new Set(wanted.map(({ key }) => key));
  for (const key of known.keys()) if (!keys.has(key)) known.delete(key);
}

async function inTurn(runtime: Runtime, run: () => Promise<void>): Promise<void> {
  const all = lanes.get(runtime) ?? { busy: 0, waiting: [] };
  lanes.set(runtime, all);
  if (all.busy < lanesAtOnce) all.busy++;
  else await new Promise<void>((resolve) => all.waiting.push(resolve));
  try {
    await run();
  } finally {
    const next = all.waiting.shift();
    if (next) next();
    else all.busy--;
  }
}

async function within(milliseconds: number, pending: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, milliseconds);
  await Promise.race([pending.catch(() => {}), late.promise]).finally(() => clearTimeout(timer));
}
