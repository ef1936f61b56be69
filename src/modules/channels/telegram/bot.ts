import { z } from "zod";
import { type EgressStream, openEgress } from "#platform";
import type { Runtime } from "#records";
import { type Answered, askService } from "../messengers/calling.ts";
import type { Connected } from "../messengers/connection.ts";
import { MessengerError } from "../messengers/messenger-error.ts";
import { webhookOf } from "../messengers/webhook-address.ts";

type Bot = Connected<"telegram">;

const answer = z.object({
  ok: z.boolean(),
  result: z.unknown().optional(),
  description: z.string().optional(),
});

/** Asks for a method of the Bot API by JSON or, with a file, by a form. */
export async function askBot(
  runtime: Runtime,
  { settings, secrets }: Bot,
  method: string,
  body: Readonly<Record<string, unknown>> | FormData,
): Promise<Answered & { readonly result: unknown; readonly problem: string }> {
  const form = new Response(body instanceof FormData ? body : JSON.stringify(body));
  const content = Buffer.from(await form.arrayBuffer());
  const asked = await askService(runtime, {
    method: "POST",
    address: `${settings.server}/bot${secrets.token}/${method}`,
    headers: {
      "content-type":
        body instanceof FormData ? (form.headers.get("content-type") ?? "") : "application/json",
      "content-length": String(content.length),
    },
    body: content,
  });
  const read = answer.safeParse(asked.value).data;
  return {
    ...asked,
    result: read?.ok ? read.result : undefined,
    problem: read?.description ?? `Telegram: ${asked.status}`,
  };
}

/** Asks who the bot is, and tells Telegram where to tell us what is written to it. Throws `MessengerError`. */
export async function connectBot(runtime: Runtime, bot: Bot): Promise<{ address: string }> {
  const me = await askBot(runtime, bot, "getMe", {});
  if (me.status === 401 || me.status === 404) throw new MessengerError("sign_in");
  const name = z.object({ username: z.string().max(100) }).safeParse(me.result);
  if (!name.success) throw new MessengerError("answer");
  const set = await askBot(runtime, bot, "setWebhook", {
    url: webhookOf(runtime.settings, bot.account.id),
    secret_token: bot.secrets.hook,
    allowed_updates: ["message", "edited_message"],
    max_connections: 10,
  });
  if (set.status !== 200) throw new MessengerError("webhook", set.problem);
  return { address: `@${name.data.username}` };
}

/** A file that somebody sent to the bot; Telegram gives no larger than 20 MB. */
export async function fetchFile(runtime: Runtime, bot: Bot, id: string): Promise<EgressStream> {
  const told = await askBot(runtime, bot, "getFile", { file_id: id });
  const file = z.object({ file_path: z.string().max(1000) }).safeParse(told.result);
  if (!file.success) throw new MessengerError("answer", told.problem);
  const way = file.data.file_path.split("/").map(encodeURIComponent).join("/");
  return openEgress(runtime.settings).receive({
    method: "GET",
    address: `${bot.settings.server}/file/bot${bot.secrets.token}/${way}`,
    patience: { whole: 120_000 },
  });
}
