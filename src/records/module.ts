import type { RawBuilder } from "kysely";
import type { Duplex, Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Action, CallOf, OutputOf } from "#kernel/action";
import type { AppError, Problem } from "#kernel/error";
import type { StoredEvent } from "#kernel/event";
import type { Catalogue } from "./catalogue.ts";
import type { ObjectDefinition } from "./contract/index.ts";
import type { Column } from "./field-types/field-type.ts";
import type { Actor, Database, Source, Work } from "./work.ts";
import type { Pair, Placing } from "./merging/pointers.ts";
import type { Change } from "./writing/changing.ts";
import type { Draft } from "./writing/draft.ts";
import type { Write } from "./writing/stored-rows.ts";

/** A room of the house, as the server takes it in: the list in `src/server/modules.ts` is all there is to it. */
export interface Module {
  readonly name: string;
  readonly objects: readonly ObjectDefinition[];
  /** Rules of an object, run by the one write path. */
  readonly rules?: Readonly<Record<string, ObjectRules>>;
  readonly handlers: readonly Handler[];
  readonly subscriptions?: readonly Subscription[];
  /**
   * Background jobs by name (`exchange.import`), run by graphile-worker. Idempotent. A long one heeds `stopping`: it
   * queues what is left and returns.
   */
  readonly jobs?: Readonly<
    Record<string, (runtime: Runtime, payload: unknown, stopping?: AbortSignal) => Promise<void>>
  >;
  /** What runs as long as a process works off jobs, by name: it listens to a mailbox, to a switchboard. */
  readonly watches?: Readonly<Record<string, Watch>>;
  /** Events of its own that other systems may hear of, by the object they are about: `{ deal: ["sales.deal_closed"] }`. */
  readonly news?: Readonly<Record<string, readonly string[]>>;
  /** Protocols of their own beside the API. */
  readonly protocols?: readonly Protocol[];
  /** Connections of browsers that stay open and speak both ways. */
  readonly sockets?: readonly BrowserSocket[];
  /** Jobs by the clock: crontab lines of graphile-worker, `0 3 * * * platform.sweep`. */
  readonly crontab?: readonly string[];
}

/**
 * Listens until `stopping`. Every process that works has one, so what only one may listen to is held by a lease. One that
 * throws is begun again after a pause.
 */
export type Watch = (runtime: Runtime, stopping: AbortSignal) => Promise<void>;

/** A protocol beside the API, such as CalDAV: its own methods, its own way to say who one is, its own answers. */
export interface Protocol {
  readonly name: string;
  /** Everything at or under this path is asked of it: `/dav`. */
  readonly path: string;
  readonly methods: readonly string[];
  /** Where clients look for it first, and are sent on from: `/.well-known/caldav`. */
  readonly entrances: readonly string[];
  /** The largest body that it takes, in bytes. */
  readonly bodyLimit: number;
  /** Where larger ones come, by place under its path: `{ "/:account/files": 5_000_000 }`. */
  readonly bodyLimitAt?: Readonly<Record<string, number>>;
  /** What a caller who proves nothing is told of how to (RFC 9110, 11.6.1). */
  readonly challenge: string;
  readonly source: Source;
  /** Who asks; null where nothing is proven. */
  readonly authenticate: (runtime: Runtime, caller: ProtocolCaller) => Promise<Actor | null>;
  readonly answer: (runtime: Runtime, actor: Actor, request: ProtocolRequest) => Promise<ProtocolAnswer>;
}

export interface ProtocolCaller {
  readonly authorization: string | undefined;
  readonly address: string;
}

export interface ProtocolRequest {
  readonly method: string;
  /** As it came, without what stands behind a `?`. */
  readonly path: string;
  /** What stands behind the `?`. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  /** The body as it came. */
  readonly content: Buffer;
}

export interface ProtocolAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A stream is sent as it comes, until either side ends it. */
  readonly body?: string | Readable;
}

/** Where a browser of somebody signed in opens a WebSocket (RFC 6455): they may, and have so many at once. */
export interface BrowserSocket {
  readonly path: string;
  /** What is spoken over it, as both sides name it: `sip`. */
  readonly speaks: string;
  readonly permission: string;
  readonly perUser: number;
  /**
   * Takes over a connection, the answer to its opening included; it is destroyed by the server when the session ends. Throws
   * where there is nobody to speak with.
   */
  readonly open: (runtime: Runtime, userId: string, opening: SocketOpening) => Promise<void>;
}

export interface SocketOpening {
  readonly socket: Duplex;
  /** What the browser proves the opening by, checked: `Sec-WebSocket-Key`. */
  readonly key: string;
}

/** An action and what runs it, in a unit of work that commits when `run` returns. */
export interface Handler {
  readonly action: Action;
  readonly run: (
    work: Work,
    call: { params: never; query: never; body: never },
    edge: Edge,
  ) => Promise<unknown>;
  /** No unit of work is opened: the handler opens its own through `edge.runtime` (uploads, streams, long work). */
  readonly raw?: boolean;
  /** That it mostly writes by one statement, for which no transaction need be opened. */
  readonly atOnce?: boolean;
}

