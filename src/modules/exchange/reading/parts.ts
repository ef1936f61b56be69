import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "#kernel/error";
import type { Layout } from "../contract/imports.ts";
import { importLimits } from "../contract/limits.ts";
import { unpacked } from "./archive/unpacking.ts";
import { type Format, formatOf, readers } from "./formats.ts";
import { detectLayout } from "./layout.ts";
import type { Desk, FoundFile, LeftOut, Table } from "./table.ts";
import { unreadable } from "./unreadable.ts";
import { writeTable } from "./writing-tables.ts";

/** A list of rows out of a file, as delimited text. */
export interface Part {
  readonly path: string;
  /** The file's name, with that of what lies in it: `book.xlsx › Prices`. */
  readonly name: string;
  readonly layout: Layout;
  readonly object?: string;
  readonly source?: { readonly system: string; readonly entity: string };
}

const ourLayout: Layout = { encoding: "utf-8", delimiter: ",", ours: true };

/**
 * All lists of rows that a file holds, whatever kind of file it is. Delimited text is taken as it lies; of all else the
 * rows are written anew as such. Throws what `formatOf` and the readers do, `too_large` for more lists than a session takes.
 */
export async function partsOf(file: FoundFile, desk: Desk): Promise<Part[]> {
  const format = await formatOf(file);
  const parts =
    format === "archive" ? await partsOfArchive(file, desk) : await partsOfOne(file, format, desk);
  if (parts.length === 0) throw format === "archive" ? unreadable("archive") : unreadable("nothing");
  return parts;
}

async function partsOfOne(file: FoundFile, format: Exclude<Format, "archive">, desk: Desk): Promise<Part[]> {
  if (format === "delimited") return [{ ...file, layout: await detectLayout(file.path) }];
  return written([file], format, file.name, desk);
}

async function written(
  files: readonly FoundFile[],
  format: keyof typeof readers,
  name: string,
  desk: Desk,
): Promise<Part[]> {
  const parts: (Part & { readonly within: string })[] = [];
  for await (const table of readers[format].read(files, desk)) {
    const part = await partOf(table, name, desk);
    if (part && parts.push({ ...part, within: table.name }) > importLimits.filesInSession)
      throw new AppError("too_large");
  }
  // A sheet that is alone needs no name beside that of its file.
  return parts.map(({ within, ...part }) => ({
    ...part,
    name: parts.length === 1 || within === "" ? name : `${name} › ${within}`,
  }));
}

async function partOf({ rows, object, source }: Table, name: string, desk: Desk): Promise<Part | null> {
  const path = join(desk.folder, randomUUID());
  const filled = await writeTable(path, rows, desk.allowance);
  if (filled > 0)
    return { path, name, layout: ourLayout, ...(object && { object }), ...(source && { source }) };
  await rm(path);
  return null;
}

/** What lies in an archive: cards, calendars and mails each as one list, all else file by file. */
async function partsOfArchive(archive: FoundFile, desk: Desk): Promise<Part[]> {
  const parts: Part[] = [];
  const gathered = new Map<keyof typeof readers, FoundFile[]>();
  for await (const file of unpacked(archive, desk)) {
    await orLeaveOut(file, desk, async () => {
      const format = await formatOf(file);
      if (format === "archive") desk.leaveOut({ name: file.name, reason: "archive" });
      else if (format !== "delimited" && readers[format].gathers)
        gathered.set(format, [...(gathered.get(format) ?? []), file]);
      else parts.push(...(await partsOfOne(file, format, desk)).map((part) => within(archive, part)));
    });
    if (parts.length > importLimits.filesInSession) throw new AppError("too_large");
  }
  for (const [format, files] of gathered) {
    const [one] = files;
    const name = files.length === 1 && one ? one.name : (endings[format] ?? format);
    parts.push(...(await written(files, format, `${archive.name} › ${name}`, desk)));
  }
  return parts;
}

/** What many of one kind are called together, alike in every language. */
const endings: Readonly<Partial<Record<keyof typeof readers, string>>> = {
  vcard: "*.vcf",
  icalendar: "*.ics",
  mail: "*.eml",
};

const within = (archive: FoundFile, part: Part): Part => ({
  ...part,
  name: `${archive.name} › ${part.name}`,
});

/** One file that cannot be read does not keep out the others, but is told. What would be too much is too much for all. */
async function orLeaveOut(file: FoundFile, desk: Desk, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    const reason = error instanceof AppError && reasons[error.code];
    if (!reason) throw error;
    desk.leaveOut({ name: file.name, reason });
  }
}

const reasons: Readonly<Partial<Record<string, LeftOut["reason"]>>> = {
  import_file_unreadable: "unreadable",
  import_file_empty: "empty",
  import_file_locked: "locked",
};
