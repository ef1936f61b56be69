import type { Evidence, HeldBack } from "../contract/forecast.ts";
import type { Model } from "./model.ts";
import type { HeldDeal } from "./observing.ts";

export interface HeldFold {
  readonly from: string;
  readonly until: string;
  /** Learnt from what was known at `from` alone. */
  readonly model: Model;
  readonly deals: readonly HeldDeal[];
}

/** How well a model told a period that it did not know, beside the probabilities of the stages: the error of G. W. Brier (1950), and the amount. */
export function judge({ from, until, model, deals }: HeldFold): HeldBack {
  const sums = { deals: 0, won: 0, brier: 0, plainBrier: 0, amount: 0, predicted: 0, plainPredicted: 0 };
  for (const deal of deals) {
    const chance = model.chance(deal);
    sums.deals += deal.count;
    sums.won += deal.won;
    sums.brier += squared(deal, chance);
    sums.plainBrier += squared(deal, deal.plain);
    sums.amount += deal.wonAmount;
    sums.predicted += deal.amount * chance;
    sums.plainPredicted += deal.amount * deal.plain;
  }
  const each = Math.max(1, sums.deals);
  return { from, until, ...sums, brier: sums.brier / each, plainBrier: sums.plainBrier / each };
}

/** Of deals to which about the same chance was foretold: how many were won. */
export function calibrate(folds: readonly HeldFold[]): Evidence["calibration"] {
  const bins = [0, 0.2, 0.4, 0.6, 0.8].map((from) => ({ from, deals: 0, foretold: 0, won: 0 }));
  for (const { model, deals } of folds) {
    for (const deal of deals) {
      const chance = model.chance(deal);
      const bin = bins[Math.min(4, Math.floor(chance * 5))];
      if (!bin) continue;
      bin.deals += deal.count;
      bin.foretold += deal.count * chance;
      bin.won += deal.won;
    }
  }
  return bins
    .filter(({ deals }) => deals > 0)
    .map(({ from, deals, foretold, won }) => ({ from, deals, foretold: foretold / deals, won: won / deals }));
}

function squared({ count, won }: HeldDeal, chance: number): number {
  return won * (1 - chance) ** 2 + (count - won) * chance ** 2;
}
