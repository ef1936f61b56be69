import { sql } from "kysely";
import { type Message, notify, postMessage } from "#platform";
import type { Runtime, Work } from "#records";

// With the pauses of the queue these take some ten hours.
const mostTries = 10;

export interface Posting {
  /** The table of its letters, with the columns of `MailingRow` and `tries`. */
  readonly table: string;
  readonly id: string;
  /** The document in it, and how it is called. */
  readonly about: { readonly object: string; readonly id: string; readonly number: string };
  /** Who had it sent, and is told when it fails. */
  readonly sender: string | null;
  /** Null where it is not to go out any more. */
  readonly message: Message | null;
  /** What is so once it is out. */
  readonly sent?: (work: Work) => Promise<void>;
}

/**
 * Sends a letter that waits. What stands in the way is kept beside it; what may pass is thrown, so that its job tries
 * again, ten times at most. A letter that is sent twice after a kill bears the same Message-ID.
 */
export async function postMailing(runtime: Runtime, posting: Posting): Promise<void> {
  const { message } = posting;
  if (!message) return giveUp(runtime, posting, { failure: "not_due", answer: null });
  const outcome = await posted(runtime, { ...message, id: posting.id });
  if ("refused" in outcome) return runtime.runAsSystem((work) => settle(work, posting, outcome.refused));
  const isLast = await noteFailure(runtime, posting, refusalIn(outcome.problem));
  if (!isLast) throw outcome.problem;
}

async function posted({ settings }: Runtime, message: Message) {
  try {
    return await postMessage(settings, message);
  } catch (problem) {
    return { problem };
  }
}

interface Failure {
  readonly failure: "refused" | "unreachable" | "not_due";
  readonly answer: string | null;
  /** Another try would end the same. */
  readonly isFinal?: boolean;
}

/** What a mail server said by its codes: those from 500 on are its last word. */
function refusalIn(problem: unknown): Failure {
  const { responseCode: code, response } = problem as { responseCode?: unknown; response?: unknown };
  if (typeof code !== "number") return { failure: "unreachable", answer: null };
  return { failure: "refused", answer: String(response ?? code).slice(0, 500), isFinal: code >= 500 };
}

async function settle(work: Work, posting: Posting, refused: readonly string[]): Promise<void> {
  const [failure, answer] = refused.length > 0 ? ["partly", refused.join(", ").slice(0, 500)] : [null, null];
  await sql`update ${sql.table(posting.table)} set sent_at = ${work.now}, failure = ${failure}, answer = ${answer}
    where id = ${posting.id}`.execute(work.db);
  await posting.sent?.(work);
}

/** Answers whether that was the last try. */
async function noteFailure(
  runtime: Runtime,
  posting: Posting,
  { isFinal = false, ...said }: Failure,
): Promise<boolean> {
  const { rows } = await sql<{ tries: number }>`
    update ${sql.table(posting.table)} set tries = tries + 1, failure = ${said.failure}, answer = ${said.answer}
    where id = ${posting.id} returning tries`.execute(runtime.database);
  const isLast = isFinal || (rows[0]?.tries ?? mostTries) >= mostTries;
  if (isLast) await giveUp(runtime, posting, said);
  return isLast;
}

function giveUp(runtime: Runtime, posting: Posting, { failure, answer }: Failure): Promise<void> {
  return runtime.runAsSystem(async (work) => {
    const { table, id, about, sender } = posting;
    await sql`update ${sql.table(table)} set failed_at = ${work.now}, failure = ${failure}, answer = ${answer}
      where id = ${id}`.execute(work.db);
    const told = { object: about.object, id: about.id, params: { title: about.number } };
    if (sender) await notify(work, [sender], "letter_failed", { ...told, once: `letter failed ${id}` });
  });
}
