import type pg from "pg";
import { AppError } from "#kernel/error";
import type { Manifest, Structure } from "./contents.ts";
import { inOrderOfNeed, readStructure, type StructurePart } from "./structure.ts";
import { quotedTable } from "./table-rows.ts";

export interface Frozen {
  readonly manifest: Pick<Manifest, "takenAt" | "organisation" | "postgresql" | "migrations">;
  readonly structure: Structure;
}

const mostTries = 20;

/**
 * Runs `run` in one snapshot of the database whose tables cannot change their shape meanwhile. The locks come before the
 * snapshot: PostgreSQL tells the structure as it is, not as it was. Whoever wants to change a table waits for five
 * seconds and is told `table_busy`; reading and writing go on.
 */
export async function withFrozen<T>(client: pg.Client, run: (frozen: Frozen) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    const seen = tablesIn(await readStructure(client));
    await client.query("begin isolation level repeatable read read only");
    if (await locked(client, seen)) {
      const parts = await readStructure(client);
      if (sameTables(seen, tablesIn(parts)))
        return await run({ manifest: await describe(client), structure: structureOf(parts) });
    }
    if (tries === mostTries) throw new AppError("table_busy");
    await client.query("rollback");
  }
}

/** The structure as it stands in an archive. */
export function structureOf(parts: readonly StructurePart[]): Structure {
  const first = ["schema", "extension", "type", "sequence", "function", "table"];
  const before = inOrderOfNeed(parts.filter(({ kind }) => first.includes(kind)));
  const settings = parts.filter(({ kind }) => kind === "setting");
  const after = parts.filter(({ kind }) => !first.includes(kind) && kind !== "setting");
  return {
    before: [...before, ...settings].map(({ sql }) => sql),
    after: after.map(({ sql }) => sql),
    tables: tablesIn(parts).map(({ schema, name, columns }) => ({ schema, name, columns: [...columns] })),
  };
}

function tablesIn(parts: readonly StructurePart[]): readonly StructurePart[] {
  return parts.filter(({ kind }) => kind === "table");
}

async function locked(client: pg.Client, tables: readonly StructurePart[]): Promise<boolean> {
  if (tables.length === 0) return true;
  try {
    await client.query(`lock table ${tables.map(quotedTable).join(", ")} in access share mode`);
    return true;
  } catch (error) {
    // One was dropped since.
    if ((error as { code?: string }).code === "42P01") return false;
    throw error;
  }
}

function sameTables(one: readonly StructurePart[], other: readonly StructurePart[]): boolean {
  return one.length === other.length && one.every(({ id }, at) => id === other[at]?.id);
}

async function describe(client: pg.Client): Promise<Frozen["manifest"]> {
  const { rows } = await client.query<{ at: Date; version: string; organisation: string | null }>(
    "select now() as at, current_setting('server_version') as version, (select name from organisation) as organisation",
  );
  const { rows: migrations } = await client.query<Manifest["migrations"][number]>(
    "select number, name, checksum from schema_migrations order by number",
  );
  const { at = new Date(), version = "", organisation = null } = rows[0] ?? {};
  return { takenAt: at.toISOString(), organisation, postgresql: version, migrations };
}
