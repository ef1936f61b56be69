import { type Acting, useAct } from "#records/web";

const touched = {
  objects: ["ticket", "ticket_deadline", "ticket_status_change", "conversation", "article"],
  queries: ["service", "timeline"],
};

/** Acts on tickets and what hangs on them. */
export const useServiceAct = (): Acting => useAct(touched);
