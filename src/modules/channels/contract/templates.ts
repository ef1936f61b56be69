import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams, recordShape } from "#records/contract";
import { said } from "./conversations.ts";

/** What a template may have above its text, with what the service takes there (Cloud API, Media) and never more than we send. */
export const templateMedia = {
  image: { types: ["image/jpeg", "image/png"], largest: 5_000_000 },
  video: { types: ["video/mp4", "video/3gpp"], largest: 16_000_000 },
  document: { types: ["application/pdf"], largest: 25_000_000 },
} as const;
export type TemplateMedia = keyof typeof templateMedia;
export const templateMediaKinds = Object.keys(templateMedia) as [TemplateMedia, ...TemplateMedia[]];

/** A text that the service has approved, by which one may write where free words are not taken. */
const template = z.strictObject({
  name: z.string(),
  language: z.string(),
  /** Written for marketing: only who consents to it is sent it. */
  marketing: z.boolean(),
  header: z.string(),
  /** What is to be filled in there; of these there is one at most. */
  header_blank: z.string().nullable(),
  /** The file that stands above the text, chosen each time. */
  media: z.enum(templateMediaKinds).nullable(),
  /** With what is to be filled in: `{{1}}`, or `{{name}}`. */
  body: z.string(),
  footer: z.string(),
  /** What is to be filled in, each once, in the order of the text. */
  blanks: z.array(z.string()),
  /** Buttons with an address whose end is to be filled in; `index` among all of its buttons. */
  links: z.array(z.strictObject({ index: z.int(), text: z.string(), url: z.string() })),
});
export type Template = z.infer<typeof template>;

const place = z.string().trim().min(1).max(500);

const filled = z.strictObject({
  name: z.string().min(1).max(512),
  language: z.string().min(2).max(20),
  values: z.array(place).max(30).default([]),
  /** What is filled in above the text. */
  header: place.optional(),
  /** Ends of the addresses of its buttons, in their order. */
  links: z.array(place).max(10).default([]),
  /** What stands above the text, where the template has a file there. */
  file: z.uuid().optional(),
});
export type Filled = z.infer<typeof filled>;

export const listTemplates = defineAction({
  id: "channel_accounts.templates",
  method: "GET",
  path: "/api/channel-accounts/:id/templates",
  summary:
    "Approved templates of WhatsApp, by which one may write first, and after the day of an answer is over",
  permission: "conversations:answer",
  params: idParams,
  output: z.strictObject({ data: z.array(template) }),
});

export const writeByTemplate = defineAction({
  id: "messages.write_by_template",
  method: "POST",
  path: "/api/conversations/:id/templates",
  summary: "Writes by an approved template, filled in",
  permission: "conversations:answer",
  params: idParams,
  body: filled,
  output: said,
});

export const beginByTemplate = defineAction({
  id: "conversations.begin_by_template",
  method: "POST",
  path: "/api/channel-accounts/:id/templates",
  summary: "Writes to somebody first by an approved template, filled in",
  permission: "conversations:answer",
  params: idParams,
  body: filled.extend({
    party: z.uuid().optional(),
    /** Where it goes, where not to the main number of the party. */
    contact: z.string().trim().min(1).max(320).optional(),
  }),
  output: recordShape,
});

const blank = /\{\{\s*(\w+)\s*\}\}/g;

export const blanksOf = (text: string): string[] => [
  ...new Set([...text.matchAll(blank)].map(([, name = ""]) => name)),
];

type Places = Pick<Filled, "header" | "links"> & { readonly values: readonly string[] };

/** The text as it reads filled in; a blank without a value stays as it is. */
export function filledIn(
  { header, header_blank, body, footer, blanks, links }: Template,
  { values, header: above = "", links: ends }: Places,
): string {
  const text = body.replace(blank, (whole, name: string) => values[blanks.indexOf(name)] || whole);
  const head = header_blank === null ? header : header.replace(blank, (whole) => above || whole);
  const buttons = links.map(
    (link, at) => `${link.text}: ${link.url.replace(blank, (whole) => ends[at] || whole)}`,
  );
  return [head, text, footer, buttons.join("\n")].filter(Boolean).join("\n\n");
}
