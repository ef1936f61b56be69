import { sql } from "kysely";
import { byRule, create, type Subscription, type Work } from "#records";
import { channelEvents } from "../contract/events.ts";

/** Who is known only once a person says so has given their consents all the same. */
export const consentsOfKnownAreKept: Subscription = {
  name: "channels.consents_of_known_are_kept",
  events: [channelEvents.partyChanged],
  async hear(runtime, event) {
    for (const conversation of event.records)
      await runtime.runAsSystem((work) => keepConsents(work, conversation));
  },
};

interface Given {
  readonly message: string;
  readonly party: string;
  readonly form: string;
  readonly consents: readonly { readonly text: string; readonly purpose: string; readonly channel: string }[];
}

/**
 * Writes what was consented to in forms down at the party of their conversation, each once, with its text as the proof. Who only typed
 * an address gives nothing that its owner has refused.
 */
export async function keepConsents(work: Work, conversation: string): Promise<void> {
  const { rows } = await sql<Given>`
    update messages m set details = m.details || '{"consents_kept": true}'
    from conversations c join channel_accounts a on a.id = c.account_id
    where m.conversation_id = ${conversation} and c.id = m.conversation_id and c.party_id is not null and c.state <> 'spam'
      and m.kind = 'form' and m.details ? 'consents' and not m.details ? 'consents_kept'
    returning m.id as message, c.party_id as party, a.name as form, m.details -> 'consents' as consents`.execute(
    work.db,
  );
  for (const { party, form, consents } of rows)
    for (const { text, purpose, channel } of consents)
      if (!(await isRefused(work, party, { purpose, channel })))
        await create(byRule(work), "consent", {
          party,
          purpose,
          channel,
          given: true,
          basis: "consent",
          proof: text,
          source: form.slice(0, 100),
        });
}

/** By the newest word on it; who consents to all channels at once overrules the refusal of none. */
async function isRefused(
  work: Work,
  party: string,
  { purpose, channel }: { readonly purpose: string; readonly channel: string },
): Promise<boolean> {
  const { rows } = await sql`
    select from consents r where r.party_id = ${party} and r.purpose = ${purpose} and not r.given and r.archived_at is null
      and (${channel} = 'any' or r.channel in (${channel}, 'any'))
      and not exists (select from consents g where g.party_id = r.party_id and g.purpose = r.purpose and g.given
        and g.archived_at is null and g.channel in (r.channel, 'any', ${channel}) and (g.created_at, g.id) > (r.created_at, r.id))
    limit 1`.execute(work.db);
  return rows.length > 0;
}
