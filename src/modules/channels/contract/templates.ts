import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams } from "#records/contract";
import { said } from "./conversations.ts";

/** A text that the service has approved, by which one may write where free words are not taken. */
const template = z.strictObject({
  name: z.string(),
  language: z.string(),
  header: z.string(),
  /** With what is to be filled in: `{{1}}`, or `{{name}}`. */
  body: z.string(),
  footer: z.string(),
  /** What is to be filled in, each once, in the order of the text. */
  blanks: z.array(z.string()),
});
export type Template = z.infer<typeof template>;

export const listTemplates = defineAction({
  id: "conversations.templates",
  method: "GET",
  path: "/api/conversations/:id/templates",
  summary: "Approved templates of WhatsApp, by which one may write after its day is over",
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
  body: z.strictObject({
    name: z.string().min(1).max(512),
    language: z.string().min(2).max(20),
    values: z.array(z.string().trim().min(1).max(500)).max(30).default([]),
  }),
  output: said,
});

const blank = /\{\{\s*(\w+)\s*\}\}/g;

export const blanksOf = (text: string): string[] => [
  ...new Set([...text.matchAll(blank)].map(([, name = ""]) => name)),
];

/** The text as it reads filled in; a blank without a value stays as it is. */
export function filledIn({ header, body, footer, blanks }: Template, values: readonly string[]): string {
  const filled = body.replace(blank, (whole, name: string) => values[blanks.indexOf(name)] || whole);
  return [header, filled, footer].filter(Boolean).join("\n\n");
}
