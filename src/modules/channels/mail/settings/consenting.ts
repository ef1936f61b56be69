import { isDeepStrictEqual } from "node:util";
import { sql } from "kysely";
import type { QueryOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { seal, unseal } from "#platform";
import { type Edge, note, type Runtime, type Work } from "#records";
import { z } from "zod";
import type { takeConsent } from "../../contract/mailboxes.ts";
import { keepMailbox, type Mailbox, mailboxOf } from "../connecting/stored-connection.ts";
import { noteTrouble, noteWorking } from "../../connections/state.ts";
import { tokenFor } from "../connecting/token-endpoint.ts";
import { MailboxTrouble, troubleOf } from "../connecting/trouble.ts";
import { takeMailbox } from "./setting-up.ts";

/** Milliseconds within which one comes back from the provider. */
const patience = 15 * 60_000;
const ticketSeal = { purpose: "rapport mailbox consent 1", record: "consent" };
const ticket = z.object({ account: z.uuid(), user: z.string(), until: z.number() });

type Room = Pick<Runtime, "settings">;

/** The address at which one says to the provider that Rapport may open a mailbox (RFC 6749, 4.1.1); it leads back to who asked alone. */
export async function addressOfConsent(
  work: Work,
  { settings }: Room,
  account: string,
): Promise<{ address: string }> {
  await takeMailbox(work, account);
  const oauth = (await mailboxOf({ database: work.db, settings }, account))?.settings.oauth;
  if (!oauth) throw new AppError("field_required", { field: "oauth" });
  const told = { account, user: work.actor.userId ?? "", until: work.now.getTime() + patience };
  const address = new URL(oauth.authorizationEndpoint);
  for (const [name, value] of Object.entries({
    response_type: "code",
    client_id: oauth.clientId,
    redirect_uri: returnTo(settings),
    state: seal(settings.secret, ticketSeal, JSON.stringify(told)).toString("base64url"),
    // Without these Google gives what opens it for an hour only.
    access_type: "offline",
    prompt: "consent",
    ...(oauth.scope && { scope: oauth.scope }),
  }))
    address.searchParams.set(name, value);
  return { address: address.href };
}

/** Changes what the provider sent its user back with for what opens the mailbox, and goes on to the settings. */
export async function accept(edge: Edge, query: QueryOf<typeof takeConsent>): Promise<unknown> {
  const { runtime, actor, reply } = edge;
  const account = accountIn(runtime, query.state, actor.userId);
  await runtime.run(actor, "screen", (work) => takeMailbox(work, account));
  const mailbox = await mailboxOf(runtime, account);
  if (mailbox && query.code)
    try {
      const told = await tokenFor(runtime, mailbox, {
        grant_type: "authorization_code",
        code: query.code,
        redirect_uri: returnTo(runtime.settings),
      });
      await runtime.run(actor, "screen", async (work) => {
        const now = await asItIsNow(work, runtime, mailbox);
        const secrets = {
          ...now.secrets,
          accessToken: told.access_token,
          accessUntil: Date.now() + (told.expires_in ?? 3600) * 1000,
          ...(told.refresh_token && { refreshToken: told.refresh_token }),
        };
        await keepMailbox(work.db, runtime.settings.secret, { ...now, secrets });
        await note(work, { kind: "channel_connected", object: "channel_account", record: account });
      });
      await noteWorking(runtime, account);
    } catch (error) {
      await noteTrouble(runtime, account, troubleOf(error));
    }
  return reply.redirect(`${runtime.settings.baseUrl}/settings/mailboxes`, 303);
}

/** The mailbox as it was changed while the provider was asked; locked. Throws where it is another provider's by now. */
async function asItIsNow(work: Work, { settings }: Runtime, asked: Mailbox): Promise<Mailbox> {
  await sql`select 1 from channel_connections where account_id = ${asked.account} for update`.execute(
    work.db,
  );
  const now = await mailboxOf({ database: work.db, settings }, asked.account);
  if (!now || !isDeepStrictEqual(now.settings.oauth, asked.settings.oauth))
    throw new MailboxTrouble("sign_in");
  return now;
}

/** Throws `link_expired` for what we did not give, gave to another, or gave long ago. */
function accountIn({ settings }: Room, state: string | undefined, user: string | null): string {
  try {
    const told = ticket.parse(
      JSON.parse(unseal(settings.secret, ticketSeal, Buffer.from(state ?? "", "base64url"))),
    );
    if (told.user === user && told.until > Date.now()) return told.account;
  } catch (cause) {
    throw new AppError("link_expired", { cause });
  }
  throw new AppError("link_expired");
}

const returnTo = ({ baseUrl }: Runtime["settings"]): string => `${baseUrl}/api/mailbox-consents`;
