import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { BodyOf } from "#kernel/action";
import { normalised } from "#customers";
import { create, get, tellByRule, update, type Work } from "#records";
import type { RecordData } from "#records/contract";
import { type AccountKind, contactOfKind } from "../contract/channels.ts";
import type { moveToParty as moveAction } from "../contract/conversations.ts";
import { channelEvents } from "../contract/events.ts";
import { tellInteractions } from "../messages/interaction.ts";
import { partyAt } from "../taking-in/party-of-contact.ts";
import { type ConversationInHand, takeConversation } from "./in-hand.ts";

/**
 * Says whose a conversation is. What stands of it on another's timeline moves along in the same step; its address becomes one
 * of the party's where that is wished and it is nobody's. Throws `link_not_found` for a party that the actor does not see.
 */
export async function moveToParty(
  work: Work,
  id: string,
  { party, keep_contact }: BodyOf<typeof moveAction>,
): Promise<RecordData> {
  const conversation = await takeConversation(work, id);
  const from = conversation.party?.id ?? null;
  if (from === party) throw new AppError("already_done");
  await get(work, "party", party);
  const moved = await update(work, "conversation", id, { party }, { governed: true });
  await moveInteractions(work, id, { from, to: party });
  await tellInteractions(work, { conversation: id });
  if (keep_contact) await keepContact(work, conversation, party);
  work.emit({
    name: channelEvents.partyChanged,
    object: "conversation",
    records: [id],
    payload: { from, to: party },
  });
  return moved;
}

async function moveInteractions(
  work: Work,
  conversation: string,
  { from, to }: { from: string | null; to: string },
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update interactions i set party_id = p.id, version = i.version + 1, updated_at = ${work.now},
      company_id = case p.kind when 'company' then p.id else p.company_id end
    from parties p where p.id = ${to} and i.conversation_id = ${conversation} and i.party_id is distinct from p.id
    returning i.id`.execute(work.db);
  const changes = { party: { from, to } };
  await tellByRule(
    work,
    "interaction",
    "changed",
    rows.map(({ id }) => ({ id, changes })),
  );
}

/** The next message from there is theirs by itself; a contact that leads to another already stays with them. */
async function keepContact(
  work: Work,
  { contact, account }: ConversationInHand,
  party: string,
): Promise<void> {
  if (!contact || !account) return;
  const { rows } = await sql<{
    kind: AccountKind;
  }>`select kind from channel_accounts where id = ${account.id}`.execute(work.db);
  const kind = contactOfKind[rows[0]?.kind ?? "mailbox"];
  if (normalised(kind, contact, work.country) === null) return;
  if ((await partyAt(work, kind, contact)) !== null) return;
  await create(work, "contact_point", { party, kind, value: contact });
}
