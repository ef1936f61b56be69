/** What sales tells the rest of the house; each is written with the rows it speaks of. */
export const salesEvents = {
  /** payload: `from`, `to` (ids of stages) */
  dealMoved: "sales.deal_moved",
  /** payload: `outcome`, `lost_reason` */
  dealClosed: "sales.deal_closed",
  /** payload: `stage` */
  dealReopened: "sales.deal_reopened",
  nextStepSet: "sales.next_step_set",
} as const;

/** Those that other systems may hear of, by what they are about. */
export const salesNews: Readonly<Record<string, readonly string[]>> = {
  deal: Object.values(salesEvents),
};
