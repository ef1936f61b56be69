import { sql } from "kysely";
import type { OutputOf } from "#kernel/action";
import { visibleWhere, type Work } from "#records";
import { grantOn } from "#records/contract";
import { type listMailboxes, mailboxSettings, type MailboxShown } from "../../contract/mailboxes.ts";

type Row = Omit<MailboxShown, "settings" | "checked_at"> & { settings: unknown; checked_at: Date | null };

/** The mailboxes that the actor may set up, how they are reached and how they are. */
export async function mailboxesOf(work: Work): Promise<OutputOf<typeof listMailboxes>> {
  const grant = grantOn(work.actor.rights, "channel_account");
  const mayChange = grant.change !== "none";
  const { rows } = await sql<Row>`
    select a.id, a.name, a.address, a.user_id is not null as personal, a.from_name, a.signature, a.active, a.state, a.problem,
      a.checked_at, c.settings
    from channel_accounts a left join channel_connections c on c.account_id = a.id
    where a.kind = 'mailbox' and a.archived_at is null and ${visibleWhere(work, "channel_account", "a")}
      and (${mayChange}::boolean or a.user_id = ${work.actor.userId})
    order by a.user_id is null, lower(a.name), a.id limit 500`.execute(work.db);
  return {
    mayAddShared: grant.create,
    data: rows.map((row) => ({
      ...row,
      checked_at: row.checked_at?.toISOString() ?? null,
      settings: mailboxSettings.safeParse(row.settings).data ?? null,
    })),
  };
}
