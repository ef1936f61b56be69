/** What service tells the rest of the house; each is written with the rows it speaks of. */
export const serviceEvents = {
  /** payload: `conversation` */
  ticketMade: "service.ticket_made",
  /** payload: `from`, `to` (kinds), `by` (user or null) */
  ticketMoved: "service.ticket_moved",
  ticketSolved: "service.ticket_solved",
  ticketReopened: "service.ticket_reopened",
  /** payload: `into` */
  ticketMerged: "service.ticket_merged",
  /** payload: `problem` (id or null) */
  incidentLinked: "service.incident_linked",
  /** payload: `deadline` (kind) */
  ticketDueSoon: "service.ticket_due_soon",
  /** payload: `deadline` (kind) */
  ticketOverdue: "service.ticket_overdue",
  /** payload: `score` */
  ticketRated: "service.ticket_rated",
  /** payload: `version` */
  articlePublished: "service.article_published",
  articleWithdrawn: "service.article_withdrawn",
} as const;

/** Those that other systems may hear of, by what they are about. */
export const serviceNews: Readonly<Record<string, readonly string[]>> = {
  ticket: Object.values(serviceEvents).filter((name) => !name.startsWith("service.article")),
  article: [serviceEvents.articlePublished, serviceEvents.articleWithdrawn],
};
