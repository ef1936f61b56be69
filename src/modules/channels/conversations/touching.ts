import { sql } from "kysely";
import type { Work } from "#records";

const longestPreview = 200;

interface Touch {
  readonly at: Date;
  readonly body: string | null | undefined;
  /** `in`: they wait for us now; `out`: we answered; `none`: a machine wrote, nobody waits. */
  readonly turn: "in" | "out" | "none";
}

/**
 * Notes on a conversation what was just said in it. It is no change that anybody made: the history of the conversation has
 * what people did with it, its messages tell the rest.
 */
export async function touchConversation(work: Work, id: string, { at, body, turn }: Touch): Promise<void> {
  const preview = (body ?? "").replace(/\s+/g, " ").trim().slice(0, longestPreview);
  await sql`
    update conversations set messages = messages + 1, last_message_at = greatest(last_message_at, ${at}::timestamptz),
      preview = case when last_message_at <= ${at} then ${preview || null}::text else preview end,
      waiting_since = case ${turn}::text when 'in' then coalesce(waiting_since, ${at}) when 'out' then null
        else waiting_since end,
      first_answer_at = case when ${turn}::text = 'out' then coalesce(first_answer_at, ${at}) else first_answer_at end,
      version = version + 1, updated_at = ${work.now}
    where id = ${id}`.execute(work.db);
}
