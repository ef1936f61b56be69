import { sql } from "kysely";
import { adapterOf, writeMessage } from "#channels";
import { AppError } from "#kernel/error";
import { byRule, type Runtime, type Subscription, update, type Work } from "#records";
import { serviceEvents } from "../contract/events.ts";
import { serviceSettings } from "../settings/service-settings.ts";
import { languageOfTicket, localeOf } from "./answering.ts";
import { surveyAddress } from "./links.ts";
import { letterOf } from "./words.ts";

/** Once a ticket is solved its customer is asked how satisfied they are, by the way on which they wrote, once a ticket. */
export const askSatisfaction: Subscription = {
  name: "service.ask_satisfaction",
  events: [serviceEvents.ticketSolved],
  async hear(runtime, { records }) {
    for (const ticket of records)
      try {
        await runtime.runAsSystem((work) => ask(work, runtime, ticket));
      } catch (thrown) {
        // A channel that is switched off, or takes no more: nobody is asked there.
        if (!(thrown instanceof AppError)) throw thrown;
      }
  },
};

async function ask(work: Work, runtime: Runtime, ticket: string): Promise<void> {
  const { survey } = await serviceSettings(work);
  if (!survey) return;
  const { rows } = await sql<{ conversation: string; subject: string; language: string }>`
    select c.id as conversation, t.subject, ${languageOfTicket} as language
    from tickets t join conversations own on own.id = t.conversation_id
      join conversations c on c.id = coalesce(own.merged_into_id, own.id) left join parties p on p.id = t.contact_id
    where t.id = ${ticket} and t.solved_at is not null and t.surveyed_at is null and t.merged_into_id is null
      and t.archived_at is null and c.account_id is not null and c.state <> 'spam' for update of t`.execute(
    work.db,
  );
  const [asked] = rows;
  if (!asked) return;
  const letter = letterOf(localeOf(asked.language), asked.subject, surveyAddress(runtime.settings, ticket));
  await writeMessage(
    work,
    { runtime, adapterOf },
    asked.conversation,
    { ...letter, files: [] },
    { automatic: true },
  );
  await update(byRule(work), "ticket", ticket, { surveyed_at: work.now.toISOString() }, { governed: true });
}
