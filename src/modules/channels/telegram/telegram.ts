import { readFile } from "node:fs/promises";
import { z } from "zod";
import { isSameSecret, type Runtime } from "#records";
import { type Outcome, type Outgoing, Unreadable } from "../adapter.ts";
import { handOverAll, jsonIn, notTaken } from "../messengers/calling.ts";
import { as, type Connected, connectedAs } from "../messengers/connection.ts";
import type { Messenger } from "../messengers/messenger.ts";
import { peerOf } from "../messengers/peer.ts";
import { askBot, connectBot, fetchFile } from "./bot.ts";
import { readUpdate } from "./reading.ts";

/** A bot of Telegram (https://core.telegram.org/bots/api): they write first, we answer for as long as they like. */
export const telegram: Messenger = {
  kind: "telegram",
  abilities: {
    html: false,
    subject: false,
    recipients: false,
    files: 25_000_000,
    length: 4096,
    delivered: false,
    read: false,
    answersWithin: null,
    begins: false,
  },
  hook: {
    thanks: { type: "application/json", body: "{}" },
    isGenuine: ({ secrets }, { headers }) =>
      isSameSecret(secrets.hook, headers["x-telegram-bot-api-secret-token"]),
    arrivals(_connected, content) {
      const update = z.object({ update_id: z.int() }).safeParse(jsonIn(content));
      if (!update.success) throw new Unreadable("not an update of Telegram");
      return [{ sourceId: `update:${update.data.update_id}`, raw: content }];
    },
  },
  connect: (runtime, connected) => connectBot(runtime, as(connected, "telegram")),
  fetchMedia: (runtime, connected, { id }) => fetchFile(runtime, as(connected, "telegram"), id),
  read: (_runtime, account, raw) => Promise.resolve().then(() => readUpdate(account, raw)),
  async send(runtime, account, message) {
    const bot = await connectedAs(runtime, account.id, "telegram");
    const chat = await peerOf(runtime, message.conversation);
    if (!chat) return { state: "refused", problem: "not_begun_here" };
    return handOverAll([
      () => sendBy(runtime, bot, "sendMessage", { chat_id: chat, text: message.body }),
      ...message.files.map(
        (file) => async () => sendBy(runtime, bot, "sendDocument", await formOf(chat, file)),
      ),
    ]);
  },
};

async function sendBy(
  runtime: Runtime,
  bot: Connected<"telegram">,
  method: "sendMessage" | "sendDocument",
  body: Readonly<Record<string, unknown>> | FormData,
): Promise<Outcome> {
  const answered = await askBot(runtime, bot, method, body);
  const sent = z.object({ message_id: z.number() }).safeParse(answered.result);
  return sent.success
    ? { state: "sent", externalId: String(sent.data.message_id) }
    : notTaken(answered, answered.problem);
}

async function formOf(chat: string, { name, type, path }: Outgoing["files"][number]): Promise<FormData> {
  const form = new FormData();
  form.set("chat_id", chat);
  form.set("document", new Blob([await readFile(path)], { type }), name);
  return form;
}
