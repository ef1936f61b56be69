import { type Cell, chanceOf, fit } from "./fitting.ts";
import type { Observed, Past } from "./observing.ts";

/** What a model adds to the log-odds of winning, by part and by what it is of. */
export interface Weight {
  readonly part: "stage" | "seller" | "amount";
  readonly stage?: string;
  readonly age?: number;
  readonly seller?: string;
  readonly band?: number;
  readonly weight: number;
  readonly deals: number;
}

export interface Model {
  readonly weights: readonly Weight[];
  /** 0 to 1. A seller or a band that was not learnt adds nothing. */
  chance(of: Pick<Observed, "stage" | "age" | "seller" | "band">): number;
}

// Standard deviations of the log-odds that are thought likely beforehand: how much stages differ, ages within one, sellers, amounts.
const spread = { stage: 2, age: 0.7, seller: 0.5, amount: 0.7 } as const;
/** Fewer deals of a seller say nothing of them; and no more sellers than these are told apart. */
const fewestOfSeller = 20;
const mostSellers = 300;
const fewestOfEach = 30;

/** Whether so few were won or lost that nothing can be learnt. */
export function isTooLittle({ deals, won }: Pick<Past, "deals" | "won">): boolean {
  return won < fewestOfEach || deals - won < fewestOfEach;
}

/** Learns what adds to a deal's log-odds from closed deals; whoever asks has seen to it that they are enough (`isTooLittle`). */
export function learnModel(past: Past): Model {
  const places = new Places();
  const sellers = knownSellers(past.observed);
  // A deal is looked at once for each age that it reached: together they must weigh no more than the one deal that it is.
  const looks = Math.max(
    1,
    past.observed.reduce((sum, { count }) => sum + count, 0) / Math.max(1, past.deals),
  );
  const cells = past.observed.map(
    (one): Cell => ({
      weights: namesOf(one, sellers).map(([name, kind]) => places.of(name, 1 / spread[kind] ** 2)),
      count: one.count / looks,
      won: one.won / looks,
    }),
  );
  const { intercept, weights } = fit(cells, places.ridges);
  const weightOf = (name: string) => weights[places.known(name) ?? -1] ?? 0;
  const logOdds = (one: Parameters<Model["chance"]>[0]) =>
    namesOf(one, sellers).reduce((sum, [name]) => sum + weightOf(name), intercept);
  return { weights: toldApart(past, intercept, weightOf, sellers), chance: (one) => chanceOf(logOdds(one)) };
}

type Kind = keyof typeof spread;

function namesOf(
  { stage, age, seller, band }: Pick<Observed, "stage" | "age" | "seller" | "band">,
  sellers: ReadonlySet<string>,
): readonly (readonly [string, Kind])[] {
  return [
    [`stage ${stage}`, "stage"],
    [`age ${stage} ${age}`, "age"],
    ...(seller && sellers.has(seller) ? [[`seller ${seller}`, "seller"] as const] : []),
    ...(band === null ? [] : [[`amount ${band}`, "amount"] as const]),
  ];
}

/** Numbers the weights as they are met. */
class Places {
  readonly #numbers = new Map<string, number>();
  readonly ridges: number[] = [];

  of(name: string, ridge: number): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.ridges.length);
    return this.ridges.push(ridge) - 1;
  }

  known(name: string): number | undefined {
    return this.#numbers.get(name);
  }
}

/** Of each seller the deals as they came into their stages, which is about each deal once a stage. */
function knownSellers(observed: readonly Observed[]): ReadonlySet<string> {
  const counts = countBy(
    observed.filter(({ age }) => age === 0),
    ({ seller }) => seller ?? "",
  );
  counts.delete("");
  const most = [...counts]
    .filter(([, count]) => count >= fewestOfSeller)
    .sort((one, other) => other[1] - one[1]);
  return new Set(most.slice(0, mostSellers).map(([seller]) => seller));
}

function toldApart(
  past: Past,
  intercept: number,
  weightOf: (name: string) => number,
  sellers: ReadonlySet<string>,
): readonly Weight[] {
  const byStage = countBy(past.observed, ({ stage, age }) => `${stage} ${age}`);
  const bySeller = countBy(
    past.observed.filter(({ age }) => age === 0),
    ({ seller }) => seller ?? "",
  );
  const byBand = countBy(
    past.observed.filter(({ age }) => age === 0),
    ({ band }) => String(band),
  );
  const stages = new Set(past.observed.map(({ stage }) => stage));
  return [
    ...[...stages].flatMap((stage) =>
      [0, 1, 2, 3, 4, 5, 6].map(
        (age): Weight => ({
          part: "stage",
          stage,
          age,
          weight: intercept + weightOf(`stage ${stage}`) + weightOf(`age ${stage} ${age}`),
          deals: byStage.get(`${stage} ${age}`) ?? 0,
        }),
      ),
    ),
    ...[...sellers].map(
      (seller): Weight => ({
        part: "seller",
        seller,
        weight: weightOf(`seller ${seller}`),
        deals: bySeller.get(seller) ?? 0,
      }),
    ),
    ...[...byBand.keys()]
      .filter((band) => band !== "null")
      .map(
        (band): Weight => ({
          part: "amount",
          band: Number(band),
          weight: weightOf(`amount ${band}`),
          deals: byBand.get(band) ?? 0,
        }),
      ),
  ];
}

function countBy(observed: readonly Observed[], keyOf: (one: Observed) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of observed) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + one.count);
  return counts;
}
