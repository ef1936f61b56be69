import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { StoredEvent } from "#kernel/event";
import { notify, usersPermitted } from "#platform";
import { get, type Runtime, type Subscription } from "#records";
import { tradeEvents } from "../contract/events.ts";

const kinds = {
  [tradeEvents.approvalAsked]: "approval_asked",
  [tradeEvents.quoteApproved]: "quote_approved",
  [tradeEvents.quoteRejected]: "quote_rejected",
} as const;

/** Tells those who may approve that a quote waits for it, as far as they may see it, and who asked what became of it. */
export const approvals: Subscription = {
  name: "trade.approvals",
  events: Object.keys(kinds),
  async hear(runtime, event) {
    const [quote] = event.records;
    const kind = kinds[event.name as keyof typeof kinds];
    if (!quote || !kind) return;
    const users = await usersConcerned(runtime, quote, kind);
    for (const user of users) if (user !== event.actorId) await tell(runtime, event, { quote, kind, user });
  },
};

function usersConcerned(runtime: Runtime, quote: string, kind: string): Promise<readonly string[]> {
  return runtime.runAsSystem(async (work) => {
    if (kind === "approval_asked") return usersPermitted(work, "quotes:approve");
    const { rows } = await sql<{ user: string }>`
      select asked_by_id as user from quote_approvals where quote_id = ${quote} and asked_by_id is not null
      order by id desc limit 1`.execute(work.db);
    return rows.map(({ user }) => user);
  });
}

interface Telling {
  readonly quote: string;
  readonly kind: (typeof kinds)[keyof typeof kinds];
  readonly user: string;
}

async function tell(runtime: Runtime, event: StoredEvent, { quote, kind, user }: Telling): Promise<void> {
  const title = await numberSeenBy(runtime, user, quote);
  if (title === null) return;
  await runtime.runAsSystem(async (work) => {
    const { rows } = await sql<{ name: string }>`select name from users where id = ${event.actorId}`.execute(
      work.db,
    );
    const params = { title, by: rows[0]?.name ?? "" };
    await notify(work, [user], kind, {
      object: "quote",
      id: quote,
      params,
      once: `${kind} ${event.sequence}`,
    });
  });
}

async function numberSeenBy(runtime: Runtime, user: string, quote: string): Promise<string | null> {
  const actor = await runtime.actorOf(user);
  if (!actor) return null;
  try {
    const { number } = await runtime.read(actor, "system", (work) =>
      get(work, "quote", quote, { fields: "number" }),
    );
    return String(number ?? "");
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
}
