import { z } from "zod";
import { openEgress } from "#platform";
import type { Runtime } from "#records";
import { isSignedBy } from "../accounts/genuine.ts";
import type { Outcome, Outgoing } from "../adapter.ts";
import { fileAt } from "../connections/file-elsewhere.ts";
import { handOverAll } from "../messengers/calling.ts";
import { as, type Connected, connectedAs } from "../messengers/connection.ts";
import type { Messenger } from "../messengers/messenger.ts";
import { MessengerError } from "../messengers/messenger-error.ts";
import { openAddressOf } from "../messengers/open-files.ts";
import { peerOf } from "../messengers/peer.ts";
import { webhookOf } from "../messengers/webhook-address.ts";
import { viberJson } from "./callback.ts";
import { arrivalOf, readCallback } from "./reading.ts";

/** A bot of Viber (https://developers.viber.com/docs/api/rest-bot-api): who subscribed to it is answered for as long as they like. */
export const viber: Messenger = {
  kind: "viber",
  abilities: {
    html: false,
    subject: false,
    recipients: false,
    files: 25_000_000,
    length: 7000,
    delivered: true,
    read: true,
    answersWithin: null,
    begins: false,
  },
  hook: {
    thanks: { type: "application/json", body: "{}" },
    isGenuine: ({ secrets }, { headers, content }) =>
      isSignedBy(secrets.token, content, headers["x-viber-content-signature"]),
    arrivals: (_connected, content) => [arrivalOf(content)],
  },
  connect: (runtime, connected) => connectBot(runtime, as(connected, "viber")),
  fetchMedia: (runtime, _connected, { id }) => fileAt(runtime, id),
  read: readCallback,
  async send(runtime, account, { conversation, body, files }) {
    const bot = await connectedAs(runtime, account.id, "viber");
    const receiver = await peerOf(runtime, conversation);
    if (!receiver) return { state: "refused", problem: "not_begun_here" };
    const sender = { name: (account.fromName ?? bot.settings.sender).slice(0, 28) };
    return handOverAll([
      () => sendBy(runtime, bot, { receiver, sender, type: "text", text: body }),
      ...files.map(
        (file) => () => sendBy(runtime, bot, { receiver, sender, ...carried(runtime.settings, file) }),
      ),
    ]);
  },
};

/** Pictures and videos that Viber shows in the chat, by what their address has to end in; all else, and larger ones, are files. */
const shown: Readonly<Record<string, { type: "picture" | "video"; ending: RegExp; largest: number }>> = {
  "image/jpeg": { type: "picture", ending: /\.jpe?g$/i, largest: 1_000_000 },
  "image/png": { type: "picture", ending: /\.png$/i, largest: 1_000_000 },
  "video/mp4": { type: "video", ending: /\.mp4$/i, largest: 25_000_000 },
};

/** Viber, or whoever reads it there, fetches the file by an address of ours (https://developers.viber.com/docs/api/rest-bot-api/#picture-message). */
function carried(settings: Runtime["settings"], file: Outgoing["files"][number]) {
  const { type, name, size } = file;
  const media = openAddressOf(settings, file);
  const how = shown[type];
  if (!how || size > how.largest || !how.ending.test(name))
    return { type: "file", media, size, file_name: shortened(name) };
  return how.type === "picture" ? { type: how.type, media, text: "" } : { type: how.type, media, size };
}

const longestName = 256;

/** What it ends in says what opens it. */
function shortened(name: string): string {
  const [ending = ""] = /\.[^.]{1,20}$/.exec(name) ?? [];
  return name.length <= longestName ? name : name.slice(0, longestName - ending.length) + ending;
}

const answer = z.object({
  status: z.number(),
  status_message: z.string().optional(),
  message_token: z.string().max(50).optional(),
  name: z.string().max(300).optional(),
});
type Answer = z.infer<typeof answer>;

/** Status of an answer, which is 200 for HTTP whatever it says (https://developers.viber.com/docs/api/rest-bot-api/#error-codes). */
const codes = { ok: 0, invalidToken: 2, tooManyRequests: 12 } as const;

/** Throws `MessengerError` where the answer is none of Viber's. */
async function askBot(
  runtime: Runtime,
  { settings, secrets }: Connected<"viber">,
  method: "get_account_info" | "set_webhook" | "send_message",
  asked: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  const body = JSON.stringify(asked);
  const { status, body: told } = await openEgress(runtime.settings).send({
    method: "POST",
    address: `${settings.server}/pa/${method}`,
    headers: {
      "x-viber-auth-token": secrets.token ?? "",
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(body)),
    },
    body,
    // While it is told our address Viber calls it before it answers.
    patience: { connect: 5_000, answer: 20_000, whole: 60_000 },
  });
  const read = answer.safeParse(viberJson(told));
  if (!read.success) throw new MessengerError("answer", `Viber: ${status}`);
  return read.data;
}

async function connectBot(runtime: Runtime, bot: Connected<"viber">): Promise<{ address: string }> {
  const me = await askBot(runtime, bot, "get_account_info", {});
  if (me.status === codes.invalidToken) throw new MessengerError("sign_in");
  if (me.status !== codes.ok || !me.name) throw new MessengerError("answer", me.status_message);
  const set = await askBot(runtime, bot, "set_webhook", {
    url: webhookOf(runtime.settings, bot.account.id),
    event_types: ["delivered", "seen", "failed", "subscribed", "unsubscribed", "conversation_started"],
    send_name: true,
    send_photo: false,
  });
  if (set.status !== codes.ok) throw new MessengerError("webhook", set.status_message);
  return { address: me.name };
}

async function sendBy(
  runtime: Runtime,
  bot: Connected<"viber">,
  message: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  const { status, status_message, message_token } = await askBot(runtime, bot, "send_message", {
    min_api_version: 1,
    ...message,
  });
  if (status === codes.ok && message_token) return { state: "sent", externalId: message_token };
  if (status === codes.tooManyRequests) return { state: "later", problem: "too_many_requests" };
  return { state: "refused", problem: `${status} ${status_message ?? "Viber"}`.slice(0, 1000) };
}
