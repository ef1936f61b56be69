import type { Kysely, Transaction } from "kysely";
import type { DB } from "#db";
import type { DomainEvent } from "#kernel/event";
import type { Locale } from "#kernel/locale";
import { dayIn } from "#kernel/period";
import type { Catalogue } from "./catalogue.ts";
import type { Rights } from "./contract/rights.ts";

/** Who acts: a user at a screen, a key, or the product itself. Resolved once a session; thrown away on change. */
export interface Actor {
  /** Null for the product itself and for a visitor who is not signed in. */
  readonly userId: string | null;
  readonly rights: Rights;
  /** Users that "team" reaches: those in the actor's teams and below, those who report to the actor, the actor. */
  readonly teamUserIds: readonly string[];
  /** Teams in which the actor is, by their own team or one they lead, with those above: what is shared with these. */
  readonly teamIds?: readonly string[];
  readonly locale: Locale;
  /** IANA zone in which "today" is meant. */
  readonly timeZone: string;
  /** Session or key by which the actor came in; for ending it. */
  readonly sessionId?: string;
  /** Set where another user looks through the actor's eyes, and so changes nothing. */
  readonly viewing?: Viewing;
  /** The API key by which the actor came in, and the address from which; where known. */
  readonly keyId?: string;
  readonly address?: string;
  readonly keyBounds?: KeyBounds;
  /** By object, the records that are kept to teams in which the actor is not. */
  readonly keptFrom?: Readonly<Record<string, readonly string[]>>;
}

/** What an API key is bound to besides its rights. */
export interface KeyBounds {
  readonly expiresAt?: Date;
  /** Networks from which alone it is accepted, as `10.1.0.0/16`. */
  readonly networks?: readonly string[];
  readonly requestsPerMinute?: number;
}

/** That `by` looks as another user, until when; once it is `over` the actor is `by` again. */
export interface Viewing {
  readonly by: string;
  readonly until: string;
  readonly over: boolean;
}

/** From where a change came; kept in the history. */
export type Source = "screen" | "api" | "import" | "rule" | "system" | "sync";

/**
 * A unit of work: what belongs together commits together. Handed to each capability; there is no other
 * way to the database, the clock or the actor.
 */
export interface Work {
  /** What is written in one unit bears its id in the history, so that it can be told and taken back as one act. */
  readonly unit: string;
  /** The unit that this one takes back. */
  readonly undoes?: string;
  readonly actor: Actor;
  readonly source: Source;
  /** Inside a transaction, where the unit is not one that writes at once. */
  readonly db: Transaction<DB>;
  /** That the unit has no transaction: it writes by one statement, or throws `NeedsTransaction` before it has written. */
  readonly atOnce?: true;
  /** That nobody but the engine looks whether what a row points to is there: what is found is held until the unit ends. */
  readonly inBulk?: true;
  /** Where a unit that only reads searches: connections whose statements are cut off sooner. */
  readonly searching?: Transaction<DB>;
  /** All objects, as they are now. */
  readonly catalogue: Catalogue;
  /** When the unit began; the same for everything in it. */
  readonly now: Date;
  /** The moment that formulas speak of, where that is not `now`: when a walk through pages began. */
  readonly asOf?: Date;
  /** The organisation's own currency, for amounts written without one. */
  readonly currency: string;
  /** The organisation's own country, in which a telephone number without a prefix is meant. */
  readonly country: string;
  /** IANA zone of the organisation: the days of its documents are meant in it, whoever writes them and wherever. */
  readonly timeZone: string;
  /** Writes to the outbox in this transaction; told to subscribers after commit. */
  emit(event: DomainEvent): void;
  /** Makes known what was written to the outbox already, along with the rows it speaks of. */
  told(event: DomainEvent): void;
}

/** The day that documents made in this unit bear, `YYYY-MM-DD`: today where the organisation is. */
export function businessDay({ timeZone, now }: Pick<Work, "timeZone" | "now">): string {
  return dayIn(timeZone, now);
}

export type Database = Kysely<DB>;
