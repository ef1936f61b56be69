import { z } from "zod";
import { isSameSecret, type Runtime } from "#records";
import type { Outcome, Outgoing } from "../adapter.ts";
import { handOverAll, notTaken } from "../messengers/calling.ts";
import { as, type Connected, connectedAs } from "../messengers/connection.ts";
import { isSignedBy } from "../accounts/genuine.ts";
import type { Messenger } from "../messengers/messenger.ts";
import { isOptedOut, noteOpting, numbered } from "../messengers/opting.ts";
import { peerOf } from "../messengers/peer.ts";
import { consentsToMarketing } from "../messages/template-consent.ts";
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
    // By a template: of free words the day of an answer is over before it began.
    begins: true,
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
  takenIn: noteOpting,
  async send(runtime, account, message) {
    const line = await connectedAs(runtime, account.id, "whatsapp");
    const template = writtenTemplate.safeParse(message.details["template"]).data;
    if (template) return sendByTemplate(runtime, line, message, template);
    const to = await peerOf(runtime, message.conversation);
    if (!to) return { state: "refused", problem: "not_begun_here" };
    return handOverAll([
      () => sendTo(runtime, line, to, { type: "text", text: { body: message.body } }),
      ...message.files.map((file) => () => sendFile(runtime, line, to, file)),
    ]);
  },
};

type Line = Connected<"whatsapp">;

/** To whom wrote before as Meta calls them, else to the number. What was asked before it was written is asked again: it may lie for days. */
async function sendByTemplate(
  runtime: Runtime,
  line: Line,
  { conversation, contact, files }: Outgoing,
  template: WrittenTemplate,
): Promise<Outcome> {
  const to = (await peerOf(runtime, conversation)) ?? contact?.replace(/^\+/, "");
  if (!to || !/^\d{5,15}$/.test(to)) return { state: "refused", problem: "contact" };
  const { database } = runtime;
  if (await isOptedOut(database, `+${to}`, numbered)) return { state: "refused", problem: "opted_out" };
  if (template.marketing && !(await consentsToMarketing(database, conversation)))
    return { state: "refused", problem: "consent_needed" };
  const [file] = files;
  if (!template.media || !file)
    return handOverAll([() => sendTo(runtime, line, to, byTemplate(template, []))]);
  // Nothing was handed over as long as the file is not there.
  const { id, ...answered } = await upload(runtime, line, file).catch((error: unknown) => ({
    id: null,
    status: 0,
    value: String(error),
  }));
  if (id === null)
    return answered.status >= 400 && answered.status < 500 && answered.status !== 429
      ? notTaken(answered, problemOf(answered))
      : { state: "later", problem: `file: ${answered.status}` };
  const named = template.media === "document" ? { id, filename: file.name } : { id };
  const header = {
    type: "header",
    parameters: [{ type: template.media, [template.media]: named }],
  };
  return handOverAll([() => sendTo(runtime, line, to, byTemplate(template, [header]))]);
}

/** Blanks are told in their order, or by their name. */
function byTemplate(
  { name, language, filled, header, links = [] }: WrittenTemplate,
  media: readonly object[],
): Readonly<Record<string, unknown>> {
  const components = [
    ...media,
    ...(header ? [{ type: "header", parameters: [parameterOf(header)] }] : []),
    ...(filled.length > 0 ? [{ type: "body", parameters: filled.map(parameterOf) }] : []),
    ...links.map(({ index, text }) => ({
      type: "button",
      sub_type: "url",
      index: String(index),
      parameters: [{ type: "text", text }],
    })),
  ];
  return { type: "template", template: { name, language: { code: language }, components } };
}

function parameterOf({ blank, text }: { readonly blank: string; readonly text: string }) {
  return { type: "text", text, ...(!/^\d+$/.test(blank) && { parameter_name: blank }) };
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
    .object({
      messages: z.tuple([z.object({ id: z.string().max(900) })]),
      contacts: z.array(z.object({ wa_id: z.string().max(30).optional() })).optional(),
    })
    .safeParse(answered.value);
  if (!sent.success) return notTaken(answered, problemOf(answered));
  // Whom it went to answers under the number that Meta knows, which in some countries is another than what was dialled.
  const known = sent.data.contacts?.[0]?.wa_id ?? to;
  return {
    state: "sent",
    externalId: sent.data.messages[0].id,
    keys: [`whatsapp:${line.account.id}:${known}`],
  };
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
