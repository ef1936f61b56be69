import type { AssignmentExplanation, AssignmentStep, Considered, ReasonNot } from "../contract/assignment.ts";
import type { WayToAssign } from "../contract/assignment-objects.ts";
import { type AtWork, isAtWork, type WorkingTime } from "./working-times.ts";

export interface Rule {
  readonly id: string;
  readonly name: string;
  readonly way: WayToAssign;
  readonly user: string | null;
  readonly team: string | null;
  readonly withinHours: boolean;
  readonly mostOpen: number | null;
}

/** Somebody who can be given leads. Changes as leads are given out. */
export interface Seller extends AtWork {
  readonly name: string;
  readonly languages: readonly string[];
  readonly products: readonly string[];
  readonly mostOpen: number | null;
  readonly away: boolean;
  open: number;
  /** By rule: which of all that were given out was the last that it gave them, and when. */
  readonly turns: Map<string, { readonly turn: number; readonly at: Date }>;
}

export interface LeadToAssign {
  readonly id: string;
  readonly name: string;
  readonly rules: readonly string[];
  readonly language: string | null;
  readonly products: readonly string[];
  /** Whose the territories of the party are. */
  readonly territoryPeople: readonly string[];
  /** Who had it and did not touch it. */
  readonly hadIt: readonly string[];
}

export interface Choosing {
  readonly rules: readonly Rule[];
  readonly sellers: readonly Seller[];
  readonly times: readonly WorkingTime[];
  readonly now: Date;
}

const mostShown = 50;

/** Whom the rules give a lead, and how they came to it. */
export function choose(
  lead: LeadToAssign,
  choosing: Choosing,
): { readonly seller: Seller | null; readonly rule: Rule | null } & AssignmentExplanation {
  const steps: AssignmentStep[] = [];
  for (const rule of choosing.rules) {
    const fits = lead.rules.includes(rule.id);
    const people = fits ? peopleOf(rule, lead, choosing.sellers) : [];
    const looked = people.map((seller) => ({ seller, told: consider(seller, rule, lead, choosing) }));
    const free = looked
      .filter(({ told }) => told.not === null)
      .sort((a, b) => inTurn(rule, a.seller, b.seller));
    const chosen = free[0]?.seller ?? null;
    const shown = [...free, ...looked.filter(({ told }) => told.not !== null)].slice(0, mostShown);
    steps.push({
      rule: { id: rule.id, name: rule.name },
      way: rule.way,
      fits,
      people: shown.map(({ told }) => told),
    });
    if (chosen) return { seller: chosen, rule, steps, user: { id: chosen.id, name: chosen.name } };
  }
  return { seller: null, rule: null, steps, user: null };
}

function peopleOf(rule: Rule, lead: LeadToAssign, sellers: readonly Seller[]): readonly Seller[] {
  const inTeam = rule.team ? sellers.filter(({ teams }) => teams.includes(rule.team ?? "")) : sellers;
  switch (rule.way) {
    case "user":
      return sellers.filter(({ id }) => id === rule.user);
    case "round_robin":
    case "load":
      return rule.team ? inTeam : [];
    case "territory":
      return inTeam.filter(({ id }) => lead.territoryPeople.includes(id));
    case "product":
      return inTeam.filter(({ products }) => products.some((product) => lead.products.includes(product)));
    case "language":
      return inTeam.filter(({ languages }) => lead.language !== null && languages.includes(lead.language));
  }
}

function consider(seller: Seller, rule: Rule, lead: LeadToAssign, { times, now }: Choosing): Considered {
  const last = seller.turns.get(rule.id)?.at.toISOString() ?? null;
  return {
    id: seller.id,
    name: seller.name,
    open: seller.open,
    last,
    not: whyNot(seller, rule, lead, { times, now }),
  };
}

function whyNot(
  seller: Seller,
  rule: Rule,
  lead: LeadToAssign,
  { times, now }: Pick<Choosing, "times" | "now">,
): ReasonNot | null {
  if (lead.hadIt.includes(seller.id)) return "had_it";
  if (seller.away) return "away";
  const most = Math.min(
    seller.mostOpen ?? Number.POSITIVE_INFINITY,
    rule.mostOpen ?? Number.POSITIVE_INFINITY,
  );
  if (seller.open >= most) return "full";
  if (rule.withinHours && !isAtWork(seller, times, now)) return "off_hours";
  return null;
}

// Whose last turn is longest ago comes first; by load, who has the fewest open.
function inTurn(rule: Rule, one: Seller, other: Seller): number {
  const load = rule.way === "load" ? one.open - other.open : 0;
  const turn = (seller: Seller) => seller.turns.get(rule.id)?.turn ?? -1;
  return load || turn(one) - turn(other) || (one.id < other.id ? -1 : 1);
}

/** Notes that somebody was given one, as the `turn`-th, for the next to be chosen rightly. */
export function give(seller: Seller, rule: Rule, turn: number, at: Date): void {
  seller.open++;
  seller.turns.set(rule.id, { turn, at });
}
