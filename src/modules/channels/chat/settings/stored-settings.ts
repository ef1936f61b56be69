import { sql } from "kysely";
import { type Seal, seal, unseal } from "#platform";
import type { Database, RuntimeSettings, Work } from "#records";
import { type ChatSettings, chatSettings, standardChat } from "../../contract/chat.ts";

const sealOf = (record: string): Seal => ({ purpose: "rapport chat 1", record });

/** How a chat stands, and by which secret pages prove who their visitors are. */
export interface StoredChat {
  readonly settings: ChatSettings;
  readonly secret: string | null;
}

/** What nobody has set is as the contract says. */
export async function storedChat(
  db: Database | Work["db"],
  { secret }: RuntimeSettings,
  account: string,
): Promise<StoredChat> {
  const { rows } = await sql<{ settings: unknown; sealed: Buffer | null }>`
    select settings, sealed from channel_connections where account_id = ${account}`.execute(db);
  const [row] = rows;
  const settings = chatSettings.safeParse(row?.settings).data ?? standardChat;
  return { settings, secret: row?.sealed ? unseal(secret, sealOf(account), row.sealed) : null };
}

export async function keepSettings(work: Work, account: string, settings: ChatSettings): Promise<void> {
  await sql`insert into channel_connections (account_id, settings) values (${account}, ${JSON.stringify(settings)}::jsonb)
    on conflict (account_id) do update set settings = excluded.settings, changed_at = now()`.execute(work.db);
}

export async function keepSecret(
  work: Work,
  { secret: key }: RuntimeSettings,
  { account, secret }: { readonly account: string; readonly secret: string },
): Promise<void> {
  const sealed = seal(key, sealOf(account), secret);
  await sql`insert into channel_connections (account_id, sealed) values (${account}, ${sealed})
    on conflict (account_id) do update set sealed = excluded.sealed, changed_at = now()`.execute(work.db);
}
