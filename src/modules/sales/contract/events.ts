/** What sales tells the rest of the house; each is written with the rows it speaks of. */
export const salesEvents = {
  /** payload: `from`, `to` (ids of stages) */
  dealMoved: "sales.deal_moved",
  /** payload: `outcome`, `lost_reason` */
  dealClosed: "sales.deal_closed",
  /** payload: `stage` */
  dealReopened: "sales.deal_reopened",
  nextStepSet: "sales.next_step_set",
  /** payload: `parts` (ids) */
  dealSplit: "sales.deal_split",
  /** payload: `from` (id) */
  dealRecurred: "sales.deal_recurred",
} as const;

export const leadEvents = {
  /** payload: `company`, `person`, `deal` (ids) */
  qualified: "sales.lead_qualified",
  qualificationTakenBack: "sales.lead_qualification_taken_back",
  /** payload: `reason` */
  disqualified: "sales.lead_disqualified",
  recycled: "sales.lead_recycled",
  /** payload: `user`, `way` */
  assigned: "sales.lead_assigned",
  returned: "sales.lead_returned",
} as const;

/** Those that other systems may hear of, by what they are about. */
export const salesNews: Readonly<Record<string, readonly string[]>> = {
  deal: Object.values(salesEvents),
  lead: Object.values(leadEvents),
};

/** The demonstration company has customers and deals: the rooms above add what they have of it. */
export const demonstrationLoaded = "sales.demonstration_loaded";
