import type { Writable } from "node:stream";
import { AppError } from "#kernel/error";
import type { Actor, CatalogueObject, Runtime } from "#records";
import { type ExportFormat, formatsOf } from "../contract/exports.ts";
import { type Chunk, formats } from "./formats.ts";
import { type Exporter, type ExportRequest, openList, type RecordPages } from "./list-to-export.ts";

/**
 * A list as a file of `format`, piece by piece: the columns asked for (all that are shown, unless told), what the exporter may read.
 * `onPage` is told of each page that is written. Throws `not_allowed` where they may read the object but not export it, `field_invalid` where the format does not suit it.
 */
export async function* exportedPieces(
  runtime: Runtime,
  exporter: Exporter,
  object: CatalogueObject,
  { format, ...request }: ExportRequest & { readonly format: ExportFormat },
  onPage?: (count: number) => Promise<void>,
): AsyncGenerator<Chunk> {
  assertFormat(object, format);
  const list = await openList(runtime, exporter, object, request);
  yield* formats[format].write(
    onPage ? { ...list, pages: async (fields) => told(await list.pages(fields), onPage) } : list,
  );
}

async function* told(pages: RecordPages, onPage: (count: number) => Promise<void>): RecordPages {
  for await (const page of pages) {
    yield page;
    await onPage(page.length);
  }
}

export function assertFormat(object: CatalogueObject, format: ExportFormat): void {
  if (!formatsOf(object.name).includes(format)) throw new AppError("field_invalid", { field: "format" });
}

/** The same into a file or to the terminal. */
export async function exportToStream(
  runtime: Runtime,
  actor: Actor,
  request: ExportRequest & { readonly object: string; readonly format: ExportFormat },
  out: Writable,
): Promise<void> {
  const { catalogue } = runtime;
  const object =
    catalogue.objects.get(request.object) ??
    catalogue.byPlural(request.object) ??
    catalogue.object(request.object);
  for await (const piece of exportedPieces(runtime, async () => actor, object, request)) {
    if (!out.write(piece)) await new Promise((resolve) => out.once("drain", resolve));
  }
}
