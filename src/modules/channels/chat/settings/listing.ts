import { sql } from "kysely";
import type { OutputOf } from "#kernel/action";
import { type RuntimeSettings, visibleWhere, type Work } from "#records";
import { grantOn } from "#records/contract";
import { type ChatShown, chatSettings, type listChats, standardChat } from "../../contract/chat.ts";

type Row = Omit<ChatShown, "settings" | "snippet"> & { settings: unknown };

/** The chats that the actor may set up, and how they stand. */
export async function chatsOf(work: Work, { baseUrl }: RuntimeSettings): Promise<OutputOf<typeof listChats>> {
  const grant = grantOn(work.actor.rights, "channel_account");
  const mayChange = grant.change !== "none";
  const { rows } = await sql<Row>`
    select a.id, a.name, a.from_name, a.active, a.queue_id as queue, a.unknown, c.sealed is not null as has_secret, c.settings
    from channel_accounts a left join channel_connections c on c.account_id = a.id
    where a.kind = 'chat' and a.archived_at is null and ${mayChange}::boolean and ${visibleWhere(work, "channel_account", "a")}
    order by lower(a.name), a.id limit 500`.execute(work.db);
  return {
    may_add: grant.create,
    data: rows.map((row) => ({
      ...row,
      settings: chatSettings.safeParse(row.settings).data ?? standardChat,
      snippet: `<script src="${baseUrl}/chat/widget.js" data-account="${row.id}" async></script>`,
    })),
  };
}
