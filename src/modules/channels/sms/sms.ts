import { z } from "zod";
import type { Runtime } from "#records";
import type { Outcome } from "../adapter.ts";
import { fileAt } from "../connections/file-elsewhere.ts";
import { type Answered, askService, handOverAll, notTaken } from "../messengers/calling.ts";
import { as, type Connected, connectedAs } from "../messengers/connection.ts";
import type { Messenger } from "../messengers/messenger.ts";
import { assertMayWrite, isOptedOut, noteOpting } from "../messengers/opting.ts";
import { MessengerError } from "../messengers/messenger-error.ts";
import { webhookOf } from "../messengers/webhook-address.ts";
import { isSignedByTwilio } from "../telephone/dialects/twilio.ts";
import { arrivalOf, readForm } from "./reading.ts";

/** A number at Twilio (https://www.twilio.com/docs/messaging/api): we may write first; a long text goes out in several by itself. */
export const sms: Messenger = {
  kind: "sms",
  abilities: {
    html: false,
    subject: false,
    recipients: false,
    files: 0,
    length: 1600,
    delivered: true,
    read: false,
    answersWithin: null,
    begins: true,
  },
  hook: {
    thanks: { type: "text/xml", body: "<Response/>" },
    isGenuine: ({ secrets }, { address, headers, content }) =>
      secrets.token !== undefined &&
      isSignedByTwilio(secrets.token, {
        address,
        body: content.toString("utf8"),
        signature: headers["x-twilio-signature"],
      }),
    arrivals: (_connected, content) => [arrivalOf(content)],
  },
  connect: (runtime, connected) => connectNumber(runtime, as(connected, "sms")),
  async fetchMedia(runtime, connected, { id }) {
    const { settings } = as(connected, "sms");
    // By what we sign in goes to Twilio alone.
    const isTheirs = URL.parse(id)?.origin === URL.parse(settings.server)?.origin;
    return fileAt(runtime, id, isTheirs ? proofOf(as(connected, "sms")) : undefined);
  },
  read: readForm,
  takenIn: noteOpting,
  assertSends: (work, _account, contact) => assertMayWrite(work, contact),
  async send(runtime, account, { body, contact }) {
    const number = await connectedAs(runtime, account.id, "sms");
    if (!contact) return { state: "refused", problem: "contact" };
    if (await isOptedOut(runtime.database, contact)) return { state: "refused", problem: "opted_out" };
    return handOverAll([() => sendTo(runtime, number, contact, body)]);
  },
};

type Number = Connected<"sms">;

function proofOf({ settings, secrets }: Number): Record<string, string> {
  const proof = Buffer.from(`${settings.account_sid}:${secrets.token}`).toString("base64");
  return { authorization: `Basic ${proof}` };
}

const accountOf = ({ settings }: Number): string =>
  `${settings.server}/2010-04-01/Accounts/${settings.account_sid}`;

/** Asks whether the account is there. Throws `MessengerError`. */
async function connectNumber(runtime: Runtime, number: Number): Promise<{ address: string }> {
  const { status } = await askService(runtime, {
    method: "GET",
    address: `${accountOf(number)}.json`,
    headers: proofOf(number),
  });
  if (status === 401 || status === 403 || status === 404) throw new MessengerError("sign_in");
  if (status !== 200) throw new MessengerError("answer");
  return { address: number.settings.number };
}

async function sendTo(runtime: Runtime, number: Number, to: string, text: string): Promise<Outcome> {
  const body = new URLSearchParams({
    To: to,
    From: number.settings.number,
    Body: text,
    StatusCallback: webhookOf(runtime.settings, number.account.id),
  }).toString();
  const answered = await askService(runtime, {
    method: "POST",
    address: `${accountOf(number)}/Messages.json`,
    headers: {
      ...proofOf(number),
      "content-type": "application/x-www-form-urlencoded",
      "content-length": String(Buffer.byteLength(body)),
    },
    body,
  });
  const sent = z.object({ sid: z.string().min(1).max(100) }).safeParse(answered.value);
  return answered.status < 300 && sent.success
    ? { state: "sent", externalId: sent.data.sid, keys: [`sms:${number.account.id}:${to}`] }
    : notTaken(answered, problemOf(answered));
}

function problemOf({ status, value }: Answered): string {
  const told = z.object({ code: z.number(), message: z.string() }).safeParse(value).data;
  return told ? `${told.code} ${told.message}` : `Twilio: ${status}`;
}
