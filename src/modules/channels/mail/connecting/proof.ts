import { setTimeout as pause } from "node:timers/promises";
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

/** Milliseconds for which one asks alone, longer than the way out is patient; and after which the others look again. */
const turn = { whole: 30_000, look: 100 } as const;

/**
 * Of several that need a token at once one asks for it, the others wait for what it gets; none of them with a connection to the
 * database in hand, as the provider takes as long as it wants.
 */
async function refreshed(runtime: Runtime, account: string): Promise<string> {
  for (const until = Date.now() + turn.whole; Date.now() < until; await pause(turn.look)) {
    const isOurs = await takeTurn(runtime, account);
    const mailbox = await mailboxOf(runtime, account);
    if (!mailbox) throw new MailboxTrouble("sign_in");
    try {
      const { accessToken, accessUntil } = mailbox.secrets;
      if (isFresh(accessUntil) && accessToken) return accessToken;
      if (isOurs) return await ask(runtime, mailbox);
    } finally {
      if (isOurs) await endTurn(runtime, account);
    }
  }
  throw new MailboxTrouble("unreachable");
}

async function takeTurn({ database }: Runtime, account: string): Promise<boolean> {
  const { rows } = await sql`
    update channel_connections set refreshing_until = now() + make_interval(secs => ${turn.whole / 1000})
    where account_id = ${account} and (refreshing_until is null or refreshing_until < now()) returning 1`.execute(
    database,
  );
  return rows.length > 0;
}

async function endTurn({ database }: Runtime, account: string): Promise<void> {
  await sql`update channel_connections set refreshing_until = null where account_id = ${account}`.execute(
    database,
  );
}

async function ask(runtime: Runtime, asked: Mailbox): Promise<string> {
  const told = await askForToken(runtime, asked);
  await runtime.database.transaction().execute(async (db) => {
    await sql`select 1 from channel_connections where account_id = ${asked.account} for update`.execute(db);
    const now = await mailboxOf({ database: db, settings: runtime.settings }, asked.account);
    // Who connected it anew meanwhile has what opens it.
    if (now?.secrets.refreshToken !== asked.secrets.refreshToken) return;
    await keepSecrets(db, runtime.settings.secret, asked.account, {
      ...now?.secrets,
      accessToken: told.access_token,
      accessUntil: Date.now() + (told.expires_in ?? 3600) * 1000,
      // Some give a new one with each use, and the old one opens nothing any more.
      ...(told.refresh_token && { refreshToken: told.refresh_token }),
    });
  });
  return told.access_token;
}

async function askForToken(runtime: Runtime, mailbox: Mailbox): Promise<TokenAnswer> {
  const { refreshToken } = mailbox.secrets;
  if (!refreshToken) throw new MailboxTrouble("sign_in");
  return tokenFor(runtime, mailbox, { grant_type: "refresh_token", refresh_token: refreshToken });
}
