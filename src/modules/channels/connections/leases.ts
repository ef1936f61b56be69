import { sql } from "kysely";
import type { Database } from "#records";
import type { AccountKind } from "../contract/channels.ts";

/** Seconds for which a connection is one process's alone; a process that died gives it free when they are over. */
const seconds = 60;
/** As many as one process holds. */
export const most = 500;

export interface Held {
  readonly account: string;
  /** Changes when somebody changed how it is reached. */
  readonly changedAt: number;
}

/**
 * Takes and renews what there is to listen to of these kinds, as far as nobody else does; mailboxes that are only written by are left.
 * Answers what this process holds now.
 */
export async function holdAccounts(
  database: Database,
  holder: string,
  kinds: readonly AccountKind[],
): Promise<Held[]> {
  const { rows } = await sql<{ account: string; changedAt: Date }>`
    update channel_connections n set held_by = ${holder}, held_until = now() + make_interval(secs => ${seconds})
    where account_id in (
      select c.account_id from channel_connections c join channel_accounts a on a.id = c.account_id
      where a.kind = any(${[...kinds]}::text[]) and a.active and a.archived_at is null
        and (a.kind <> 'mailbox' or jsonb_typeof(c.settings -> 'imap') = 'object')
        and (c.held_by = ${holder} or c.held_until is null or c.held_until < now())
      order by c.account_id limit ${most} for update of c skip locked)
    returning account_id as account, changed_at as "changedAt"`.execute(database);
  return rows.map(({ account, changedAt }) => ({ account, changedAt: changedAt.getTime() }));
}

/** Gives back what this process held: another need not wait. */
export async function leaveAccounts(database: Database, holder: string): Promise<void> {
  await sql`update channel_connections set held_by = null, held_until = null where held_by = ${holder}`.execute(
    database,
  );
}
