import { allOf, type Filter } from "#kernel/filter";
import type { Whose } from "#web/home-part.ts";

export const openDeals: Filter = { field: "stage.kind", op: "is", value: "open" };

/** What keeps a deal from moving, as the board and the lists of deals have it. */
export const troubles = ["stuck", "overdue", "no_next_step"] as const;
export type Trouble = (typeof troubles)[number];

/** Open deals in trouble: longer in their stage than it allows, past their closing date, without a next step. */
export function inTrouble(trouble: Trouble, today: string, scope?: Filter): Filter {
  const filters: Readonly<Record<Trouble, Filter>> = {
    stuck: { field: "stuck_at", op: "within", value: { period: { last: 3660 } } },
    overdue: { field: "expected_close_on", op: "before", value: today },
    no_next_step: { field: "next_step", op: "empty" },
  };
  return allOf(scope, openDeals, filters[trouble]) ?? openDeals;
}

/** The condition on the owner; none where everybody's is asked for. */
export function ownedBy(whose: Whose): Filter | undefined {
  if (whose === "all") return undefined;
  return { field: "owner", op: "is", value: whose === "mine" ? { me: true } : { my_team: true } };
}
