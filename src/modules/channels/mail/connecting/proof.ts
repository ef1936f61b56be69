import { sql } from "kysely";
import type { Runtime } from "#records";
import type { Mailbox } from "./stored-connection.ts";
import { keepSecrets, mailboxOf } from "./stored-connection.ts";
import { type TokenAnswer, tokenFor } from "./token-endpoint.ts";
import { MailboxTrouble } from "./trouble.ts";

/** By what we sign in: the shape of both our clients. */
export type Proof =
  | { readonly user: string; readonly pass: string }
  | { readonly user: string; readonly accessToken: string }
  | null;

/** Milliseconds before its end at which a token is changed for another. */
const early = 120_000;

/** By what a mailbox is opened now; a token that ends soon is changed first. Throws `MailboxTrouble`. */
export async function proofOf(runtime: Runtime, mailbox: Mailbox): Promise<Proof> {
  const { settings, secrets } = mailbox;
  const user = settings.userName;
  if (settings.signIn === "none") return null;
  if (settings.signIn === "password") return { user, pass: secrets.password ?? "" };
  if (isFresh(secrets.accessUntil)) return { user, accessToken: secrets.accessToken ?? "" };
  return { user, accessToken: await refreshed(runtime, mailbox.account) };
}

const isFresh = (until: number | undefined): boolean => (until ?? 0) > Date.now() + early;

/** Of several processes that need a token at once one asks for it, the others wait for what it gets. */
async function refreshed(runtime: Runtime, account: string): Promise<string> {
  return runtime.database.transaction().execute(async (db) => {
    await sql`select 1 from channel_connections where account_id = ${account} for update`.execute(db);
    const mailbox = await mailboxOf({ database: db, settings: runtime.settings }, account);
    if (!mailbox) throw new MailboxTrouble("sign_in");
    const { secrets } = mailbox;
    if (isFresh(secrets.accessUntil) && secrets.accessToken) return secrets.accessToken;
    const told = await askForToken(runtime, mailbox);
    await keepSecrets(db, runtime.settings.secret, account, {
      ...secrets,
      accessToken: told.access_token,
      accessUntil: Date.now() + (told.expires_in ?? 3600) * 1000,
      // Some give a new one with each use, and the old one opens nothing any more.
      ...(told.refresh_token && { refreshToken: told.refresh_token }),
    });
    return told.access_token;
  });
}

async function askForToken(runtime: Runtime, mailbox: Mailbox): Promise<TokenAnswer> {
  const { refreshToken } = mailbox.secrets;
  if (!refreshToken) throw new MailboxTrouble("sign_in");
  return tokenFor(runtime, mailbox, { grant_type: "refresh_token", refresh_token: refreshToken });
}
