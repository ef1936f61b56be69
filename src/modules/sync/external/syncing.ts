import { sql } from "kysely";
import type { Database, Runtime } from "#records";
import { openDavServer } from "./client.ts";
import { openPassword } from "./passwords.ts";
import { goRound } from "./rounds.ts";
import { chosenCalendars } from "./stored-entries.ts";
import { isForUser, type Trouble, troubleOf } from "./trouble.ts";

/** Between two looks, while another round of the user's is under way, and until another process may take a look over that never ended; seconds. */
const restAfterRound = 120;
const restWhileBusy = 30;
const longestRound = 900;
/** After so many rounds without an answer its user has to look. */
const mostFailures = 100;

interface Due {
  readonly id: string;
  readonly user_id: string;
  readonly user_name: string;
  readonly password: Buffer;
  readonly failed_rounds: number;
}

/**
 * Keeps all calendars elsewhere in step whose turn it is. Killed or called twice it does no harm: what is the same already is found to
 * be so. What nobody has thought of is thrown when all have had their turn.
 */
export async function syncCalendars(runtime: Runtime, stopping?: AbortSignal): Promise<void> {
  const odd: unknown[] = [];
  while (!stopping?.aborted) {
    const due = await takeNext(runtime.database);
    if (!due) break;
    const wasFree = await inTurn(runtime, due.user_id, async () => {
      const trouble = await syncConnection(runtime, due, stopping).catch((error: unknown) => {
        odd.push(error);
        return "answer" as const;
      });
      await settle(runtime.database, due, trouble);
    });
    if (!wasFree) await putOff(runtime.database, due);
  }
  if (odd.length > 0) throw new AggregateError(odd, `A calendar elsewhere: ${String(odd[0])}`);
}

/**
 * Runs something while no other round of the user's is under way, so that no entry is made a record twice; false where one is. The
 * turn ends with the connection that holds it, however the process ends.
 */
async function inTurn({ database }: Runtime, user: string, run: () => Promise<void>): Promise<boolean> {
  const key = `sync.calendars ${user}`;
  return database.connection().execute(async (connection) => {
    const { rows } = await sql<{
      mine: boolean;
    }>`select pg_try_advisory_lock(hashtextextended(${key}, 0)) as mine`.execute(connection);
    if (!rows[0]?.mine) return false;
    try {
      await run();
      return true;
    } finally {
      await sql`select pg_advisory_unlock(hashtextextended(${key}, 0))`.execute(connection);
    }
  });
}

async function putOff(database: Database, { id }: Due): Promise<void> {
  await sql`update calendar_connections set next_look_at = now() + ${restWhileBusy} * interval '1 second'
    where id = ${id}::uuid`.execute(database);
}

// One process at a time: whoever takes it puts its next turn off.
async function takeNext(database: Database): Promise<Due | undefined> {
  const { rows } = await sql<Due>`
    update calendar_connections set next_look_at = now() + ${longestRound} * interval '1 second'
    where id = (
      select o.id from calendar_connections o join users u on u.id = o.user_id and u.active and u.archived_at is null
      where not paused and next_look_at <= now()
        and exists (select from connected_calendars c where c.connection_id = o.id and c.chosen_at is not null)
      order by next_look_at limit 1 for update of o skip locked)
    returning id, user_id, user_name, password, failed_rounds`.execute(database);
  return rows[0];
}

/** What went wrong, where anything did. */
async function syncConnection(runtime: Runtime, due: Due, stopping?: AbortSignal): Promise<Trouble | null> {
  const actor = await runtime.actorOf(due.user_id);
  if (!actor) return null;
  const password = passwordOf(runtime, due);
  if (password === undefined) return "sign_in";
  const server = openDavServer(runtime.settings, { userName: due.user_name, password });
  try {
    const calendars = await runtime.read(actor, "sync", (work) => chosenCalendars(work, due.id));
    for (const calendar of calendars) await goRound({ runtime, actor, server, calendar }, stopping);
    return null;
  } catch (error) {
    const trouble = troubleOf(error);
    if (!trouble) throw error;
    return trouble;
  }
}

function passwordOf({ settings }: Runtime, { id, password }: Due): string | undefined {
  try {
    return openPassword(settings.secret, id, password);
  } catch {
    return undefined;
  }
}

// The longer nobody answers, the seldomer it is asked: two minutes, four, up to an hour.
async function settle(
  database: Database,
  { id, failed_rounds }: Due,
  trouble: Trouble | null,
): Promise<void> {
  const failures = trouble ? failed_rounds + 1 : 0;
  const rest = Math.min(restAfterRound * 2 ** Math.min(failures, 5), 3600);
  const paused = trouble !== null && (isForUser(trouble) || failures >= mostFailures);
  // Whoever asked for another round meanwhile gets it.
  await sql`update calendar_connections set trouble = ${trouble}, paused = ${paused}, failed_rounds = ${failures}, looked_at = now(),
      next_look_at = case when next_look_at > now() then now() + ${rest} * interval '1 second' else next_look_at end
    where id = ${id}::uuid`.execute(database);
}