/** The raw request and reply, for the few that answer with something else than JSON. */
export interface Edge {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly runtime: Runtime;
  readonly actor: Actor;
  /**
   * What an error means to the caller. Throws on what is no fault of theirs, and what had better be tried again as a
   * whole: there is no going on after it.
   */
  readonly explain: (thrown: unknown) => Promise<AppError>;
  /** The problem document that the caller would be sent. */
  readonly problemOf: (error: AppError) => Problem;
}

/** Joins an action to its capability; types flow from the contract. */
export function handle<A extends Action>(
  action: A,
  run: (work: Work, call: CallOf<A>, edge: Edge) => Promise<OutputOf<A>>,
): Handler {
  return { action, run: run as Handler["run"] };
}

/** As `handle`, for what mostly writes by one statement. */
export function handleAtOnce<A extends Action>(
  action: A,
  run: (work: Work, call: CallOf<A>, edge: Edge) => Promise<OutputOf<A>>,
): Handler {
  return { ...handle(action, run), atOnce: true };
}

/** As `handle`, without a unit of work: `run` gets the edge and opens units itself by `edge.runtime.run`. */
export function handleRaw<A extends Action>(
  action: A,
  run: (edge: Edge, call: CallOf<A>) => Promise<unknown>,
): Handler {
  return { action, raw: true, run: (_work, call, edge) => run(edge, call as CallOf<A>) };
}

/** Hears events after commit, in order, at least once. */
export interface Subscription {
  /** Stable name; its cursor is kept under it. */
  readonly name: string;
  /** Names of events, or a prefix with `*`: `sales.*`. */
  readonly events: readonly string[];
  readonly hear: (runtime: Runtime, event: StoredEvent) => Promise<void>;
  /** The same of many at once, where that costs less; when it fails, each is heard by itself. */
  readonly hearAll?: (runtime: Runtime, events: readonly StoredEvent[]) => Promise<void>;
}

/** The invariants of an object. All are set-based: they get all rows of a write at once. */
export interface ObjectRules {
  /** Whether `prepare` and `followUp` have anything to do with a draft: they get those alone. All unless told. */
  readonly concerns?: (draft: Draft) => boolean;
  /**
   * Looks at a record that somebody asks to make, one at a time: throws where it is likely to be there already. Who
   * insists is not asked again, and imports and capabilities never are.
   */
  readonly suspect?: (work: Work, values: Readonly<Record<string, unknown>>) => Promise<void>;
  /**
   * For each of many records that an import is about to make the id of one that is all but certain to be the same, of those that the
   * actor may read and that were there before `since`; null where there is none.
   */
  readonly resembling?: (
    work: Work,
    values: readonly Readonly<Record<string, unknown>>[],
    since: Date,
  ) => Promise<readonly (string | null)[]>;
  /** Which records these addresses lead to, as far as the actor may see it, by address in lower case: a party has several. */
  readonly addressed?: (
    work: Work,
    addresses: readonly string[],
  ) => Promise<ReadonlyMap<string, { readonly id: string; readonly title: string }>>;
  /** Fills in and checks before rows are written; throws `AppError` with the field at fault. */
  readonly prepare?: (work: Work, drafts: readonly Draft[]) => Promise<void>;
  /** Writes what goes along (logs, mirrored rows) after the rows are written, in the same transaction. */
  readonly followUp?: (work: Work, drafts: readonly Draft[]) => Promise<void>;
  /** Columns of new rows that the database would reckon, reckoned before. */
  readonly reckoned?: Reckoned;
  /** What is written beside new rows, by the same statement. */
  readonly beside?: (work: Work, drafts: readonly Draft[]) => Write | undefined;
  /** That all that is written with its records points to them, or to what their own links lead to: they may be written in bulk. */
  readonly selfContained?: true;
  /** That `followUp` leaves the rows just written as they are, so that they need not be read again. */
  readonly leavesRows?: true;
  /** Checks and writes what goes along after records moved into the recycle bin, or out of it, in the same transaction. */
  readonly moved?: (work: Work, ids: readonly string[], into: "bin" | "use") => Promise<void>;
  /**
   * Before records of this object that point to `others` are turned to the survivor: puts away, by rule, those that would stand
   * there twice. Answers which stay where they point.
   */
  readonly turning?: (work: Work, pair: Pair) => Promise<readonly string[]>;
  /**
   * Before a record of this object that came after a merge goes from the one that stayed to another; what it answers is done once it
   * has. For what else says whose it is.
   */
  readonly placing?: (work: Work, placing: Placing) => Promise<(() => Promise<void>) | undefined>;
  /** As records become one: moves what is no record, and answers what it takes to move it back. */
  readonly merging?: (work: Work, pair: Pair) => Promise<Readonly<Record<string, unknown>>>;
  /** As they are taken apart again, by what `merging` answered. */
  readonly separating?: (work: Work, pair: Pair, besides: Readonly<Record<string, unknown>>) => Promise<void>;
  /**
   * Puts governed fields back to what they were, by the capabilities that govern them: a closed deal is reopened. Nobody
   * changed them since. Throws as the capabilities do, `field_governed` where none of them leads back.
   */
  readonly takeBack?: (work: Work, earlier: readonly Change[]) => Promise<void>;
}

