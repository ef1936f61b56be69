import { AppError } from "#kernel/error";
import { type Actor, type Edge, note, type Runtime, type Work } from "#records";
import { assertMayViewAs, isViewable } from "./standing-over.ts";

const hour = 3_600_000;

/**
 * From now on the actor's session sees what the other user sees, and changes nothing. Throws `not_allowed` for a key,
 * `not_found` for one who cannot come in, `rights_exceeded` for one who may do anything that the actor may not.
 */
export async function beginViewingAs(
  work: Work,
  runtime: Runtime,
  userId: string,
): Promise<{ readonly until: string }> {
  const { actor, source, db, now } = work;
  if (source !== "screen" || !actor.sessionId || actor.userId === null) throw new AppError("not_allowed");
  if (userId === actor.userId) throw new AppError("not_allowed", { field: "userId" });
  const viewed = await runtime.actorOf(userId);
  if (!viewed) throw new AppError("not_found");
  assertMayViewAs(actor, viewed);
  const until = new Date(now.getTime() + hour);
  await endOpen(work, actor.sessionId);
  await db
    .insertInto("viewings")
    .values({
      session_id: actor.sessionId,
      viewer_id: actor.userId,
      viewed_id: userId,
      begun_at: now,
      ends_at: until,
    })
    .execute();
  await note(work, { kind: "view_as_begun", object: "user", record: userId });
  return { until: until.toISOString() };
}

/** The session sees again what its own user sees. Nothing happens where it does so already. */
export async function endViewingAs({ runtime, actor }: Edge): Promise<void> {
  const { viewing, sessionId = "" } = actor;
  const viewer = viewing && (await runtime.actorOf(viewing.by));
  if (!viewer) return;
  await runtime.run({ ...viewer, sessionId }, "screen", async (work) => {
    const ended = await endOpen(work, sessionId);
    if (ended) await note(work, { kind: "view_as_ended", object: "user", record: ended });
  });
}

/** What a session was looked up with: as whom its user looks, if as another, and until when. */
export interface ViewingFound {
  readonly viewedId: string;
  readonly until: Date;
}

/**
 * The actor of a session whose user looks as another: that other, who changes nothing. When the time is over, or either
 * may no longer what it takes, the user again, who changes nothing either until they have ended it: what stands on
 * their screen is still the other's.
 */
export async function actorLooking(
  runtime: Runtime,
  own: Actor,
  { viewedId, until }: ViewingFound,
): Promise<Actor> {
  const viewed = await runtime.actorOf(viewedId);
  const viewing = { by: own.userId ?? "", until: until.toISOString() };
  if (!viewed || until.getTime() <= Date.now() || !isViewable(own, viewed))
    return { ...own, viewing: { ...viewing, over: true } };
  return { ...viewed, viewing: { ...viewing, over: false } };
}

async function endOpen({ db, now }: Work, sessionId: string): Promise<string | undefined> {
  const ended = await db
    .updateTable("viewings")
    .set({ ended_at: now })
    .where("session_id", "=", sessionId)
    .where("ended_at", "is", null)
    .returning("viewed_id")
    .executeTakeFirst();
  return ended?.viewed_id;
}
