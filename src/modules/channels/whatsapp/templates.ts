import { sql } from "kysely";
import { z } from "zod";
import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { type Edge, get, type Handler, handleRaw, type Runtime, type Work } from "#records";
import type { LinkValue } from "#records/contract";
import { adapterOf } from "../adapters.ts";
import {
  beginByTemplate,
  blanksOf,
  type Filled,
  filledIn,
  listTemplates,
  type Template,
  type TemplateMedia,
  templateMedia,
  templateMediaKinds,
  writeByTemplate,
} from "../contract/templates.ts";
import { beginConversation } from "../conversations/beginning.ts";
import { connectedAs } from "../messengers/connection.ts";
import type { WrittenTemplate } from "../messages/template.ts";
import { writeMessage } from "../messages/writing.ts";
import { ask } from "./graph.ts";

export const templateHandlers: readonly Handler[] = [
  handleRaw(listTemplates, async (edge, { params }) => ({ data: await templatesFor(edge, params.id) })),
  handleRaw(writeByTemplate, (edge, { params, body }) => writeBy(edge, params.id, body)),
  handleRaw(beginByTemplate, (edge, { params, body }) => beginBy(edge, params.id, body)),
];

/** Throws `not_found` where the account is none at WhatsApp, or not to be seen; `messenger_silent` where Meta does not tell. */
async function templatesFor({ runtime, actor }: Edge, account: string): Promise<Template[]> {
  const { kind } = await runtime.read(actor, "screen", (work) => get(work, "channel_account", account));
  if (kind !== "whatsapp") throw new AppError("not_found", { params: { object: "channel_account" } });
  return templatesOf(runtime, account);
}

async function writeBy(edge: Edge, id: string, body: BodyOf<typeof writeByTemplate>) {
  const { runtime, actor } = edge;
  const { account } = await runtime.read(actor, "screen", (work) => get(work, "conversation", id));
  if (!account) throw new AppError("not_found", { params: { object: "conversation" } });
  const template = await templateFor(edge, (account as LinkValue).id, body);
  return runtime.run(actor, "screen", async (work) => {
    await assertFits(work, template, body);
    const written = writtenBy(template, body);
    return writeMessage(work, { runtime, adapterOf }, id, written.message, { template: written.template });
  });
}

async function beginBy(
  edge: Edge,
  account: string,
  { party, contact, ...body }: BodyOf<typeof beginByTemplate>,
) {
  const { runtime, actor } = edge;
  const template = await templateFor(edge, account, body);
  return runtime.run(actor, "screen", async (work) => {
    await assertFits(work, template, body);
    const written = writtenBy(template, body);
    return beginConversation(
      work,
      { runtime, adapterOf },
      account,
      { ...written.message, ...(party && { party }), ...(contact && { contact }) },
      { template: written.template },
    );
  });
}

/** As Meta has it now. Throws `field_invalid` where it has none so called, `field_required` where not all of it is filled in. */
async function templateFor(edge: Edge, account: string, filled: Filled) {
  const { name, language, values, header, links, file } = filled;
  const template = (await templatesFor(edge, account)).find(
    (one) => one.name === name && one.language === language,
  );
  if (!template) throw new AppError("field_invalid", { field: "name" });
  if (values.length !== template.blanks.length) throw new AppError("field_required", { field: "values" });
  if ((template.header_blank === null) !== (header === undefined))
    throw new AppError("field_required", { field: "header" });
  if (links.length !== template.links.length) throw new AppError("field_required", { field: "links" });
  if (template.media && !file) throw new AppError("field_required", { field: "file" });
  if (!template.media && file) throw new AppError("field_invalid", { field: "file" });
  return template;
}

/** Throws `field_invalid` where the file is of no kind, or larger, than stands above such a text. */
async function assertFits(work: Work, { media }: Template, { file }: Filled): Promise<void> {
  if (!media || !file) return;
  const { types, largest } = templateMedia[media];
  const { rows } = await sql`
    select 1 from files where id = ${file} and type = any(${[...types]}::text[]) and size <= ${largest}`.execute(
    work.db,
  );
  if (rows.length === 0) throw new AppError("field_invalid", { field: "file" });
}

