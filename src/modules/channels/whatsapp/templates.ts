import { z } from "zod";
import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { type Edge, get, type Handler, handleRaw, type Runtime } from "#records";
import type { LinkValue } from "#records/contract";
import { adapterOf } from "../adapters.ts";
import { blanksOf, filledIn, listTemplates, type Template, writeByTemplate } from "../contract/templates.ts";
import { connectedAs } from "../messengers/connection.ts";
import { writeMessage } from "../messages/writing.ts";
import { ask } from "./graph.ts";

export const templateHandlers: readonly Handler[] = [
  handleRaw(listTemplates, async (edge, { params }) => ({ data: await templatesFor(edge, params.id) })),
  handleRaw(writeByTemplate, (edge, { params, body }) => writeBy(edge, params.id, body)),
];

/** Throws `not_found` where the conversation is none by WhatsApp, or not to be seen; `messenger_silent` where Meta does not tell. */
async function templatesFor({ runtime, actor }: Edge, conversation: string): Promise<Template[]> {
  const account = await runtime.read(actor, "screen", async (work) => {
    const { account: link } = await get(work, "conversation", conversation);
    return link ? get(work, "channel_account", (link as LinkValue).id) : null;
  });
  if (account?.["kind"] !== "whatsapp")
    throw new AppError("not_found", { params: { object: "conversation" } });
  return templatesOf(runtime, account.id);
}

async function writeBy(edge: Edge, id: string, { name, language, values }: BodyOf<typeof writeByTemplate>) {
  const { runtime, actor } = edge;
  const template = (await templatesFor(edge, id)).find(
    (one) => one.name === name && one.language === language,
  );
  if (!template) throw new AppError("field_invalid", { field: "name" });
  if (values.length !== template.blanks.length) throw new AppError("field_required", { field: "values" });
  const filled = template.blanks.map((blank, place) => ({ blank, text: values[place] ?? "" }));
  return runtime.run(actor, "screen", (work) =>
    writeMessage(
      work,
      { runtime, adapterOf },
      id,
      { body: filledIn(template, values), files: [] },
      { template: { name, language, filled } },
    ),
  );
}

// https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account/message_templates
const listed = z.object({
  data: z.array(
    z.object({
      name: z.string(),
      language: z.string(),
      status: z.string(),
      components: z.array(
        z.object({
          type: z.string(),
          format: z.string().optional(),
          text: z.string().optional(),
          buttons: z.array(z.object({ url: z.string().optional() })).optional(),
        }),
      ),
    }),
  ),
});
type Listed = z.infer<typeof listed>["data"][number];

async function templatesOf(runtime: Runtime, account: string): Promise<Template[]> {
  const line = await connectedAs(runtime, account, "whatsapp");
  const { account_id } = line.settings;
  if (!account_id) return [];
  const fields = "fields=name,language,status,components&status=APPROVED&limit=200";
  const { value } = await ask(runtime, line, `${account_id}/message_templates?${fields}`).catch(() => ({
    value: null,
  }));
  const read = listed.safeParse(value);
  if (!read.success) throw new AppError("messenger_silent");
  return read.data.data.flatMap((one) => templateIn(one) ?? []);
}

/** Null where it asks for more than words: a picture, a button with an address to be filled in. */
function templateIn({ name, language, status, components }: Listed): Template | null {
  const part = (type: string) => components.find((one) => one.type === type);
  const body = part("BODY")?.text;
  const header = part("HEADER");
  const hasMore =
    (header && header.format !== "TEXT") ||
    blanksOf(header?.text ?? "").length > 0 ||
    part("BUTTONS")?.buttons?.some(({ url = "" }) => blanksOf(url).length > 0);
  if (status !== "APPROVED" || !body || hasMore) return null;
  return {
    name,
    language,
    header: header?.text ?? "",
    body,
    footer: part("FOOTER")?.text ?? "",
    blanks: blanksOf(body),
  };
}
