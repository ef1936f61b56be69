import { sql } from "kysely";
import { type AskedConsent, normalised } from "#customers";
import {
  byRule,
  create,
  isoInstant,
  shown,
  type Subscription,
  update,
  visibleWhere,
  type Work,
} from "#records";
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
  readonly party: string;
  /** The address whose owner confirmed it by a letter; null where that was not asked. */
  readonly address: string | null;
  readonly confirmed: string | null;
  readonly form: string;
  readonly consents: readonly Consent[];
}

interface Consent {
  readonly text: string;
  readonly purpose: string;
  readonly channel: string;
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
    returning case when m.details ? 'confirmation' then m.sender end as address, m.details -> 'confirmation' ->> 'confirmed' as confirmed,
      c.party_id as party, a.name as form, m.details -> 'consents' as consents`.execute(work.db);
  for (const given of rows) {
    const point = await pointOf(work, given);
    for (const consent of given.consents) {
      const channel = await countingChannel(work, given, { ...consent, isTheirs: point !== null });
      if (channel) await keep(work, given, { ...consent, channel });
      if (channel && point?.isOut && consent.purpose === "marketing" && byMail.has(channel))
        await update(byRule(work), "contact_point", point.id, { opted_out_at: null }, { governed: true });
    }
  }
}

interface Point {
  readonly id: string;
  /** They wanted no mail here before they confirmed. */
  readonly isOut: boolean;
}

/** The confirmed address among those of the party; null where it is none of theirs, whoever gave them the conversation. */
async function pointOf(work: Work, { party, address, confirmed }: Given): Promise<Point | null> {
  const value = address && normalised("email", address, "");
  if (!value) return null;
  const { rows } = await sql<Point>`
    select id, coalesce(opted_out_at <= ${confirmed}::timestamptz, false) as "isOut" from contact_points
    where party_id = ${party} and kind = 'email' and normalised = ${value} and archived_at is null`.execute(
    work.db,
  );
  return rows[0] ?? null;
}

/**
 * By what a consent counts; null for nothing. Whoever reads the mail of an address of theirs speaks for their mail, against all that was
 * said of it until then; what was refused by telephone or else where stands, whatever is confirmed by mail.
 */
async function countingChannel(
  work: Work,
  { party, confirmed }: Given,
  { purpose, channel, isTheirs }: Omit<Consent, "text"> & { readonly isTheirs: boolean },
): Promise<string | null> {
  if (!(await isRefused(work, party, { purpose, channel }))) return channel;
  if (!isTheirs || !byMail.has(channel)) return null;
  return (await isRefused(work, party, { purpose, channel: "email", after: confirmed })) ? null : "email";
}

async function keep(work: Work, { party, form, address }: Given, { text, purpose, channel }: Consent) {
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

/** Whether a letter asks for it: all that was agreed to at once is confirmed together. */
export function areConfirmed(consents: readonly Pick<Consent, "channel">[]): boolean {
  return consents.some(({ channel }) => byMail.has(channel));
}

/**
 * What is consented to by mail in a form counts once whoever reads that mail has said so: until then it is asked. It says so of all that
 * was agreed to at once.
 */
export async function askForConfirmation(work: Work, message: string, days: number): Promise<void> {
  const { rows } = await sql<{ consents: Given["consents"] }>`
    select details -> 'consents' as consents from messages where id = ${message} and details ? 'consents'`.execute(
    work.db,
  );
  if (!rows[0] || !areConfirmed(rows[0].consents)) return;
  const until = new Date(work.now.getTime() + days * 86_400_000).toISOString();
  await sql`update messages set details = details || jsonb_build_object('confirmation', jsonb_build_object('until', ${until}::text))
    where id = ${message}`.execute(work.db);
}

interface Refused {
  readonly purpose: string;
  readonly channel: string;
  /** Only since then. */
  readonly after?: string | null;
}

/** By the newest word on it; who consents to all channels at once overrules the refusal of none. */
async function isRefused(
  work: Work,
  party: string,
  { purpose, channel, after = null }: Refused,
): Promise<boolean> {
  const { rows } = await sql`
    select from consents r where r.party_id = ${party} and r.purpose = ${purpose} and not r.given and r.archived_at is null
      and (${after}::timestamptz is null or r.created_at > ${after}::timestamptz) and (${channel} = 'any' or r.channel in (${channel}, 'any'))
      and not exists (select from consents g where g.party_id = r.party_id and g.purpose = r.purpose and g.given
        and g.archived_at is null and g.channel in (r.channel, 'any', ${channel}) and (g.created_at, g.id) > (r.created_at, r.id))
    limit 1`.execute(work.db);
  return rows.length > 0;
}

/** What was asked for by forms and waits to be confirmed, as far as the actor sees the messages. */
export async function askedConsents(work: Work, party: string): Promise<AskedConsent[]> {
  if (grantOn(work.actor.rights, "consent").read === "none") return [];
  const seen = (field: "purpose" | "channel" | "source") =>
    shown(work, ["consent", field, "n"], sql<string | null>`${sql.ref(`n.${field}`)}`);
  const address = shown(work, ["message", "sender", "m"], sql<string | null>`m.sender`);
  const source = shown(work, ["channel_account", "name", "a"], seen("source"));
  // As the line of the ledger that it would be, so that it is shown to whom that would be shown.
  const { rows } = await sql<AskedConsent>`
    select n.purpose, n.channel, ${address} as address, coalesce(${source}, '') as source, ${isoInstant(sql`m.at`)} as at,
      m.details -> 'confirmation' ->> 'until' as until, m.details -> 'confirmation' ? 'letter' as written
    from conversations c join messages m on m.conversation_id = c.id join channel_accounts a on a.id = c.account_id,
      jsonb_to_recordset(m.details -> 'consents') as g (purpose text, channel text),
      jsonb_populate_record(null::consents, jsonb_build_object('party_id', c.party_id, 'purpose', g.purpose, 'channel', g.channel,
        'given', true, 'basis', 'consent', 'source', a.name, 'created_at', m.at)) as n
    where c.party_id = ${party} and c.channel = 'web_form' and c.state <> 'spam' and c.archived_at is null and m.archived_at is null
      and m.kind = 'form' and m.details ? 'confirmation' and not m.details -> 'confirmation' ? 'confirmed'
      and (m.details -> 'confirmation' ->> 'until')::timestamptz > ${work.now}::timestamptz
      and ${visibleWhere(work, "message", "m")} and ${visibleWhere(work, "consent", "n")}
      and ${seen("purpose")} is not null and ${seen("channel")} is not null
    order by m.at desc limit 20`.execute(work.db);
  return rows;
}
