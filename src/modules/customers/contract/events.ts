/** What customers tells the rest of the house; each is written with the rows it speaks of. */
export const customerEvents = {
  interactionRecorded: "customers.interaction_recorded",
  taskCompleted: "customers.task_completed",
  taskReopened: "customers.task_reopened",
  contactPointMadeMain: "customers.contact_point_made_main",
  contactPointOptedOut: "customers.contact_point_opted_out",
  identityDocumentRecorded: "customers.identity_document_recorded",
  identityDocumentRead: "customers.identity_document_read",
  identityDocumentDeleted: "customers.identity_document_deleted",
} as const;

/** Those that other systems may hear of, by what they are about; what is kept sealed is told to nobody. */
export const customerNews: Readonly<Record<string, readonly string[]>> = {
  interaction: [customerEvents.interactionRecorded],
  task: [customerEvents.taskCompleted, customerEvents.taskReopened],
  contact_point: [customerEvents.contactPointMadeMain, customerEvents.contactPointOptedOut],
};
