import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { newId } from "#kernel/id";
import { note, type Work } from "#records";
import {
  type Place,
  type PlaceDefinition,
  type PlaceGiven,
  placeLimits,
  placeWhere,
  type PlaceWhere,
} from "../contract/places.ts";
import {
  findPlace,
  type PlaceSecret,
  sealPlace,
  type StoredPlace,
  summaryOf,
  unsealPlace,
} from "./stored-place.ts";

/** Makes a place; `key` is the secret of the installation. Throws `field_required` without a secret, `value_taken`, `too_many`. */
export async function createPlace(work: Work, key: Buffer, { name, where }: PlaceDefinition): Promise<Place> {
  const { definition, secret } = apart(where);
  assertSecret(definition, secret);
  const id = newId();
  const { rows } = await sql`
    insert into places (id, name, kind, definition, secret, created_by, updated_by)
    select ${id}::uuid, ${name}, ${definition.kind}, ${JSON.stringify(definition)}::jsonb, ${sealPlace(key, id, secret)},
      ${work.actor.userId}::uuid, ${work.actor.userId}::uuid
    where (select count(*) from places) < ${placeLimits.places} returning id`.execute(work.db);
  if (rows.length === 0) throw new AppError("too_many", { params: { max: placeLimits.places } });
  await note(work, { kind: "place_made", details: { place: id, name, ...told(definition) } });
  return summaryOf(work, await findPlace(work, id));
}

/**
 * Says anew where a place is. Its secret stays where none is given, and only where it would go to the same server, user and storage as before:
 * whoever changes the way of a secret has to know it. Errors as `createPlace`, and `not_found`, `version_conflict`.
 */
export async function changePlace(
  work: Work,
  key: Buffer,
  { id, version, name, where }: PlaceDefinition & { id: string; version: number },
): Promise<Place> {
  const stored = await findPlace(work, id);
  if (stored.version !== version)
    throw new AppError("version_conflict", { extra: { current: await summaryOf(work, stored) } });
  const { definition, secret: given } = apart(where);
  const isSame = receiverOf(stored.definition) === receiverOf(definition);
  const isKept = Object.keys(given).length === 0 && isSame;
  const secret = isKept ? unsealPlace(key, stored) : given;
  assertSecret(definition, secret);
  const hostKey = isSameServer(stored.definition, definition) ? stored.host_key : null;
  await sql`update places set name = ${name}, kind = ${definition.kind}, definition = ${JSON.stringify(definition)}::jsonb,
      secret = ${sealPlace(key, id, secret)}, host_key = ${hostKey}, trouble = null, updated_at = ${work.now},
      updated_by = ${work.actor.userId}::uuid, version = version + 1
    where id = ${id}::uuid`.execute(work.db);
  await note(work, { kind: "place_changed", details: { place: id, name, ...told(definition) } });
  return summaryOf(work, await findPlace(work, id));
}

/** Throws `not_found`, `place_in_use`. */
export async function removePlace(work: Work, id: string): Promise<void> {
  const { name } = await findPlace(work, id);
  const { rows } = await sql`delete from places where id = ${id}::uuid
    and not exists (select from schedules where place_id = ${id}::uuid) returning id`.execute(work.db);
  if (rows.length === 0) throw new AppError("place_in_use");
  await note(work, { kind: "place_removed", details: { place: id, name } });
}

/** The next key that the server shows is noted. Throws `not_found`. */
export async function forgetHostKey(work: Work, id: string): Promise<Place> {
  const { name, host_key } = await findPlace(work, id);
  await sql`update places set host_key = null, trouble = null, version = version + 1 where id = ${id}::uuid`.execute(
    work.db,
  );
  await note(work, {
    kind: "place_changed",
    details: { place: id, name, ...(host_key && { forgot: host_key }) },
  });
  return summaryOf(work, await findPlace(work, id));
}

function apart(where: PlaceGiven): { readonly definition: PlaceWhere; readonly secret: PlaceSecret } {
  const { password, private_key, passphrase, secret_key, ...definition } = where as PlaceGiven & PlaceSecret;
  const secret = { password, private_key, passphrase, secret_key };
  return {
    definition: placeWhere.parse(definition),
    secret: Object.fromEntries(Object.entries(secret).filter(([, value]) => value !== undefined)),
  };
}

function assertSecret({ kind }: PlaceWhere, secret: PlaceSecret): void {
  if (kind === "sftp" && !secret.password && !secret.private_key)
    throw new AppError("field_required", { field: "where.password" });
  if (kind === "s3" && !secret.secret_key)
    throw new AppError("field_required", { field: "where.secret_key" });
}

/** To whom a secret is shown. */
function receiverOf(where: PlaceWhere): string {
  if (where.kind === "folder") return "";
  const words =
    where.kind === "sftp"
      ? [where.host, where.port, where.user]
      : [URL.parse(where.address)?.origin, where.key_id];
  return JSON.stringify([where.kind, ...words]);
}

function isSameServer(one: StoredPlace["definition"], other: PlaceWhere): boolean {
  return one.kind === "sftp" && other.kind === "sftp" && one.host === other.host && one.port === other.port;
}

function told(where: PlaceWhere): Readonly<Record<string, unknown>> {
  return { where };
}
