import { z } from "zod";
import { AppError } from "#kernel/error";

// What stands in an archive, in this order: manifest.json, structure.json, secret, what is in the folders kept,
// tables/<schema>.<name>/<part>, contents.json. Nothing else, and nothing twice.

export const names = {
  manifest: "manifest.json",
  structure: "structure.json",
  secret: "secret",
  contents: "contents.json",
} as const;

/** The folders of the data folder that hold files, and what may be the path of one. */
export const keptFolders = ["exports", "files", "imports"] as const;
const pathOfFile = /^(exports|files|imports)(\/[A-Za-z0-9_-][A-Za-z0-9._-]*){1,4}$/;

export function isPathOfFile(name: string): boolean {
  return pathOfFile.test(name);
}

/** Of the format. One that is higher was made by a later version. */
export const formatVersion = 1;

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().nonnegative();

const manifestSchema = z.object({
  format: z.literal("rapport backup"),
  formatVersion: z.number().int().positive(),
  product: z.string(),
  takenAt: z.iso.datetime(),
  organisation: z.string().nullable(),
  postgresql: z.string(),
  migrations: z.array(z.object({ number: count, name: z.string(), checksum: z.string() })),
  /** How many files come, and their bytes in all: no more is taken. */
  files: z.object({ count, bytes: count }),
});

const structureSchema = z.object({
  /** Statements in the order in which they are made: those before the rows, those after. */
  before: z.array(z.string()),
  after: z.array(z.string()),
  tables: z.array(z.object({ schema: z.string(), name: z.string(), columns: z.array(z.string()) })),
});

const contentsSchema = z.object({
  tables: z.record(z.string(), z.object({ rows: count, bytes: count, sha256: hash })),
  files: z.record(z.string(), z.object({ bytes: count, sha256: hash })),
  /** Where each sequence stands, told by its column where it belongs to an identity. */
  sequences: z.array(
    z.object({
      name: z.string(),
      column: z.object({ table: z.string(), name: z.string() }).nullable(),
      value: z.string().regex(/^-?\d+$/),
      called: z.boolean(),
    }),
  ),
});

export type Manifest = z.output<typeof manifestSchema>;
export type Structure = z.output<typeof structureSchema>;
export type Contents = z.output<typeof contentsSchema>;
export type TableContents = Contents["tables"][string];
export type TableShape = Structure["tables"][number];
export type SequencePlace = Contents["sequences"][number];

export const readManifest = (bytes: Buffer) => parsed(manifestSchema, bytes);
export const readStructureList = (bytes: Buffer) => parsed(structureSchema, bytes);
export const readContents = (bytes: Buffer) => parsed(contentsSchema, bytes);

/** About what its tables take on a disk with their indexes and what the database writes beside: twice to four times the text. */
export function roomFor({ tables }: Contents): number {
  return 4 * Object.values(tables).reduce((sum, { bytes }) => sum + bytes, 0);
}

/** `public.deals`: how a table is called in the archive. */
export function tableName({ schema, name }: Pick<TableShape, "schema" | "name">): string {
  return `${schema}.${name}`;
}

function parsed<T>(schema: z.ZodType<T>, bytes: Buffer): T {
  try {
    return schema.parse(JSON.parse(bytes.toString("utf8")));
  } catch (cause) {
    throw new AppError("backup_damaged", { cause });
  }
}
