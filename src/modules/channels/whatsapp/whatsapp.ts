import { z } from "zod";
import { isSameSecret, type Runtime } from "#records";
import type { Outcome, Outgoing } from "../adapter.ts";
import { handOverAll, notTaken } from "../messengers/calling.ts";
import { as, type Connected, connectedAs } from "../messengers/connection.ts";
import { isSignedBy } from "../accounts/genuine.ts";
import type { Messenger } from "../messengers/messenger.ts";
import { peerOf } from "../messengers/peer.ts";
import { type WrittenTemplate, writtenTemplate } from "../messages/template.ts";
import { connectLine, fetchFile, post, problemOf, upload } from "./graph.ts";
import { arrivalsOf, readItem } from "./reading.ts";

/** A number at WhatsApp's Cloud API (https://developers.facebook.com/docs/whatsapp/cloud-api): answers go out within a day. */
export const whatsapp: Messenger = {
  kind: "whatsapp",
  abilities: {
    html: false,
    subject: false,
    recipients: false,
    files: 25_000_000,
    length: 4096,
    delivered: true,
    read: true,
    answersWithin: 24,
    begins: false,
  },
  hook: {
    thanks: { type: "application/json", body: "{}" },
    isGenuine: ({ secrets }, { headers, content }) =>
      isSignedBy(secrets.app_secret, content, headers["x-hub-signature-256"]?.replace(/^sha256=/, "")),
    challenge: ({ secrets }, query) =>
      query.get("hub.mode") === "subscribe" &&
      isSameSecret(secrets.hook, query.get("hub.verify_token") ?? undefined)
        ? (query.get("hub.challenge") ?? "").slice(0, 200)
        : null,
    arrivals: (connected, content) => arrivalsOf(as(connected, "whatsapp").settings.number_id, content),
  },
  connect: (runtime, connected) => connectLine(runtime, as(connected, "whatsapp")),
  fetchMedia: (runtime, connected, { id }) => fetchFile(runtime, as(connected, "whatsapp"), id),
  read: readItem,
  async send(runtime, account, message) {
    const line = await connectedAs(runtime, account.id, "whatsapp");
    const to = await peerOf(runtime, message.conversation);
    if (!to) return { state: "refused", problem: "not_begun_here" };
    const template = writtenTemplate.safeParse(message.details["template"]).data;
    const what = template ? byTemplate(template) : { type: "text", text: { body: message.body } };
    return handOverAll([
      () => sendTo(runtime, line, to, what),
      ...message.files.map((file) => () => sendFile(runtime, line, to, file)),
    ]);
  },
};

type Line = Connected<"whatsapp">;

/** Blanks are told in their order, or by their name. */
function byTemplate({ name, language, filled }: WrittenTemplate): Readonly<Record<string, unknown>> {
  const parameters = filled.map(({ blank, text }) => ({
    type: "text",
    text,
    ...(!/^\d+$/.test(blank) && { parameter_name: blank }),
  }));
  const components = parameters.length > 0 ? [{ type: "body", parameters }] : [];
  return { type: "template", template: { name, language: { code: language }, components } };
}

async function sendTo(
  runtime: Runtime,
  line: Line,
  to: string,
  what: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  const answered = await post(runtime, line, "messages", {
    messaging_product: "whatsapp",
    recipient_type: "individual",
    to,
    ...what,
  });
  const sent = z
    .object({ messages: z.tuple([z.object({ id: z.string().max(900) })]) })
    .safeParse(answered.value);
  return sent.success
    ? { state: "sent", externalId: sent.data.messages[0].id }
    : notTaken(answered, problemOf(answered));
}

async function sendFile(
  runtime: Runtime,
  line: Line,
  to: string,
  file: Outgoing["files"][number],
): Promise<Outcome> {
  const { id, ...answered } = await upload(runtime, line, file);
  if (id === null) return notTaken(answered, problemOf(answered));
  return sendTo(runtime, line, to, { type: "document", document: { id, filename: file.name } });
}
