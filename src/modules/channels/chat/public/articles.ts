import { z } from "zod";
import type { Locale } from "#kernel/locale";
import { countAttempt } from "#platform";
import type { ProtocolAnswer, Runtime } from "#records";
import { json } from "./answers.ts";
import { type Asked, bodyOf } from "./asked.ts";

/** Finds what is published for everybody and may answer words that somebody types; some, the best first. */
export type ArticlesForVisitors = (
  runtime: Runtime,
  asked: { readonly words: string; readonly language: Locale; readonly limit: number },
) => Promise<readonly { readonly title: string; readonly address: string }[]>;

const mostSuggested = 3;

const typed = z.strictObject({ words: z.string().trim().min(1).max(500) });

/** What may answer them before they have sent anything; whoever types needs no session yet. */
export async function suggest(asked: Asked): Promise<ProtocolAnswer> {
  const { runtime, address, language, articlesForVisitors } = asked;
  await countAttempt(runtime.database, [{ key: ["chat articles", address], most: 120, seconds: 60 }]);
  const { words } = bodyOf(asked, typed);
  return json({ articles: await articlesForVisitors(runtime, { words, language, limit: mostSuggested }) });
}
