import type { TableShape } from "../backup/contents.ts";

/**
 * Tables that stay behind, and why. Every other one of the business comes along, also one that nobody thought of here:
 * a test looks that none of those keeps a secret.
 */
export const leftOut: Readonly<Record<string, string>> = {
  access_version: "a counter of this installation",
  api_keys: "secrets: keys are made anew",
  app_passwords: "secrets: passwords of programs are made anew",
  audit_blocks: "seals by the secret of this installation; the new one seals anew",
  calendar_connections: "secrets: calendars elsewhere are connected anew",
  channel_connections: "secrets: mailboxes and bots are connected anew",
  calendar_feeds: "secrets: addresses of calendars are made anew",
  catalogue_version: "a counter of this installation",
  chat_lines: "belongs to the visitors of chats",
  chat_sessions: "visitors of pages: they begin anew, what they said is here",
  chat_tokens: "secrets: visitors of pages begin anew",
  connected_calendars: "belongs to the connections",
  connected_entries: "belongs to the connections",
  conversation_watchers: "who looks at this moment",
  duplicate_search: "how far a search has come; it begins anew",
  event_cursors: "news that were told here",
  event_failures: "news that were told here",
  event_log: "which news these are",
  events: "news that were told here",
  exports: "files that were made here for one user",
  identity_document_readings: "belongs to the identity documents",
  identity_documents: "sealed by the secret of this installation: they move with a backup only",
  import_made: "work of an import",
  import_failed_rows: "work of an import",
  import_outcomes: "work of an import",
  import_units: "work of an import",
  imports: "work of an import; what it brought is here",
  invoice_mailings: "letters that went out from here",
  invitations: "links that let users in: they are invited anew",
  job_workers: "processes of this installation",
  kept_answers: "answers to requests of other systems",
  payment_notices: "what a provider of payments told this installation",
  payment_providers: "secrets: providers of payments are set up anew",
  payment_requests: "payments begun at a provider from here",
  places: "secrets: they are made anew",
  quote_links: "secrets: links for customers are made anew",
  quote_mailings: "letters that went out from here",
  schedule_runs: "work that was done here",
  schedule_taken: "files that were taken here",
  schedules: "go to places, which are made anew",
  schema_migrations: "told in the manifest",
  telephone_edge: "programs of this installation",
  viewings: "sessions",
  webhook_attempts: "calls that were made from here",
  webhook_deliveries: "calls that were made from here",
  webhook_sender: "a process of this installation",
  webhooks: "secrets: they are made anew",
};

/** The tables whose rows an archive has, of all there are. */
export function tablesIn(all: readonly TableShape[]): readonly TableShape[] {
  return all.filter(({ schema, name }) => schema === "public" && !Object.hasOwn(leftOut, name));
}
