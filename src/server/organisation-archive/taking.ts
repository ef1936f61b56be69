import { createHash } from "node:crypto";
import type pg from "pg";
import { exportedPieces, type TakeOrganisation, type ZipEntry, zipOf } from "#exchange";
import product from "../../../package.json" with { type: "json" };
import type { TableShape } from "../backup/contents.ts";
import { withOwnClient } from "../backup/own-client.ts";
import { type Frozen, withFrozen } from "../backup/snapshot.ts";
import { system } from "../runtime.ts";
import { formatVersion, type Manifest, names, partOfList, partOfTable } from "./contents.ts";
import { fileEntries } from "./file-entries.ts";
import { jsonRows } from "./json-rows.ts";
import { metadataOf, readmeIn } from "./metadata.ts";
import { readNumbers } from "./numbers.ts";
import { readingFrom } from "./snapshot-reading.ts";
import { leftOut, tablesIn } from "./tables.ts";

type Taking = Parameters<TakeOrganisation>[1];

/**
 * Writes the whole organisation as of one moment into a zip that anybody can read, while everybody works on. What it holds in
 * memory does not grow with what there is.
 */
export const takeOrganisation: TakeOrganisation = (runtime, taking, write) =>
  withOwnClient(runtime.databaseUrl, (client) =>
    withFrozen(client, async (frozen) => {
      await runtime.reloadCatalogue();
      const entries = (reading: typeof runtime) => entriesOf({ client, frozen, reading, taking });
      return await readingFrom(client, runtime, (reading) => write(zipOf(entries(reading))));
    }),
  );

interface Ground {
  readonly client: pg.Client;
  readonly frozen: Frozen;
  /** Reads lists as of the same moment. */
  readonly reading: Parameters<TakeOrganisation>[0];
  readonly taking: Taking;
}

async function* entriesOf({ client, frozen, reading, taking }: Ground): AsyncGenerator<ZipEntry> {
  const tables = tablesIn(frozen.structure.tables);
  const manifest = begun(frozen);
  const measured = (entry: ZipEntry): ZipEntry => ({ ...entry, content: noted(manifest, entry) });
  const { takenAt, organisation } = manifest;
  const { rows } = await client.query("select to_jsonb(o) - 'only_one' as said from organisation o");
  yield measured(text(names.readme, await readmeIn(taking.locale, { organisation, takenAt })));
  yield measured(text(names.metadata, json(metadataOf(reading.catalogue, rows[0]?.said))));
  for (const object of reading.catalogue.objects.values()) {
    const actor = { ...system, locale: taking.locale };
    const pieces = exportedPieces(
      reading,
      async () => actor,
      object,
      { format: "csv" },
      () => taking.onRows(0),
    );
    yield measured({ path: partOfList(object.plural), content: pieces });
  }
  for (const table of tables)
    yield measured({ path: partOfTable(table.name), content: rowsOf(client, table, { manifest, taking }) });
  for await (const { path, content } of fileEntries(client, reading.settings.dataFolder)) {
    await taking.onRows(0);
    if (!content) {
      manifest.files.missing += 1;
      continue;
    }
    yield { path, content: once(content) };
    manifest.files.count += 1;
    manifest.files.bytes += content.length;
  }
  manifest.numbers.push(...(await readNumbers(client, new Set(tables.map(({ name }) => name)))));
  yield text(names.manifest, json(manifest));
}

function begun({ manifest: { takenAt, organisation, migrations } }: Frozen): Manifest {
  return {
    format: "rapport organisation",
    formatVersion,
    product: product.version,
    takenAt,
    organisation: organisation ?? "",
    migrations,
    tables: {},
    parts: {},
    files: { count: 0, bytes: 0, missing: 0 },
    numbers: [],
    leftOut: { ...leftOut },
  };
}

async function* rowsOf(
  client: pg.Client,
  table: TableShape,
  { manifest, taking }: { readonly manifest: Manifest; readonly taking: Taking },
): AsyncGenerator<Buffer> {
  const rows = jsonRows(client, table);
  for (let told = 0; ; ) {
    const next = await rows.next();
    if (next.done) {
      manifest.tables[table.name] = { rows: next.value, columns: [...table.columns] };
      return await taking.onRows(next.value - told);
    }
    const lines = linesIn(next.value);
    told += lines;
    await taking.onRows(lines);
    yield next.value;
  }
}

/** The same content, measured on its way. */
async function* noted(manifest: Manifest, { path, content }: ZipEntry): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const piece of content) {
    const chunk = typeof piece === "string" ? Buffer.from(piece) : piece;
    hash.update(chunk);
    bytes += chunk.length;
    yield chunk;
  }
  manifest.parts[path] = { bytes, sha256: hash.digest("hex") };
}

function text(path: string, content: string): ZipEntry {
  return { path, content: once(content) };
}

async function* once<T>(content: T): AsyncGenerator<T> {
  yield content;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}

function linesIn(chunk: Buffer): number {
  let lines = 0;
  for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1;
  return lines;
}
