import { sql } from "kysely";
import { z } from "zod";
import { defineAction } from "#kernel/action";
import { AppError } from "#kernel/error";
import { type Handler, handle, type Work } from "#records";

const failure = z.object({
  id: z.string(),
  subscriber: z.string(),
  event: z.string(),
  object: z.string(),
  records: z.array(z.uuid()),
  attempts: z.int(),
  /** Null when it is not tried again unless somebody says so. */
  next_try_at: z.iso.datetime().nullable(),
  error: z.string(),
});

export const listFailures = defineAction({
  id: "event_failures.list",
  method: "GET",
  path: "/api/event-failures",
  summary: "What parts of the product could not do when they heard of an event, newest first",
  permission: "settings:change",
  output: z.object({ data: z.array(failure) }),
});

export const tryAgain = defineAction({
  id: "event_failures.try_again",
  method: "POST",
  path: "/api/event-failures/:id/attempt",
  summary: "Tries again at once",
  permission: "settings:change",
  params: z.strictObject({ id: z.string().regex(/^\d{1,18}$/) }),
  status: 202,
});

/** The list on which events end that a subscriber could not handle, for an administrator. */
export const failureHandlers: readonly Handler[] = [
  handle(listFailures, async (work) => ({ data: await failures(work) })),
  handle(tryAgain, async (work, { params }) => {
    const { rows } = await sql`
      update event_failures set next_try_at = now() where id = ${params.id} returning id`.execute(work.db);
    if (rows.length === 0) throw new AppError("not_found");
  }),
];

async function failures(work: Work): Promise<z.input<typeof failure>[]> {
  const { rows } = await sql<z.input<typeof failure>>`
    select failure.id::text, failure.subscriber, event.name as event, event.object, event.records,
      failure.attempts, failure.next_try_at, split_part(failure.error, E'\n', 1) as error
    from event_failures failure
    join events event using (sequence)
    order by failure.id desc limit 200`.execute(work.db);
  return rows;
}
