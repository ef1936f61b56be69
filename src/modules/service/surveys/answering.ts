import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { type Locale, isLocale } from "#kernel/locale";
import { countAttempt } from "#platform";
import { byRule, type Edge, update, type Work } from "#records";
import { sellerOnPage } from "#trade";
import { serviceEvents } from "../contract/events.ts";
import type { SurveyPage } from "../contract/surveys.ts";
import { ticketOf } from "./links.ts";

/** Days within which an answer is taken, and can be given again. */
const takenFor = 30;
/** Misses of one address within ten minutes, and answers by one link within an hour. */
const mostMisses = { most: 20, seconds: 600 } as const;
const mostAnswers = { most: 20, seconds: 3600 } as const;

export function openSurvey(edge: Edge, token: string): Promise<SurveyPage> {
  return byLink(edge, token, pageOf);
}

/** Keeps what they say. Throws `survey_over` once a month has passed since they were asked. */
export async function takeAnswer(
  edge: Edge,
  token: string,
  { score, comment }: { readonly score: number; readonly comment?: string | undefined },
): Promise<SurveyPage> {
  await countAttempt(edge.runtime.database, [{ key: ["survey answer", token], ...mostAnswers }]);
  return byLink(edge, token, async (work, ticket) => {
    const { rows } = await sql<{ over: boolean }>`
      select coalesce(surveyed_at, solved_at) < ${work.now}::timestamptz - make_interval(days => ${takenFor}) as over
      from tickets where id = ${ticket} for update`.execute(work.db);
    if (rows[0]?.over) throw new AppError("survey_over");
    const values = {
      satisfaction: score,
      rated_at: work.now.toISOString(),
      ...(comment !== undefined && { satisfaction_comment: comment || null }),
    };
    await update(byRule(work), "ticket", ticket, values, { governed: true });
    work.emit({ name: serviceEvents.ticketRated, object: "ticket", records: [ticket], payload: { score } });
    return pageOf(work, ticket);
  });
}

async function pageOf(work: Work, ticket: string): Promise<SurveyPage> {
  const { rows } = await sql<Omit<SurveyPage, "seller" | "language"> & { language: string }>`
    select t.number, t.subject, t.satisfaction as score, t.satisfaction_comment as comment, ${languageOfTicket} as language
    from tickets t left join conversations c on c.id = t.conversation_id left join parties p on p.id = t.contact_id
    where t.id = ${ticket} and t.archived_at is null and t.solved_at is not null`.execute(work.db);
  const [page] = rows;
  if (!page) throw new AppError("survey_gone");
  const language = localeOf(page.language);
  return { ...page, language, seller: await sellerOnPage(work, language) };
}

/** What is spoken with the customer of the ticket `t`, its contact `p` and conversation `c`. */
export const languageOfTicket = sql<string>`coalesce(c.language, p.language, (select locale from organisation))`;

export function localeOf(language: string): Locale {
  const short = language.slice(0, 2).toLowerCase();
  return isLocale(short) ? short : "en";
}

/** Does what who holds a link may do, as the product itself. Guessed links are counted by address. */
async function byLink<T>(
  { runtime, request }: Edge,
  token: string,
  act: (work: Work, ticket: string) => Promise<T>,
): Promise<T> {
  try {
    const ticket = ticketOf(runtime.settings.secret, token);
    return await runtime.runAsSystem((work) => act(work, ticket));
  } catch (error) {
    if (error instanceof AppError && error.code === "survey_gone")
      await countAttempt(runtime.database, [{ key: ["survey link", request.ip], ...mostMisses }]);
    throw error;
  }
}
