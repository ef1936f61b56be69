import type { RuntimeSettings, Work } from "#records";
import { readRows } from "../reading/rows.ts";
import type { Directory } from "./directory.ts";
import { importFile, type StoredImport } from "./stored-import.ts";

const most = 200_000;

/**
 * Tells a plan whom the files before it will bring: whoever is pointed to as one of several kinds (a party) is found by what these files
 * know people and companies by.
 */
export async function learnComing(
  work: Work,
  folder: Pick<RuntimeSettings, "dataFolder">,
  before: readonly StoredImport[],
  directory: Directory,
): Promise<void> {
  let number = 0;
  for (const stored of before) {
    const wide = [...work.catalogue.objects.values()].find(({ faces }) =>
      faces.includes(stored.object ?? ""),
    );
    if (!wide || stored.state !== "prepared") continue;
    await directory.prepare(work, wide.name, []);
    for await (const text of keysIn(work, folder, stored)) {
      if (number++ > most) return;
      if (!directory.find(wide.name, text))
        directory.add(wide.name, text, { id: plannedId(number), title: text, record: null });
    }
  }
}

const plannedId = (number: number): string => `00000000-0000-7000-9000-${String(number).padStart(12, "0")}`;

async function* keysIn(
  work: Work,
  folder: Pick<RuntimeSettings, "dataFolder">,
  { id, layout, survey, mapping, object }: StoredImport,
): AsyncGenerator<string> {
  const keys = new Set(work.catalogue.objects.get(object ?? "")?.keys);
  const columns = (mapping?.assignments ?? [])
    .filter(({ target }) => keys.has(target))
    .map(({ column }) => column);
  let isHeading = survey.header;
  for await (const rows of readRows(importFile(folder, id), layout)) {
    for (const { cells } of rows) {
      if (!isHeading) for (const column of columns) if (cells[column]?.trim()) yield cells[column];
      isHeading = false;
    }
  }
}
