import { z } from "zod";
import { AppError } from "#kernel/error";

// What stands in an archive: README.txt, metadata.json, lists/<plural>.csv, tables/<table>.jsonl,
// files/<id>/<name> and, last, manifest.json, which tells of all the others.

export const names = { readme: "README.txt", metadata: "metadata.json", manifest: "manifest.json" } as const;

/** Of the format. One that is higher was made by a later version. */
export const formatVersion = 1;

export const partOfTable = (table: string): string => `tables/${table}.jsonl`;
export const partOfList = (plural: string): string => `lists/${plural}.csv`;

const word = "[a-z][a-z0-9_-]{0,62}";
const pathOfPart = new RegExp(`^(README\\.txt|metadata\\.json|tables/${word}\\.jsonl|lists/${word}\\.csv)$`);
const pathOfFile = /^files\/([0-9a-f-]{36})\/[^/]{1,400}$/;

export const isPathOfPart = (path: string): boolean => pathOfPart.test(path);

/** The id of the file that stands at `path`; undefined where none may. */
export const fileAt = (path: string): string | undefined => pathOfFile.exec(path)?.[1];

const unsafe = /[<>:"|?*\\/\p{C}]/gu;

/** Where a file stands: by its id, under a name that no system takes for anything else than a name. */
export function pathFor(id: string, name: string): string {
  const plain = name
    .toWellFormed()
    .replace(unsafe, "_")
    .slice(0, 120)
    .replace(/[. ]+$/, "")
    .trim();
  return `files/${id}/${plain || "file"}`;
}

const count = z.number().int().nonnegative();
const part = z.object({ bytes: count, sha256: z.string().regex(/^[0-9a-f]{64}$/) });

const manifestSchema = z.object({
  format: z.literal("rapport organisation"),
  formatVersion: z.number().int().positive(),
  product: z.string().max(40),
  takenAt: z.iso.datetime(),
  organisation: z.string(),
  migrations: z.array(z.object({ number: count, name: z.string(), checksum: z.string() })),
  /** Of each table how many rows, and what a row has. */
  tables: z.record(z.string(), z.object({ rows: count, columns: z.array(z.string()) })),
  /** Every entry but the files, whose sizes and checksums stand in the table of files. */
  parts: z.record(z.string().refine(isPathOfPart), part),
  files: z.object({ count, bytes: count, missing: count }),
  /** The last number that each column drew which numbers its rows. */
  numbers: z.array(
    z.object({
      table: z.string(),
      column: z.string(),
      value: z.string().regex(/^\d+$/),
      called: z.boolean(),
    }),
  ),
  /** Tables whose rows are not here, and why. */
  leftOut: z.record(z.string(), z.string()),
});

export type Manifest = z.output<typeof manifestSchema>;
export type Part = z.output<typeof part>;
export type NumberPlace = Manifest["numbers"][number];

/** Throws `archive_newer` for a format that is to come, `archive_damaged` for what says nothing of the kind. */
export function readManifest(bytes: Buffer): Manifest {
  try {
    const told = JSON.parse(bytes.toString("utf8")) as {
      format?: unknown;
      formatVersion?: unknown;
      product?: unknown;
    };
    if (told.format === "rapport organisation" && Number(told.formatVersion) > formatVersion)
      throw new AppError("archive_newer", { params: { version: String(told.product).slice(0, 40) } });
    return manifestSchema.parse(told);
  } catch (cause) {
    throw cause instanceof AppError ? cause : new AppError("archive_damaged", { cause });
  }
}
