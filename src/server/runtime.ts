import type { Transaction } from "kysely";
import type { DB } from "#db";
import { AppError } from "#kernel/error";
import type { DomainEvent } from "#kernel/event";
import { newId } from "#kernel/id";
import {
  type Actor,
  type Catalogue,
  type Database,
  eventsQuestion,
  keepCatalogue,
  NeedsTransaction,
  type Runtime,
  type RuntimeSettings,
  send,
  type Work,
} from "#records";
import { catalogueChanged, fullGrant } from "#records/contract";
import { rememberAccess } from "./access.ts";
import { knowOrganisation } from "./organisation.ts";

export interface RuntimeParts {
  readonly database: Database;
  /** The same database by connections on which a search is cut off sooner; `database` unless told. */
  readonly searching?: Database;
  /** The same database by connections on which foreign keys are not looked at row by row; none where the role may not ask for them. */
  readonly bulk?: Database | undefined;
  /** What the modules declare; what administrators made is read from the database. */
  readonly catalogue: Catalogue;
  readonly settings: RuntimeSettings;
  readonly databaseUrl?: string;
  /** Finds out who a user is and what they may; remembered until access changes. */
  readonly resolveActor?: (database: Database, userId: string) => Promise<Actor | null>;
  /** Told after a unit that emitted events has committed. */
  readonly afterCommit?: () => void;
  readonly addJob?: Runtime["addJob"];
  readonly watchNews?: Runtime["watchNews"];
}

/** Puts together what lives as long as the process: units of work, actors, jobs. */
export function createRuntime(parts: RuntimeParts): Runtime {
  const { database, searching = database, settings } = parts;
  // What only reads needs no transaction.
  const readingFrom = { db: database as Transaction<DB>, searching: searching as Transaction<DB> };
  // Nor does what writes one statement.
  const atOnce = { db: database as Transaction<DB>, atOnce: true } as const;
  const catalogue = keepCatalogue(database, parts.catalogue);
  const access = rememberAccess(database);
  const organisation = knowOrganisation(database);

  const beginUnit = async (actor: Actor): Promise<Unit> => {
    assertNotViewing(actor);
    await catalogue.freshen();
    return { id: newId(), events: [], unwritten: [], ...(await organisation.now()) };
  };

  const afterUnit = async ({ events }: Unit): Promise<void> => {
    if (!events.length || events.some(concernsAll)) {
      access.recheck();
      organisation.forget();
    }
    if (events.some((event) => event.name === catalogueChanged)) await catalogue.reload();
    if (events.length > 0) parts.afterCommit?.();
  };

  const inTransaction = async <T>(
    where: Database,
    opened: Pick<Work, "actor" | "source" | "inBulk">,
    capability: (work: Work) => Promise<T>,
  ): Promise<T> => {
    const unit = await beginUnit(opened.actor);
    let written: Promise<unknown> | undefined;
    const answer = await where.transaction().execute(async (transaction) => {
      const work = openWork(runtime, { ...opened, db: transaction }, unit);
      const result = await capability(work);
      if (unit.unwritten.length > 0)
        written = (await send(work, eventsQuestion(work, unit.unwritten))).answered;
      return result;
    });
    // The events went along with the commit, which was none if they could not be written.
    await written;
    await afterUnit(unit);
    return answer;
  };

  const runtime: Runtime = {
    database,
    get catalogue() {
      return catalogue.current;
    },
    freshenCatalogue: catalogue.freshen,
    reloadCatalogue: catalogue.reload,
    settings,
    databaseUrl: parts.databaseUrl ?? "",
    run: (actor, source, capability) => inTransaction(database, { actor, source }, capability),
    runInBulk: (actor, source, capability) =>
      parts.bulk
        ? inTransaction(parts.bulk, { actor, source, inBulk: true }, capability)
        : runtime.run(actor, source, capability),
    async runAtOnce(actor, source, capability) {
      const unit = await beginUnit(actor);
      try {
        const answer = await capability(openWork(runtime, { actor, source, ...atOnce }, unit));
        await afterUnit(unit);
        return answer;
      } catch (error) {
        if (error instanceof NeedsTransaction) return runtime.run(actor, source, capability);
        throw error;
      }
    },
    async read(actor, source, capability) {
      await catalogue.freshen();
      const unit: Unit = { id: "", events: [], unwritten: [], ...(await organisation.now()) };
      return capability(openWork(runtime, { actor, source, ...readingFrom }, unit));
    },
    runAsSystem: (capability) => runtime.run(system, "system", capability),
    watchNews: parts.watchNews ?? (() => () => {}),
    addJob: parts.addJob ?? (async () => {}),
    actorOf: (userId) =>
      access.recall(`user ${userId}`, async () => (await parts.resolveActor?.(database, userId)) ?? null),
    actorBy: access.recall,
    recheckAccess: access.recheck,
  };
  return runtime;
}

/** Throws where the actor is only looked through: `viewing_only`, or `viewing_over` when the time for that is over. */
export function assertNotViewing({ viewing }: Actor): void {
  if (viewing) throw new AppError(viewing.over ? "viewing_over" : "viewing_only");
}

/** The product itself: every right, no user. */
export const system: Actor = {
  userId: null,
  rights: { objects: { "*": fullGrant }, permissions: ["*"] },
  teamUserIds: [],
  locale: "en",
  timeZone: "UTC",
};

// Records of customers and sales change nobody's access, nor the organisation.
function concernsAll({ name, object }: DomainEvent): boolean {
  return !ofRecords.has(name) || ["user", "team", "role"].includes(object);
}

const ofRecords: ReadonlySet<string> = new Set(
  ["created", "changed", "archived", "restored"].map((kind) => `records.${kind}`),
);

interface Unit extends Pick<Work, "currency" | "country" | "timeZone"> {
  /** Empty where nothing may be written. */
  readonly id: string;
  readonly events: DomainEvent[];
  /** Those of them that go to the outbox at the end. */
  readonly unwritten: DomainEvent[];
}

function openWork(
  runtime: Runtime,
  opened: Pick<Work, "actor" | "source" | "db" | "searching" | "atOnce" | "inBulk">,
  unit: Unit,
): Work {
  return {
    ...opened,
    unit: unit.id,
    catalogue: runtime.catalogue,
    now: new Date(),
    currency: unit.currency,
    country: unit.country,
    timeZone: unit.timeZone,
    emit: (event) => {
      if (opened.atOnce) throw new NeedsTransaction();
      unit.events.push(event);
      unit.unwritten.push(event);
    },
    told: (event) => void unit.events.push(event),
  };
}
