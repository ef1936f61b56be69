import { sql } from "kysely";
import { type Seal, seal, unseal } from "#platform";
import type { Database, Runtime, Work } from "#records";
import { type MailboxSettings, mailboxSettings } from "../../contract/mailboxes.ts";
import { type MailboxSecrets, mailboxSecrets } from "./secrets.ts";

const sealOf = (record: string): Seal => ({ purpose: "rapport mailbox 1", record });

export interface Mailbox {
  readonly account: string;
  readonly settings: MailboxSettings;
  readonly secrets: MailboxSecrets;
}

/** How a mailbox is reached; null where nobody has said so. Throws where it was sealed by a key that is not here. */
export async function mailboxOf(
  { database, settings }: Pick<Runtime, "settings"> & { readonly database: Database | Work["db"] },
  account: string,
): Promise<Mailbox | null> {
  const { rows } = await sql<{ settings: unknown; sealed: Buffer | null }>`
    select settings, sealed from channel_connections where account_id = ${account}`.execute(database);
  const [row] = rows;
  const read = mailboxSettings.safeParse(row?.settings);
  if (!row || !read.success) return null;
  const secrets = row.sealed
    ? mailboxSecrets.parse(JSON.parse(unseal(settings.secret, sealOf(account), row.sealed)))
    : {};
  return { account, settings: read.data, secrets };
}

export async function keepMailbox(
  db: Work["db"],
  secret: Buffer,
  { account, settings, secrets }: Mailbox,
): Promise<void> {
  const sealed = seal(secret, sealOf(account), JSON.stringify(secrets));
  await sql`insert into channel_connections (account_id, settings, sealed)
    values (${account}, ${JSON.stringify(settings)}::jsonb, ${sealed})
    on conflict (account_id) do update set settings = excluded.settings, sealed = excluded.sealed, changed_at = now()`.execute(
    db,
  );
}

/** Keeps secrets that changed by themselves: whoever listens goes on. */
export async function keepSecrets(
  db: Database | Work["db"],
  secret: Buffer,
  account: string,
  secrets: MailboxSecrets,
): Promise<void> {
  const sealed = seal(secret, sealOf(account), JSON.stringify(secrets));
  await sql`update channel_connections set sealed = ${sealed} where account_id = ${account}`.execute(db);
}
