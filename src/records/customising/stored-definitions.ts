import { sql } from "kysely";
import type { Field, Texts } from "../contract/index.ts";
import type { Database } from "../work.ts";

/** What an administrator said of an object of their own. */
export interface CustomObject {
  readonly plural: string;
  readonly one: Texts;
  readonly many: Texts;
  readonly description?: Texts | null;
  readonly icon: string;
  readonly navigation?: number | null;
  readonly owned: boolean;
  readonly nameLabel?: Texts;
  readonly numbered?: { readonly prefix?: string; readonly digits?: number };
}

/** What an administrator changed about a standard field. */
export type FieldOverrides = Partial<
  Pick<
    Field,
    | "label"
    | "description"
    | "required"
    | "unique"
    | "hidden"
    | "default"
    | "group"
    | "shownWhen"
    | "requiredWhen"
    | "readOnlyWhen"
  >
>;

interface Kept {
  readonly name: string;
  readonly version: number;
  readonly removedAt: Date | null;
}

export type StoredObject = Kept & {
  readonly fieldOrder: readonly string[];
} & (
    | { readonly custom: true; readonly definition: CustomObject }
    | { readonly custom: false; readonly definition: object }
  );

export type StoredField = Kept & { readonly object: string; readonly removedWith: string | null } & (
    | { readonly custom: true; readonly definition: Field }
    | { readonly custom: false; readonly definition: FieldOverrides }
  );

/** All that administrators made of objects and fields, removed ones too. */
export interface Customisation {
  readonly version: number;
  readonly objects: readonly StoredObject[];
  readonly fields: readonly StoredField[];
}

/** Reads all of it, as one consistent whole. */
export async function readCustomisation(database: Database): Promise<Customisation> {
  const { rows } = await sql<{
    version: number;
    objects: Dated<StoredObject>[];
    fields: Dated<StoredField>[];
  }>`
    select v.version::int as version,
      (select coalesce(jsonb_agg(jsonb_build_object('name', o.name, 'custom', o.custom, 'definition', o.definition,
          'fieldOrder', o.field_order, 'version', o.version, 'removedAt', o.removed_at)
          order by o.created_at, o.name), '[]') from object_definitions o) as objects,
      (select coalesce(jsonb_agg(jsonb_build_object('object', f.object, 'name', f.name, 'custom', f.custom,
          'definition', f.definition, 'version', f.version, 'removedAt', f.removed_at, 'removedWith', f.removed_with)
          order by f.created_at, f.name), '[]') from field_definitions f) as fields
    from catalogue_version v`.execute(database);
  const { version = 0, objects = [], fields = [] } = rows[0] ?? {};
  return {
    version,
    objects: objects.map(withDate) as StoredObject[],
    fields: fields.map(withDate) as StoredField[],
  };
}

/** Counts the changes; the cheap question that every process asks once a second. */
export async function readVersion(database: Database): Promise<number> {
  const { rows } = await sql<{
    version: number;
  }>`select version::int as version from catalogue_version`.execute(database);
  return rows[0]?.version ?? 0;
}

type Dated<T> = T extends unknown ? Omit<T, "removedAt"> & { readonly removedAt: string | null } : never;

function withDate<T extends { readonly removedAt: string | null }>(
  row: T,
): Omit<T, "removedAt"> & { removedAt: Date | null } {
  return { ...row, removedAt: row.removedAt === null ? null : new Date(row.removedAt) };
}
