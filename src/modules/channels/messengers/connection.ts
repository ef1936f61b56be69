import { sql } from "kysely";
import { z } from "zod";
import { type Seal, seal, unseal } from "#platform";
import type { Database, Runtime, Work } from "#records";
import { type Account, accountOf } from "../accounts/account.ts";
import { type MessengerKind, type MessengerSettings, messengerSettings } from "../contract/messengers.ts";
import { MessengerError } from "./messenger-error.ts";

/** What is sealed. */
const sealed = z.strictObject({
  /** By which we sign in. */
  token: z.string().optional(),
  /** By which WhatsApp signs what it tells. */
  app_secret: z.string().optional(),
  /** Made by us, told to the service: it proves by it that it is the one. */
  hook: z.string(),
});
export type MessengerSecrets = z.infer<typeof sealed>;

export interface Connected<K extends MessengerKind = MessengerKind> {
  readonly account: Account;
  readonly settings: Extract<MessengerSettings, { kind: K }> & { readonly server: string };
  readonly secrets: MessengerSecrets;
}

/** Where each service is for everybody. */
const servers = {
  telegram: "https://api.telegram.org",
  whatsapp: "https://graph.facebook.com/v23.0",
  sms: "https://api.twilio.com",
  viber: "https://chatapi.viber.com",
  vk: "https://api.vk.com",
} as const;

export function serverOf(settings: MessengerSettings): string {
  if ("host" in settings) return `${settings.host}:${settings.port}`;
  return settings.kind === "mastodon" ? settings.server : (settings.server ?? servers[settings.kind]);
}

const sealOf = (record: string): Seal => ({ purpose: "rapport messenger 1", record });

/** A messenger with what opens it; null where nobody has connected it. Throws `not_found` where there is no such account. */
export async function connectionOf(
  { database, settings: { secret } }: { database: Database | Work["db"]; settings: Runtime["settings"] },
  id: string,
): Promise<Connected | null> {
  const account = await accountOf(database, id);
  const { rows } = await sql<{ settings: unknown; sealed: Buffer | null }>`
    select settings, sealed from channel_connections where account_id = ${id}`.execute(database);
  const [row] = rows;
  const settings = messengerSettings.safeParse(row?.settings).data;
  if (!row?.sealed || settings?.kind !== account.kind) return null;
  return {
    account,
    settings: { ...settings, server: serverOf(settings) },
    secrets: sealed.parse(JSON.parse(unseal(secret, sealOf(id), row.sealed))),
  };
}

/** The connection of an account that is played by `kind`. Throws `MessengerError` where it is not connected. */
export async function connectedAs<K extends MessengerKind>(
  runtime: Pick<Runtime, "database" | "settings">,
  account: string,
  kind: K,
): Promise<Connected<K>> {
  const connected = await connectionOf(runtime, account);
  if (!connected) throw new MessengerError("sign_in");
  return as(connected, kind);
}

export function as<K extends MessengerKind>(connected: Connected, kind: K): Connected<K> {
  if (connected.settings.kind !== kind) throw new Error(`The account is no ${kind}`);
  return connected as unknown as Connected<K>;
}

/** What of the settings says where, and as whom, is heard. */
const places = ["kind", "server", "host", "port", "jid", "system_id"];

export async function keepConnection(
  db: Work["db"],
  { secret }: Pick<Runtime["settings"], "secret">,
  account: string,
  { settings, secrets }: { readonly settings: MessengerSettings; readonly secrets: MessengerSecrets },
): Promise<void> {
  const closed = seal(secret, sealOf(account), JSON.stringify(secrets));
  await sql`insert into channel_connections (account_id, settings, sealed)
    values (${account}, ${JSON.stringify(settings)}::jsonb, ${closed})
    on conflict (account_id) do update set settings = excluded.settings, sealed = excluded.sealed, changed_at = now(),
      -- Where another server or somebody else is heard, nothing has been read yet.
      cursor = case when array(select excluded.settings ->> name from unnest(${places}::text[]) as places (name))
          is distinct from array(select channel_connections.settings ->> name from unnest(${places}::text[]) as places (name))
        then '{}' else channel_connections.cursor end`.execute(db);
}
