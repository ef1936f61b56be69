import { type CompiledQuery, type RawBuilder, sql } from "kysely";
import type { Catalogue } from "../catalogue.ts";
import type { Actor, Work } from "../work.ts";

interface Kept {
  readonly catalogue: Catalogue;
  readonly currency: string;
  readonly made: unknown;
}

/** By actor: what is made of somebody's rights goes when these are resolved anew. */
const keptFor = new WeakMap<Actor, Map<string, Kept>>();
const mostKept = 200;

/**
 * What `make` makes, made once for an actor and kept while rights, objects and fields are what they are. A query costs
 * more to put together than PostgreSQL needs to answer it. `question` says all that it depends on besides; what differs from one time to the
 * next is a `place` in the query. What asks for the time is made each time.
 */
export function kept<T>(work: Work, question: string, make: (work: Work) => T): T {
  const all = keptFor.get(work.actor) ?? new Map<string, Kept>();
  const known = all.get(question);
  if (known?.catalogue === work.catalogue && known.currency === work.currency) return known.made as T;
  const { watched, sawTime } = watchTime(work);
  const made = make(watched);
  if (sawTime()) return made;
  if (all.size >= mostKept) all.clear();
  all.set(question, { catalogue: work.catalogue, currency: work.currency, made });
  keptFor.set(work.actor, all);
  return made;
}

function watchTime(work: Work): { readonly watched: Work; sawTime(): boolean } {
  let saw = false;
  const seen = <T>(time: T): T => {
    saw = true;
    return time;
  };
  const watched = Object.defineProperties(
    { ...work },
    { now: { get: () => seen(work.now) }, asOf: { get: () => work.asOf && seen(work.asOf) } },
  );
  return { watched, sawTime: () => saw };
}

/** A value of a query that is told when it is asked. */
class Place {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** The place called `name`, for a query that is kept. */
export function place<T = unknown>(name: string): RawBuilder<T> {
  return sql<T>`${new Place(name)}`;
}

/** Puts a query together, to be asked by `ask`. */
export function compiled<R>(work: Work, query: RawBuilder<R>): CompiledQuery<R> {
  return query.compile(work.db);
}

type PlaceValues = Readonly<Record<string, unknown>>;

/** A query and the values of its places. */
export interface Question<R = unknown> {
  readonly query: CompiledQuery<R>;
  readonly values: PlaceValues;
}

/** Asks a query with the values of its places. */
export async function ask<R>(work: Work, query: CompiledQuery<R>, values: PlaceValues): Promise<R[]> {
  const { rows } = await work.db.executeQuery<R>(filled({ query, values }));
  return rows;
}

/** A query that is on its way. */
export interface Sent<R = unknown> {
  readonly answered: Promise<readonly R[]>;
}

/** Sends a query and does not wait for its answer. What is asked after it in the same transaction is done after it. */
export async function send<R>(work: Work, question: Question<R>): Promise<Sent<R>> {
  // Without a transaction the connection is ours until the answer has come.
  if (work.atOnce) return sent(ask(work, question.query, question.values));
  return work.db.getExecutor().provideConnection(async (connection) => {
    return sent(connection.executeQuery<R>(filled(question)).then(({ rows }) => rows));
  });
}

function sent<R>(answered: Promise<readonly R[]>): Sent<R> {
  answered.catch(() => {});
  return { answered };
}

/** Does `next` while what was sent is on its way. Where both fail, the first is why the second did, and is thrown. */
export async function meanwhile<T>({ answered }: Sent, next: () => Promise<T>): Promise<T> {
  return next().catch(async (error: unknown) => {
    await answered;
    throw error;
  });
}

function filled<R>({ query, values }: Question<R>): CompiledQuery<R> {
  const parameters = query.parameters.map((value) => (value instanceof Place ? values[value.name] : value));
  return { ...query, parameters };
}
