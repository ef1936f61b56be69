import { sql } from "kysely";
import { z } from "zod";
import { AppError } from "#kernel/error";
import type { Locale } from "#kernel/locale";
import { countAttempt, organisationOf } from "#platform";
import type { ProtocolAnswer } from "#records";
import { isOpenAt } from "../settings/hours.ts";
import { linesBefore } from "../telling/lines.ts";
import { noteMarks } from "../telling/marking.ts";
import { assertProven, signedIdentity } from "../visiting/identity.ts";
import { receive, sentMessage } from "../visiting/receiving.ts";
import { beginSession, type Session, sessionOf } from "../visiting/sessions.ts";
import { json, streamed } from "./answers.ts";
import { suggest } from "./articles.ts";
import { type Asked, bodyOf } from "./asked.ts";
import { sendTheirFile, takeFile } from "./files.ts";
import { longestWait } from "./limits.ts";
import { shown, streamsOf } from "./streams.ts";

type Route = (asked: Asked) => Promise<ProtocolAnswer>;

const firstLines = 50;

export const routes: Readonly<Record<string, Route>> = {
  "GET look": look,
  "POST session": begin,
  "POST messages": async (asked) =>
    json(
      await receive(
        { ...asked, session: await whose(asked), chat: asked.stored },
        bodyOf(asked, sentMessage),
      ),
    ),
  "GET messages": read,
  "GET stream": stream,
  "POST marks": mark,
  "POST typing": type,
  "POST files": async (asked) => json(await takeFile(asked, await whose(asked))),
  "POST articles": suggest,
  "GET files": async (asked) => sendTheirFile(asked, await whose(asked)),
};

/** How the chat looks and whether somebody is there; the same for everybody, so that a page may be looked at by thousands. */
async function look({ runtime, stored: { settings }, account, language }: Asked): Promise<ProtocolAnswer> {
  const { name, timeZone, locale } = await organisationOf(runtime.database);
  const inLanguage = (texts: Partial<Record<Locale, string>>) => texts[language] || texts[locale] || null;
  return json({
    name: account.fromName ?? name,
    colour: settings.colour,
    side: settings.side,
    greeting: inLanguage(settings.greeting),
    ask: settings.ask,
    open: isOpenAt(settings.hours, new Date(), timeZone),
    outside: inLanguage(settings.outside),
  });
}

const beginning = z.strictObject({
  token: z.string().max(100).optional(),
  identity: signedIdentity.optional(),
});

async function begin(asked: Asked): Promise<ProtocolAnswer> {
  const { runtime, account, stored, address, language } = asked;
  await countAttempt(runtime.database, [{ key: ["chat session", address], most: 300, seconds: 600 }]);
  const { token, identity } = bodyOf(asked, beginning);
  if (identity) assertProven(stored.secret, identity, new Date());
  const begun = await beginSession(runtime, { account: account.id, token, identity, language });
  const lines = await linesBefore(runtime.database, { session: begun.session.id, limit: firstLines });
  return json({
    token: begun.token,
    name: begun.session.name,
    email: begun.session.email,
    known: begun.session.identity !== null,
    lines: lines.map(shown),
    earlier: lines.length === firstLines,
  });
}

async function read(asked: Asked): Promise<ProtocolAnswer> {
  const { runtime, address, query } = asked;
  const { id: session } = await whose(asked);
  if (query.has("after")) {
    const lines = await streamsOf(runtime).next(
      { session, address, after: place(query.get("after")) },
      longestWait,
    );
    return json({ lines });
  }
  const before = query.has("before") ? { before: place(query.get("before")) } : {};
  const lines = await linesBefore(runtime.database, { session, ...before, limit: firstLines });
  return json({ lines: lines.map(shown), earlier: lines.length === firstLines });
}

async function stream(asked: Asked): Promise<ProtocolAnswer> {
  const { runtime, address, request } = asked;
  const { id: session } = await whose(asked);
  const after = place(request.headers["last-event-id"] ?? "0");
  const body = streamsOf(runtime).open({ session, address, after });
  return streamed(body, {
    "content-type": "text/event-stream; charset=utf-8",
    "x-accel-buffering": "no",
  });
}

const marks = z.strictObject({
  delivered: z.int().min(0).optional(),
  read: z.int().min(0).optional(),
});

async function mark(asked: Asked): Promise<ProtocolAnswer> {
  const { id } = await whose(asked);
  await countAttempt(asked.runtime.database, [{ key: ["chat marks", id], most: 240, seconds: 60 }]);
  await noteMarks(asked.runtime, id, bodyOf(asked, marks));
  return { status: 204 };
}

/** That they write is told for a moment, and kept nowhere else. */
async function type(asked: Asked): Promise<ProtocolAnswer> {
  const { id } = await whose(asked);
  await sql`update chat_sessions set typed_at = now(), seen_at = now() where id = ${id}
    and (typed_at is null or typed_at < now() - interval '2 seconds')`.execute(asked.runtime.database);
  return { status: 204 };
}

function whose({ runtime, account, token = "" }: Asked): Promise<Session> {
  return sessionOf(runtime.database, account.id, token);
}

function place(told: string | null): number {
  if (!/^\d{1,15}$/.test(told ?? "")) throw new AppError("bad_request");
  return Number(told);
}
