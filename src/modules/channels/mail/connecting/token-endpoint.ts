import { z } from "zod";
import { openEgress } from "#platform";
import type { Runtime } from "#records";
import { isOwn } from "../../connections/own-servers.ts";
import type { Mailbox } from "./stored-connection.ts";
import { MailboxTrouble } from "./trouble.ts";

const tokenAnswer = z.object({
  access_token: z.string().min(1).max(20_000),
  expires_in: z.coerce.number().positive().max(10_000_000).optional(),
  refresh_token: z.string().min(1).max(10_000).optional(),
});
export type TokenAnswer = z.infer<typeof tokenAnswer>;

/** Asks the provider for what opens a mailbox (RFC 6749, 4.1.3 and 6). Throws `MailboxTrouble`: `sign_in` where the consent is gone. */
export async function tokenFor(
  runtime: Runtime,
  { settings: { oauth }, secrets }: Pick<Mailbox, "settings" | "secrets">,
  grant: Readonly<Record<string, string>>,
): Promise<TokenAnswer> {
  if (!oauth) throw new MailboxTrouble("sign_in");
  const { protocol, hostname } = new URL(oauth.tokenEndpoint);
  if (protocol !== "https:" && !isOwn(runtime.settings, hostname)) throw new MailboxTrouble("security");
  const body = new URLSearchParams({
    ...grant,
    client_id: oauth.clientId,
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
