import { z } from "zod";
import { defineAction } from "#kernel/action";
import { locales } from "#kernel/locale";
import { idParams, recordShape } from "#records/contract";

const permission = "articles:publish";

export const publishArticle = defineAction({
  id: "articles.publish",
  method: "PUT",
  path: "/api/articles/:id/publication",
  summary: "Publishes what an article says now; what was published before is kept as a version",
  permission,
  params: idParams,
  output: recordShape,
});

export const withdrawArticle = defineAction({
  id: "articles.withdraw",
  method: "DELETE",
  path: "/api/articles/:id/publication",
  summary: "Makes an article a draft again: it is suggested to nobody",
  permission,
  params: idParams,
  output: recordShape,
});

const suggestion = z.strictObject({
  id: z.uuid(),
  title: z.string(),
  body: z.string().nullable(),
  language: z.enum(locales),
  audience: z.enum(["internal", "public"]),
  /** Where everybody may read it; null for what is internal, or where the public pages are off. */
  address: z.url().nullable(),
});
export type Suggestion = z.infer<typeof suggestion>;

export const suggestArticles = defineAction({
  id: "articles.suggest",
  method: "GET",
  path: "/api/article-suggestions",
  summary: "The published articles that fit best what a ticket or a conversation is about, or some words",
  permission: "signed_in",
  query: z.strictObject({
    ticket: z.uuid().optional(),
    conversation: z.uuid().optional(),
    words: z.string().trim().max(2000).optional(),
    limit: z.coerce.number().int().min(1).max(20).default(5),
  }),
  output: z.strictObject({ data: z.array(suggestion) }),
});
