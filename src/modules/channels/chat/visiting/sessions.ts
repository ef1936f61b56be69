import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Locale } from "#kernel/locale";
import { hashOf, isToken, newToken } from "#platform";
import type { Database, Runtime, Work } from "#records";
import type { SignedIdentity } from "./identity.ts";

/** Days after which a browser that was not seen is nobody's any more. */
const rememberedFor = 90;

/** A visitor, as far as a browser or its page has proven who they are. */
export interface Session {
  readonly id: string;
  readonly account: string;
  /** Null: nobody has proven who it is. */
  readonly identity: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly language: Locale;
  readonly lastSequence: number;
}

const columns = sql`s.id, s.account_id as account, s.identity, s.email, s.name, s.language,
  s.last_sequence::float8 as "lastSequence"`;

/** Throws `not_signed_in` for a token that is made up, forgotten, or of another chat. */
export async function sessionOf(db: Database | Work["db"], account: string, token: string): Promise<Session> {
  const session = isToken(token) ? await find(db, account, token) : undefined;
  if (!session) throw new AppError("not_signed_in");
  return session;
}

async function find(db: Database | Work["db"], account: string, token: string): Promise<Session | undefined> {
  const { rows } = await sql<Session>`
    select ${columns} from chat_tokens t join chat_sessions s on s.id = t.session_id
    where t.token_hash = ${hashOf(token)} and s.account_id = ${account}
      and s.seen_at > now() - make_interval(days => ${rememberedFor})`.execute(db);
  return rows[0];
}

interface Beginning {
  readonly account: string;
  readonly token: string | undefined;
  /** Proven already. */
  readonly identity: SignedIdentity | undefined;
  readonly language: Locale;
}

/**
 * Takes up the session of a browser, or begins one. Who is signed in at the page has one session on all their devices; one that
 * was theirs is not taken up by who is signed in no more, so that the next at the same machine does not read it.
 */
export async function beginSession(
  runtime: Runtime,
  beginning: Beginning,
): Promise<{ readonly session: Session; readonly token: string }> {
  const { account, token = "", identity, language } = beginning;
  return runtime.runAsSystem(async (work) => {
    const known = isToken(token) ? await find(work.db, account, token) : undefined;
    if (known && known.identity === (identity?.id ?? null)) {
      await seen(work, known, beginning);
      return { session: known, token };
    }
    const taken = known && known.identity === null ? known.id : null;
    const session = identity
      ? await ofIdentity(work, { account, identity, language, taken })
      : await anonymous(work, account, language);
    if (session.id === known?.id) return { session, token };
    const made = newToken();
    await sql`insert into chat_tokens (token_hash, session_id) values (${hashOf(made)}, ${session.id})`.execute(
      work.db,
    );
    return { session, token: made };
  });
}

async function seen(work: Work, { id }: Session, { identity, language }: Beginning): Promise<void> {
  await sql`update chat_sessions set seen_at = now(), language = ${language},
    email = coalesce(${identity?.email ?? null}, email), name = coalesce(${identity?.name ?? null}, name)
    where id = ${id}`.execute(work.db);
}

async function anonymous(work: Work, account: string, language: Locale): Promise<Session> {
  const { rows } = await sql<Session>`
    insert into chat_sessions as s (account_id, language) values (${account}, ${language}) returning ${columns}`.execute(
    work.db,
  );
  return rows[0] as Session;
}

/** Their session; else what was said before they signed in becomes it, else a new one. */
async function ofIdentity(
  work: Work,
  {
    account,
    identity: { id, email, name },
    language,
    taken,
  }: { account: string; identity: SignedIdentity; language: Locale; taken: string | null },
): Promise<Session> {
  if (taken !== null) {
    const { rows } = await sql<Session>`
      update chat_sessions s set identity = ${id}, email = ${email ?? null}, name = coalesce(${name ?? null}, name), seen_at = now()
      where s.id = ${taken} and not exists (select 1 from chat_sessions o where o.account_id = ${account} and o.identity = ${id})
      returning ${columns}`.execute(work.db);
    if (rows[0]) return rows[0];
  }
  const { rows } = await sql<Session>`
    insert into chat_sessions as s (account_id, language, identity, email, name)
    values (${account}, ${language}, ${id}, ${email ?? null}, ${name ?? null})
    on conflict (account_id, identity) where identity is not null do update
      set seen_at = now(), email = coalesce(excluded.email, s.email), name = coalesce(excluded.name, s.name)
    returning ${columns}`.execute(work.db);
  return rows[0] as Session;
}

/** What a visitor says of themselves; what their page has proven of them stays. */
export async function introduce(
  db: Database,
  session: Session,
  { name, email }: { readonly name?: string | undefined; readonly email?: string | undefined },
): Promise<Session> {
  if (session.identity !== null || (name === undefined && email === undefined)) return session;
  const { rows } = await sql<Session>`
    update chat_sessions s set name = coalesce(${name ?? null}, name), email = coalesce(${email ?? null}, email)
    where s.id = ${session.id} returning ${columns}`.execute(db);
  return rows[0] ?? session;
}

/** Forgets browsers that were not seen for long; what was said stays where it is. */
export async function forgetSessions({ database }: Runtime): Promise<void> {
  await sql`delete from chat_sessions where seen_at < now() - make_interval(days => ${rememberedFor})`.execute(
    database,
  );
}
