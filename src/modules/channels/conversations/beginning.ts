import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { normalised } from "#customers";
import { byRule, create, get, type Work } from "#records";
import { permits, type RecordData } from "#records/contract";
import { accountOf } from "../accounts/account.ts";
import { channelOfKind, contactOfKind } from "../contract/channels.ts";
import type { beginConversation as beginAction } from "../contract/conversations.ts";
import { channelEvents } from "../contract/events.ts";
import { contactsOf } from "../messages/contacts-of.ts";
import { type How, type SendingRoom, writeMessage } from "../messages/writing.ts";
import { partyAt } from "../taking-in/party-of-contact.ts";

/**
 * Writes to somebody first. Throws `field_required` where nobody knows where to, `not_begun_here` where the channel lets the other
 * side begin, and as `writeMessage`.
 */
export async function beginConversation(
  work: Work,
  room: SendingRoom,
  accountId: string,
  { party: wanted, contact: told, ...written }: BodyOf<typeof beginAction>,
  how: Pick<How, "template"> = {},
): Promise<RecordData> {
  await get(work, "channel_account", accountId);
  if (!permits(work.actor.rights, "conversations:answer")) throw new AppError("not_allowed");
  const account = await accountOf(work.db, accountId);
  if (!room.adapterOf(account.kind).abilities.begins) throw new AppError("not_begun_here");
  const kind = contactOfKind[account.kind];
  if (wanted) await get(work, "party", wanted);
  const given = told ?? (wanted ? (await contactsOf(work, wanted, kind))[0] : undefined);
  if (!given) throw new AppError("field_required", { field: "contact" });
  const known = normalised(kind, given, work.country);
  if (known === null) throw new AppError("field_invalid", { field: "contact" });
  // A number goes out as it can be dialled from everywhere.
  const contact = byNumber.has(kind) ? known : given;
  const party = wanted ?? (await partyAt(work, kind, contact));
  const { id } = await create(
    byRule(work),
    "conversation",
    {
      subject: written.subject ?? null,
      channel: channelOfKind[account.kind],
      account: accountId,
      queue: account.queue,
      owner: work.actor.userId,
      party,
      contact,
      last_message_at: work.now.toISOString(),
    },
    { governed: true },
  );
  work.emit({
    name: channelEvents.conversationBegun,
    object: "conversation",
    records: [id],
    payload: { channel: channelOfKind[account.kind], account: accountId, automatic: false },
  });
  await writeMessage(work, room, id, written, how);
  return get(work, "conversation", id);
}

/** Kinds of contacts that are telephone numbers. */
const byNumber: ReadonlySet<string> = new Set(["phone", "whatsapp"]);
