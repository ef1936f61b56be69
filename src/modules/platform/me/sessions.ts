import { AppError } from "#kernel/error";
import { note, type Work } from "#records";
import { userIdOf } from "./profile.ts";

/** Where the actor is signed in, the newest first. */
export async function mySessions(work: Work) {
  const sessions = await work.db
    .selectFrom("auth.session")
    .select(["id", "ipAddress", "userAgent", "createdAt", "updatedAt"])
    .where("userId", "=", userIdOf(work))
    .where("expiresAt", ">", work.now)
    .orderBy("updatedAt", "desc")
    .execute();
  return {
    data: sessions.map((session) => ({
      id: session.id,
      current: session.id === work.actor.sessionId,
      address: session.ipAddress || null,
      device: session.userAgent || null,
      startedAt: session.createdAt.toISOString(),
      usedAt: session.updatedAt.toISOString(),
    })),
  };
}

export async function endMySession(work: Work, id: string): Promise<void> {
  const ended = await work.db
    .deleteFrom("auth.session")
    .where("userId", "=", userIdOf(work))
    .where("id", "=", id)
    .returning("id")
    .executeTakeFirst();
  if (!ended) throw new AppError("not_found");
  await note(work, { kind: "session_ended", details: { count: 1 } });
}

export async function endMyOtherSessions(work: Work): Promise<void> {
  const ended = await work.db
    .deleteFrom("auth.session")
    .where("userId", "=", userIdOf(work))
    .$if(work.source === "screen", (query) => query.where("id", "!=", work.actor.sessionId ?? ""))
    .returning("id")
    .execute();
  if (ended.length > 0) await note(work, { kind: "session_ended", details: { count: ended.length } });
}