function writtenBy(template: Template, { values, header, links: ends, file }: Filled) {
  const { name, language, media, marketing, blanks, header_blank } = template;
  const above = header_blank !== null && header !== undefined ? { blank: header_blank, text: header } : null;
  const links = template.links.map(({ index }, at) => ({ index, text: ends[at] ?? "" }));
  const filled = blanks.map((blank, place) => ({ blank, text: values[place] ?? "" }));
  return {
    message: { body: filledIn(template, { values, header, links: ends }), files: file ? [file] : [] },
    template: { name, language, filled, header: above, links, media, marketing } satisfies WrittenTemplate,
  };
}

// https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account/message_templates
const listed = z.object({
  data: z.array(
    z.object({
      name: z.string(),
      language: z.string(),
      status: z.string(),
      category: z.string().optional(),
      components: z.array(
        z.object({
          type: z.string(),
          format: z.string().optional(),
          text: z.string().optional(),
          buttons: z
            .array(z.object({ type: z.string(), text: z.string().optional(), url: z.string().optional() }))
            .optional(),
        }),
      ),
    }),
  ),
  paging: z
    .object({
      cursors: z.object({ after: z.string().max(2000).optional() }).optional(),
      next: z.string().optional(),
    })
    .optional(),
});
type Listed = z.infer<typeof listed>["data"][number];

const wanted = { fields: "name,language,status,category,components", status: "APPROVED", limit: "200" };
/** Nobody chooses among more than a thousand. */
const mostPages = 5;
/** What buttons need nothing for, or the end of an address alone; others (codes to copy, forms) want values of their own. */
const plainButtons: ReadonlySet<string> = new Set(["URL", "PHONE_NUMBER", "QUICK_REPLY"]);

async function templatesOf(runtime: Runtime, account: string): Promise<Template[]> {
  const line = await connectedAs(runtime, account, "whatsapp");
  const { account_id } = line.settings;
  if (!account_id) return [];
  const found: Template[] = [];
  let after: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const query = new URLSearchParams({ ...wanted, ...(after && { after }) });
    const { value } = await ask(runtime, line, `${account_id}/message_templates?${query}`).catch(() => ({
      value: null,
    }));
    const read = listed.safeParse(value);
    if (!read.success) throw new AppError("messenger_silent");
    found.push(...read.data.data.flatMap((one) => templateIn(one) ?? []));
    after = read.data.paging?.next ? read.data.paging.cursors?.after : undefined;
    if (!after) break;
  }
  return found;
}

/** Null where it asks for more than words, a file above them and the ends of addresses: a place on the map, several words in its heading, a code. */
function templateIn({ name, language, status, category, components }: Listed): Template | null {
  const part = (type: string) => components.find((one) => one.type === type);
  const body = part("BODY")?.text;
  const header = part("HEADER");
  const media = mediaIn(header?.format);
  const above = blanksOf(header?.text ?? "");
  const buttons = part("BUTTONS")?.buttons ?? [];
  const links = buttons.flatMap(({ text = "", url = "" }, index) =>
    blanksOf(url).length > 0 ? [{ index, text, url }] : [],
  );
  const hasMore =
    (header && header.format !== "TEXT" && !media) ||
    above.length > 1 ||
    category === "AUTHENTICATION" ||
    buttons.some(({ type }) => !plainButtons.has(type)) ||
    links.some(({ url }) => !/^[^{}]*\{\{\w+\}\}$/.test(url));
  if (status !== "APPROVED" || !body || hasMore) return null;
  return {
    name,
    language,
    marketing: category === "MARKETING",
    header: header?.text ?? "",
    header_blank: above[0] ?? null,
    media,
    body,
    footer: part("FOOTER")?.text ?? "",
    blanks: blanksOf(body),
    links,
  };
}

const mediaIn = (format = ""): TemplateMedia | null =>
  templateMediaKinds.find((kind) => kind === format.toLowerCase()) ?? null;
