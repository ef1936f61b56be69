import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { type Seal, seal, unseal } from "#platform";
import type { Database, Work } from "#records";
import type { Place, PlaceWhere } from "../contract/places.ts";
import { type Trouble, troubleText } from "./trouble.ts";

/** A place as the database keeps it. */
export interface StoredPlace {
  readonly id: string;
  readonly name: string;
  readonly kind: PlaceWhere["kind"];
  readonly definition: PlaceWhere;
  readonly secret: Buffer | null;
  readonly host_key: string | null;
  readonly tried_at: Date | null;
  readonly trouble: Trouble | null;
  readonly version: number;
}

/** What is secret of a place, by the names of the contract. */
export type PlaceSecret = Readonly<
  Partial<Record<"password" | "private_key" | "passphrase" | "secret_key", string>>
>;

const sealOf = (id: string): Seal => ({ purpose: "rapport place 1", record: id });

export function sealPlace(key: Buffer, id: string, secret: PlaceSecret): Buffer | null {
  return Object.keys(secret).length > 0 ? seal(key, sealOf(id), JSON.stringify(secret)) : null;
}

/** Throws `place_login_refused` where it was sealed by a key that is not here: it has to be given again. */
export function unsealPlace(key: Buffer, { id, secret }: Pick<StoredPlace, "id" | "secret">): PlaceSecret {
  if (!secret) return {};
  try {
    return JSON.parse(unseal(key, sealOf(id), secret)) as PlaceSecret;
  } catch (cause) {
    throw new AppError("place_login_refused", { cause });
  }
}

export async function readPlace(db: Database | Work["db"], id: string): Promise<StoredPlace | undefined> {
  const { rows } = await sql<StoredPlace>`select * from places where id = ${id}::uuid`.execute(db);
  return rows[0];
}

/** Throws `not_found`. */
export async function findPlace({ db }: Pick<Work, "db">, id: string): Promise<StoredPlace> {
  const found = await readPlace(db, id);
  if (!found) throw new AppError("not_found");
  return found;
}

export async function allPlaces(work: Work): Promise<readonly Place[]> {
  const { rows } = await sql<StoredPlace>`select * from places order by lower(name), id`.execute(work.db);
  return Promise.all(rows.map((stored) => summaryOf(work, stored)));
}

/** What places there are, for whoever sends something there: no more than their names. */
export async function placeNames({ db }: Work): Promise<{ id: string; title: string }[]> {
  const { rows } = await sql<{ id: string; title: string }>`
    select id, name as title from places order by lower(name), id`.execute(db);
  return rows;
}

/** As the API tells of it: nothing that is secret. */
export async function summaryOf({ db, actor }: Work, stored: StoredPlace): Promise<Place> {
  const { id, name, definition: where, host_key, tried_at, trouble, version } = stored;
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from schedules where place_id = ${id}::uuid`.execute(db);
  return {
    id,
    name,
    where,
    host_key,
    tried_at: tried_at?.toISOString() ?? null,
    trouble: trouble && troubleText(actor.locale, trouble),
    schedules: rows[0]?.count ?? 0,
    version,
  };
}
