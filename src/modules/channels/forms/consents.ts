import { sql } from "kysely";
import type { AskedConsent } from "#customers";
import { byRule, create, isoInstant, shown, type Subscription, visibleWhere, type Work } from "#records";
import { grantOn } from "#records/contract";
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
  /** The address whose owner confirmed it by a letter; null where that was not asked. */
  readonly address: string | null;
  readonly form: string;
  readonly consents: readonly { readonly text: string; readonly purpose: string; readonly channel: string }[];
}

/**
 * Writes what was consented to in forms down at the party of their conversation, each once, with its text as the proof. What waits to be
 * confirmed counts for nothing. Who only typed an address gives nothing that its owner has refused.
 */
export async function keepConsents(work: Work, conversation: string): Promise<void> {
  const { rows } = await sql<Given>`
    update messages m set details = m.details || '{"consents_kept": true}'
    from conversations c join channel_accounts a on a.id = c.account_id
    where m.conversation_id = ${conversation} and c.id = m.conversation_id and c.party_id is not null and c.state <> 'spam'
      and m.kind = 'form' and m.details ? 'consents' and not m.details ? 'consents_kept'
      and (not m.details ? 'confirmation' or m.details -> 'confirmation' ? 'confirmed')
    returning m.id as message, case when m.details ? 'confirmation' then m.sender end as address, c.party_id as party, a.name as form, m.details -> 'consents' as consents`.execute(
    work.db,
  );
  for (const { party, form, address, consents } of rows)
    for (const { text, purpose, channel } of consents)
      if (address !== null || !(await isRefused(work, party, { purpose, channel })))
        await create(byRule(work), "consent", {
          party,
          purpose,
          channel,
          given: true,
          basis: "consent",
          proof: text,
          source: [form.slice(0, 60), ...(address === null ? [] : [`✉ ${address}`])].join(", ").slice(0, 100),
        });
}

/** Channels whose consent stands for what is sent to an address of mail. */
const byMail: ReadonlySet<string> = new Set(["email", "any"]);

/**
 * What is consented to by mail in a form counts once whoever reads that mail has said so: until then it is asked. It says so of all that
 * was agreed to at once.
 */
export async function askForConfirmation(work: Work, message: string, days: number): Promise<void> {
  const { rows } = await sql<{ consents: Given["consents"] }>`
    select details -> 'consents' as consents from messages where id = ${message} and details ? 'consents'`.execute(
    work.db,
  );
  if (!rows[0]?.consents.some(({ channel }) => byMail.has(channel))) return;
  const until = new Date(work.now.getTime() + days * 86_400_000).toISOString();
  await sql`update messages set details = details || jsonb_build_object('confirmation', jsonb_build_object('until', ${until}::text))
    where id = ${message}`.execute(work.db);
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

/** What was asked for by forms and waits to be confirmed, as far as the actor sees the messages. */
export async function askedConsents(work: Work, party: string): Promise<AskedConsent[]> {
  if (grantOn(work.actor.rights, "consent").read === "none") return [];
  const address = shown(work, ["message", "sender", "m"], sql<string | null>`m.sender`);
  const source = shown(work, ["channel_account", "name", "a"], sql<string | null>`a.name`);
  const { rows } = await sql<AskedConsent>`
    select g.purpose, g.channel, ${address} as address, coalesce(${source}, '') as source, ${isoInstant(sql`m.at`)} as at,
      m.details -> 'confirmation' ->> 'until' as until, m.details -> 'confirmation' ? 'letter' as written
    from conversations c join messages m on m.conversation_id = c.id join channel_accounts a on a.id = c.account_id,
      jsonb_to_recordset(m.details -> 'consents') as g (purpose text, channel text)
    where c.party_id = ${party} and c.channel = 'web_form' and c.state <> 'spam' and c.archived_at is null and m.archived_at is null
      and m.kind = 'form' and m.details ? 'confirmation' and not m.details -> 'confirmation' ? 'confirmed'
      and (m.details -> 'confirmation' ->> 'until')::timestamptz > ${work.now}::timestamptz
      and ${visibleWhere(work, "message", "m")}
    order by m.at desc limit 20`.execute(work.db);
  return rows;
}