/**
 * Columns that the database fills by a trigger where they are null. Where many rows are written at once, what it does for each
 * of them can be done before.
 */
export interface Reckoned {
  readonly columns: readonly (Column & {
    /** What is stored, of what `of` answers. */
    readonly stored: (given: RawBuilder<unknown>) => RawBuilder<unknown>;
  })[];
  /** The columns of a row, of its others as they are written; those left out are the database's to fill. */
  readonly of: (row: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
}

/** What lives as long as the process. */
export interface Runtime {
  readonly database: Database;
  /** As it is now; it changes when an administrator changes objects or fields. A unit of work keeps the one it began with. */
  readonly catalogue: Catalogue;
  /** Makes sure that `catalogue` is no older than a second. Units do it themselves. */
  freshenCatalogue(): Promise<void>;
  /** Looks at once whether another process changed it; answers whether it did. */
  reloadCatalogue(): Promise<boolean>;
  readonly settings: RuntimeSettings;
  /** Where the database is, for long work by a connection of its own; empty where nobody said so. */
  readonly databaseUrl: string;
  /** Opens a unit of work for `actor`, commits it, then wakes those who wait for events. */
  run<T>(actor: Actor, source: Source, capability: (work: Work) => Promise<T>): Promise<T>;
  /**
   * As `run`, where PostgreSQL does not look itself, row by row, whether what is pointed to is there: for writing many records
   * whose links the engine has looked for by set, and holds. As `run` where the database's role may not ask for that.
   */
  runInBulk<T>(actor: Actor, source: Source, capability: (work: Work) => Promise<T>): Promise<T>;
  /** As `run`, but tries first without a transaction: what throws `NeedsTransaction` is done again in one. */
  runAtOnce<T>(actor: Actor, source: Source, capability: (work: Work) => Promise<T>): Promise<T>;
  /** As `run` for what only reads: no transaction is opened, and nothing may be written. */
  read<T>(actor: Actor, source: Source, capability: (work: Work) => Promise<T>): Promise<T>;
  /** The product itself acts, with every right. */
  runAsSystem<T>(capability: (work: Work) => Promise<T>): Promise<T>;
  /** Calls `watcher` whenever there may be news in the outbox, and each second. Returns how to end it. */
  watchNews(watcher: () => void): () => void;
  /** Queues a job; inside a unit use an event and a subscription instead. */
  addJob(
    name: string,
    payload: unknown,
    options?: { readonly key?: string; readonly runAt?: Date },
  ): Promise<void>;
  /** Actor of a user by id; null when gone or not active. Resolved once, and again when the access of anybody has changed. */
  actorOf(userId: string): Promise<Actor | null>;
  /** The actor who comes by a proof, such as a session or a key, that `find` looks up; remembered in the same way. */
  actorBy(proof: string, find: () => Promise<Actor | null>): Promise<Actor | null>;
  /**
   * Access may have been changed outside a unit: it is looked at before anybody is trusted again. Units do it
   * themselves; what another process does holds here half a second later.
   */
  recheckAccess(): void;
}

export interface RuntimeSettings {
  readonly port: number;
  readonly host: string;
  /** Folder of everything this installation keeps: database, files, secrets. */
  readonly dataFolder: string;
  /** Where users reach the product: `http://localhost:3000`. */
  readonly baseUrl: string;
  /** smtp:// or smtps:// address of the server that takes our mail; absent: none set. */
  readonly smtpUrl?: string;
  readonly mailFrom: string;
  /** Where mail is taken in from a mail server; absent: nowhere. */
  readonly mailListen?: { readonly protocol: "smtp" | "lmtp"; readonly host: string; readonly port: number };
  /** Where providers of telephone lines and browsers reach this machine; absent: it has no edge of its own. */
  readonly telephone?: TelephoneAddress;
  /** 32 bytes from which all keys of this installation are derived. */
  readonly secret: Buffer;
  /** Below which places may be folders of this server; none unless told. */
  readonly placesFolder?: string;
  /** What requests to addresses of users may reach inside the own network; nothing unless told. */
  readonly egressAllow?: readonly EgressAllowance[];
}

/** IPv4: `host` is of this machine, `shown` is what others are told where they reach it by another. */
export interface TelephoneAddress {
  readonly host: string;
  readonly port: number;
  readonly shown: string;
}

/** A host by name or number, or a network where there is a `prefix`; at one port or all. */
export interface EgressAllowance {
  readonly host: string;
  readonly prefix?: number;
  readonly port?: number;
}
