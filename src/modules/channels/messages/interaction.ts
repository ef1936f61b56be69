import { sql } from "kysely";
import { type AccountKind, channelOfKind } from "../contract/channels.ts";
import { byRule, createMany, type Work } from "#records";

/** What an interaction tells of a message: the timeline shows its beginning, the conversation all of it. */
const longestBody = 20_000;

interface Told {
  readonly id: string;
  readonly party: string;
  readonly conversation: string;
  readonly at: Date;
  readonly channel: string;
  /** The kind of the account by which it came or went, where that is not the one of its conversation. */
  readonly by: AccountKind | null;
  readonly direction: string;
  readonly kind: string;
  readonly agent: string | null;
  readonly subject: string | null;
  readonly body: string | null;
  readonly outcome: string | null;
  readonly duration: number | null;
}

/**
 * Puts messages on the timeline of the party of their conversation, each once, in the transaction that makes it known:
 * those that have passed between the two and are not there yet. Notes and what has not gone out stay among ourselves.
 */
export async function tellInteractions(
  work: Work,
  within: { readonly message: string } | { readonly conversation: string },
): Promise<void> {
  const which =
    "message" in within ? sql`m.id = ${within.message}` : sql`m.conversation_id = ${within.conversation}`;
  const { rows } = await sql<Told>`
    select m.id, c.party_id as party, m.conversation_id as conversation, m.at, c.channel, a.kind as by, m.direction, m.kind,
      m.author_id as agent, coalesce(m.subject, c.subject) as subject,
      left(case when m.own_length is null then m.body else left(m.body, m.own_length) end, ${longestBody}) as body,
      m.details ->> 'outcome' as outcome, (m.details ->> 'duration')::int as duration
    from messages m join conversations c on c.id = m.conversation_id left join channel_accounts a on a.id = m.account_id
    where ${which} and m.interaction_id is null and c.party_id is not null and m.archived_at is null
      and (m.state in ('received', 'sent', 'delivered', 'read', 'bounced'))
    order by m.at, m.id for update of m`.execute(work.db);
  if (rows.length === 0) return;
  const ids = await createMany(
    byRule(work),
    "interaction",
    // What was begun in a chat and goes on by mail is told as both.
    rows.map(({ id: _message, at, by, channel, ...told }) => ({
      ...told,
      at: at.toISOString(),
      channel: by ? channelOfKind[by] : channel,
    })),
    { governed: true },
  );
  await sql`update messages m set interaction_id = made.interaction
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${ids}::uuid[]) as made (message, interaction)
    where m.id = made.message`.execute(work.db);
}
