import { hash } from "node:crypto";
import { sql } from "kysely";
import type { Filter } from "#kernel/filter";
import { AppError } from "#kernel/error";
import { hashOf, isToken } from "#platform";
import { type Edge, knownField, list, type Runtime, type Work } from "#records";
import { grantOn } from "#records/contract";
import { type FeedKind, feedKind } from "../contract/index.ts";
import { readerOf } from "../dav/members.ts";
import { eventForm } from "../entries/calendar-form.ts";
import { type Component, type Line, writeComponent } from "../entries/lines.ts";
import { ownEntry } from "../entries/writing.ts";
import { wordsOf } from "../words.ts";

/** Entries of a feed at most, and how far back they go. */
const mostEntries = 2000;
const daysBack = 60;

interface Feed {
  readonly id: string;
  readonly user_id: string;
  readonly kind: string;
  readonly last_used_at: Date | null;
}

/** The calendar of a secret address, as its owner may see it now. Throws `not_found`: whatever is wrong with it. */
export async function sendFeed({ runtime, request, reply }: Edge, named: string): Promise<unknown> {
  const feed = await feedOf(runtime, named.replace(/\.ics$/, ""));
  const actor = feed && (await runtime.actorOf(feed.user_id));
  if (!feed || !actor) throw new AppError("not_found");
  const body = await runtime.read(actor, "system", (work) => calendarOf(work, feedKind.parse(feed.kind)));
  const tag = `"${hash("sha256", body, "base64url").slice(0, 27)}"`;
  reply.header("etag", tag).header("cache-control", "private, no-cache").header("x-robots-tag", "noindex");
  if (request.headers["if-none-match"]?.includes(tag)) return reply.code(304).send();
  return reply.type("text/calendar; charset=utf-8").send(body);
}

async function feedOf({ database }: Runtime, secret: string): Promise<Feed | undefined> {
  if (!isToken(secret)) return undefined;
  const feed = await database
    .selectFrom("calendar_feeds")
    .select(["id", "user_id", "kind", "last_used_at"])
    .where("hash", "=", hashOf(secret))
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  // To the minute is enough; else each look would write.
  if (feed && (feed.last_used_at === null || Date.now() - feed.last_used_at.getTime() > 60_000))
    await sql`update calendar_feeds set last_used_at = now() where id = ${feed.id}::uuid`.execute(database);
  return feed;
}

/**
 * A task stands at the time at which it is due, as an event that takes nobody's time: calendars that are only read show nothing
 * else.
 */
async function calendarOf(work: Work, kind: FeedKind): Promise<string> {
  const reader = readerOf(work);
  const isTask = kind.endsWith("_tasks");
  const { data } = await list(work, "task", {
    filter: filterOf(kind, work.now),
    fields: eventForm.fields.filter((name) => knownField(work, work.catalogue.object("task"), name)).join(),
    sort: "-due_at",
    limit: mostEntries,
  }).catch(emptyWhereUnseen(work));
  const entries = data.map((record): Component => {
    const entry = ownEntry(eventForm, { record, points: [] }, reader);
    return isTask ? { ...entry, lines: [...entry.lines, line("TRANSP", "TRANSPARENT")] } : entry;
  });
  const title = wordsOf(work.actor.locale).sync.feeds[kind];
  return writeComponent({
    name: "VCALENDAR",
    lines: [
      line("VERSION", "2.0"),
      line("PRODID", "-//Rapport//Rapport//EN"),
      line("X-WR-CALNAME", title),
      { name: "REFRESH-INTERVAL", head: "REFRESH-INTERVAL;VALUE=DURATION", value: "PT15M" },
      line("X-PUBLISHED-TTL", "PT15M"),
    ],
    parts: entries,
  });
}

// Who may see no tasks any more has an empty calendar.
function emptyWhereUnseen({ actor }: Work) {
  return (error: unknown) => {
    if (grantOn(actor.rights, "task").read !== "none") throw error;
    return { data: [] };
  };
}

function filterOf(kind: FeedKind, now: Date): Filter {
  const isMeeting: Filter = { field: "kind", op: "is", value: "meeting" };
  const since = new Date(now.getTime() - daysBack * 86_400_000).toISOString();
  const whose: Filter = {
    field: "owner",
    op: kind.startsWith("my_") ? "is" : "in",
    value: kind.startsWith("my_") ? { me: true } : { my_team: true },
  };
  return {
    and: [
      whose,
      { field: "due_at", op: "after", value: since },
      ...(kind.endsWith("_meetings")
        ? [isMeeting]
        : [{ not: isMeeting }, { field: "done_at", op: "empty" } as const]),
    ],
  };
}

const line = (name: string, value: string): Line => ({ name, head: name, value });
