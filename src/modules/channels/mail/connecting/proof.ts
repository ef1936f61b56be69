import { z } from "zod";
import { sql } from "kysely";
import { openEgress } from "#platform";
import type { Runtime } from "#records";
import { isOwn } from "./opening.ts";
import type { Mailbox } from "./stored-connection.ts";
import { keepSecrets, mailboxOf } from "./stored-connection.ts";
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

const tokenAnswer = z.object({
  access_token: z.string().min(1).max(20_000),
  expires_in: z.coerce.number().positive().max(10_000_000).optional(),
  refresh_token: z.string().min(1).max(10_000).optional(),
});

async function askForToken(
  runtime: Runtime,
  { settings: { oauth }, secrets }: Mailbox,
): Promise<z.infer<typeof tokenAnswer>> {
  if (!oauth || !secrets.refreshToken) throw new MailboxTrouble("sign_in");
  const { protocol, hostname } = new URL(oauth.tokenEndpoint);
  if (protocol !== "https:" && !isOwn(runtime.settings, hostname)) throw new MailboxTrouble("security");
  const body = new URLSearchParams({
    grant_type: "refresh_token",
    client_id: oauth.clientId,
    refresh_token: secrets.refreshToken,
    ...(secrets.clientSecret && { client_secret: secrets.clientSecret }),
    ...(oauth.scope && { scope: oauth.scope }),
  }).toString();
  const answer = await openEgress(runtime.settings).send({
    method: "POST",
    address: oauth.tokenEndpoint,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      accept: "application/json",
      "content-length": String(Buffer.byteLength(body)),
    },
    body,
  });
  // 400 and 401 say that the consent is gone (RFC 6749, 5.2); everything else may be well in a minute.
  if (answer.status === 400 || answer.status === 401) throw new MailboxTrouble("sign_in");
  if (answer.status !== 200) throw new MailboxTrouble("unreachable");
  const read = tokenAnswer.safeParse(jsonIn(answer.body));
  if (!read.success) throw new MailboxTrouble("answer");
  return read.data;
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return null;
  }
}
