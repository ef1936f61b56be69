import { sql } from "kysely";
import { z } from "zod";
import { channelEvents } from "#channels/contract";
import { AppError } from "#kernel/error";
import { byRule, create, get, type Runtime, type Subscription, type Work } from "#records";
import { priorities } from "../contract/level-objects.ts";
import { fromConversation, tellMade } from "./making.ts";

/** What the settings of a form say of its tickets; anything else makes none. */
const wanted = z.object({
  ticket: z.union([
    z.literal(true).transform(() => ({})),
    z.object({
      type: z.string().max(60).nullish(),
      // One that is none, as forms that are written by programs may say, is as if nothing were said.
      priority: z.enum(priorities).nullish().catch(null),
      queue: z.uuid().nullish(),
    }),
  ]),
});
type Wanted = z.infer<typeof wanted>["ticket"];

/** What comes by a form that says so becomes a ticket, once. */
export const formsMakeTickets: Subscription = {
  name: "service.forms_make_tickets",
  events: [channelEvents.formSubmitted],
  async hear(runtime: Runtime, { records, payload }) {
    const asked = wanted.safeParse(payload);
    if (!asked.success) return;
    for (const conversation of records)
      await make(runtime, conversation, asked.data.ticket).catch((problem: unknown) => {
        // A queue or a type that is there no more: the ticket is made all the same.
        if (!(problem instanceof AppError)) throw problem;
        return make(runtime, conversation, {});
      });
  },
};

function make(runtime: Runtime, conversation: string, asked: Wanted): Promise<void> {
  return runtime.runAsSystem(async (work) => {
    if (await isMade(work, conversation)) return;
    const rule = byRule(work);
    const record = await get(rule, "conversation", conversation);
    const said = Object.fromEntries(Object.entries(asked).filter(([, value]) => value != null));
    const owner = (record["owner"] as { id: string } | null)?.id ?? null;
    const values = { ...(await fromConversation(rule, conversation, record)), ...said, owner };
    const { id } = await create(rule, "ticket", values, { governed: true });
    tellMade(work, id, conversation);
  });
}

async function isMade(work: Work, conversation: string): Promise<boolean> {
  const { rows } = await sql<{ made: boolean }>`
    select exists (select from tickets where conversation_id = c.id) or c.archived_at is not null as made
    from conversations c where id = ${conversation} for update`.execute(work.db);
  return rows[0]?.made ?? true;
}
