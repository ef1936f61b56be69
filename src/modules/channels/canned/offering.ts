import { type RawBuilder, type SqlBool, sql } from "kysely";
import { merge, type MergeValues } from "#kernel/merge-text";
import { get, visibleWhere, type Work } from "#records";
import type { OfferedAnswer } from "../contract/canned-answers.ts";

const mostOffered = 20;

/** Canned answers that fit a conversation, filled in: those in its language first, then one's own, then by name. */
export async function offerAnswers(
  work: Work,
  conversation: string,
  search: string,
): Promise<{ data: OfferedAnswer[] }> {
  const words = `%${search.trim().replace(/[\\%_]/g, "\\$&")}%`;
  return { data: await offered(work, conversation, sql<SqlBool>`a.name ilike ${words}`) };
}

/** One of them; undefined where the actor does not see it. */
export async function offeredAnswer(
  work: Work,
  conversation: string,
  id: string,
): Promise<OfferedAnswer | undefined> {
  const [answer] = await offered(work, conversation, sql<SqlBool>`a.id = ${id}`);
  return answer;
}

async function offered(
  work: Work,
  conversation: string,
  which: RawBuilder<SqlBool>,
): Promise<OfferedAnswer[]> {
  await get(work, "conversation", conversation);
  const values = await valuesOf(work, conversation);
  const { rows } = await sql<OfferedAnswer>`
    select a.id, a.name, coalesce(a.body, '') as body, a.language, a.user_id is not null as personal, a.tags, a.takes, a.closes,
      case when q.id is not null then jsonb_build_object('id', q.id, 'title', q.name) end as queue
    from canned_answers a
      left join queues q on q.id = a.queue_id and q.archived_at is null and ${visibleWhere(work, "queue", "q")}
      join conversations c on c.id = ${conversation}
    where a.archived_at is null and ${which} and ${visibleWhere(work, "canned_answer", "a")}
    order by case when a.language = left(c.language, 2) then 0 when a.language is null then 1 else 2 end,
      a.user_id is null, a.name, a.id limit ${mostOffered}`.execute(work.db);
  return rows.map((row) => ({ ...row, body: merge(row.body, values) }));
}

/** What is known to fill in; what is not is left out, and `{{if company}}` asks for it. */
async function valuesOf(work: Work, conversation: string): Promise<MergeValues> {
  const { rows } = await sql<Record<string, string | null>>`
    select coalesce(p.name, c.contact_name) as customer,
      coalesce(p.given_name, split_part(c.contact_name, ' ', 1)) as first_name,
      case p.kind when 'company' then p.name else e.name end as company, c.subject, u.name as agent, a.name as channel
    from conversations c
      left join parties p on p.id = c.party_id and ${visibleWhere(work, "party", "p")}
      left join parties e on e.id = p.company_id and ${visibleWhere(work, "party", "e")}
      left join channel_accounts a on a.id = c.account_id
      left join users u on u.id = ${work.actor.userId}
    where c.id = ${conversation}`.execute(work.db);
  return Object.fromEntries(Object.entries(rows[0] ?? {}).map(([name, value]) => [name, value ?? ""]));
}
