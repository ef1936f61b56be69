import { sql } from "kysely";
import type { StoredEvent } from "#kernel/event";
import { normalised } from "#customers";
import { byRule, type Runtime, type Subscription, update, type Work } from "#records";
import { channelEvents } from "../../contract/events.ts";
import { plainAddress } from "../reading/correspondents.ts";
import { messageOf } from "../threading/message-ids.ts";
import type { Bounce } from "./recognising.ts";

/** What a bounce says of a mail of ours stands on that mail; an address that is none is written to no more. */
export const bouncesAreHeard: Subscription = {
  name: "channels.bounces_are_heard",
  events: [channelEvents.messageReceived],
  async hear(runtime, event) {
    if (event.payload?.["automatic"] === true) await hearBounces(runtime, event);
  },
};

async function hearBounces(runtime: Runtime, event: StoredEvent): Promise<void> {
  const { rows } = await sql<{ id: string; bounce: Bounce }>`
    select id, details -> 'bounce' as bounce from messages
    where id = any(${event.records}::uuid[]) and details ? 'bounce'`.execute(runtime.database);
  for (const { bounce } of rows) await runtime.runAsSystem((work) => mark(work, runtime, bounce));
}

async function mark(work: Work, runtime: Runtime, bounce: Bounce): Promise<void> {
  const ours = bounce.originals.flatMap((id) => messageOf(runtime.settings, id) ?? [])[0];
  if (!ours) return;
  const { rows } = await sql<Marked>`
    select m.conversation_id as conversation, c.contact, m.recipients, m.state as before, m.details ? 'complaint' as complained
    from messages m join conversations c on c.id = m.conversation_id
    where m.id = ${ours} and m.direction = 'out' for update of m`.execute(work.db);
  const [mail] = rows;
  if (!mail || mail.before === "bounced") return;
  // A complaint is heeded once: whoever has one id of ours can complain without end.
  if (bounce.kind === "complaint" && mail.complained) return;
  const isBack = bounce.kind === "hard" || (bounce.kind === "soft" && bounce.status?.startsWith("5"));
  const problem = [bounce.kind, bounce.status, ...bounce.recipients].filter(Boolean).join(" ").slice(0, 1000);
  await sql`update messages set problem = ${problem}, state_at = ${work.now},
    details = case when ${bounce.kind === "complaint"}::boolean then details || '{"complaint": true}' else details end,
    state = case when ${isBack}::boolean then 'bounced' else state end where id = ${ours}`.execute(work.db);
  work.emit({
    name: channelEvents.conversationTouched,
    object: "conversation",
    records: [mail.conversation],
  });
  if (isBack)
    work.emit({
      name: channelEvents.messageFailed,
      object: "message",
      records: [ours],
      payload: { conversation: mail.conversation, state: "bounced" },
    });
  if (bounce.kind !== "soft") await optOut(work, believed(mail, bounce));
}

interface Marked {
  readonly conversation: string;
  readonly contact: string | null;
  readonly recipients: Readonly<Record<string, readonly string[] | undefined>>;
  readonly before: string;
  readonly complained: boolean;
}

/**
 * Only those whom this mail went to are believed to be gone, or to complain: anybody who ever got a mail of ours can name its id.
 * Whoever it answered by their own wish (Reply-To) is not among them, as that is what a stranger wrote, too.
 */
function believed({ contact, recipients }: Marked, bounce: Bounce): string[] {
  const { to = contact === null ? [] : [contact], cc = [], bcc = [] } = recipients;
  const went = [...to, ...cc, ...bcc].flatMap((one) => plainAddress(one) ?? []);
  if (bounce.recipients.length === 0) return went.length === 1 ? went : [];
  return went.filter((one) => bounce.recipients.includes(one));
}

async function optOut(work: Work, addresses: readonly string[]): Promise<void> {
  const values = addresses.flatMap((address) => normalised("email", address, work.country) ?? []);
  if (values.length === 0) return;
  const { rows } = await sql<{ id: string }>`
    select id from contact_points where kind = 'email' and normalised = any(${values}::text[])
      and opted_out_at is null and archived_at is null order by id`.execute(work.db);
  for (const { id } of rows)
    await update(
      byRule(work),
      "contact_point",
      id,
      { opted_out_at: work.now.toISOString() },
      { governed: true },
    );
}
