import type { Filter } from "#kernel/filter";
import { type Actor, type CatalogueObject, list, type Runtime, type Work } from "#records";
import type { Page, RecordData } from "#records/contract";
import { type Column, exportColumns } from "./columns.ts";

/** Which records leave, and what of them; texts as in the query string of a list. */
export interface ExportRequest {
  readonly filter?: string | Filter | undefined;
  readonly sort?: string | undefined;
  readonly fields?: string | undefined;
  readonly search?: string | undefined;
  readonly archived?: boolean | undefined;
  readonly ids?: readonly string[] | undefined;
  /** How CSV is written. */
  readonly delimiter?: "," | ";" | "\t" | undefined;
  readonly bom?: boolean | undefined;
}

export type RecordPages = AsyncGenerator<readonly RecordData[]>;

/** A list that is about to be written to a file. */
export interface ListToExport {
  readonly runtime: Runtime;
  readonly object: CatalogueObject;
  readonly request: ExportRequest;
  readonly columns: readonly Column[];
  /** Who gets it: their language and time zone. */
  readonly reader: Pick<Actor, "locale" | "timeZone">;
  /** Does something as whoever exports may do it. */
  read<T>(capability: (work: Work) => Promise<T>): Promise<T>;
  /**
   * The records with `fields`, in the order of the list, a page after the other. The first is there when this resolves, so that
   * what is wrong with the request is said before anything of a file is given away.
   */
  pages(fields: string): Promise<RecordPages>;
}

/** In whose name records leave: asked before each page, for rights may be taken away meanwhile. */
export type Exporter = () => Promise<Actor>;

/** Records of a page: enough that asking costs little beside reading, few enough that two lie easily in memory. */
const pageSize = 1000;

/**
 * A list with what of it the exporter may see. Throws `not_allowed` where they may read the object, or one whose fields are
 * asked for through a link, but not export it.
 */
export async function openList(
  runtime: Runtime,
  exporter: Exporter,
  object: CatalogueObject,
  request: ExportRequest,
): Promise<ListToExport> {
  const read = async <T>(capability: (work: Work) => Promise<T>): Promise<T> =>
    runtime.read(await exporter(), "api", capability);
  const columns = await read(async (work) => exportColumns(work, object, request.fields));
  const { filter, search, archived, ids, sort } = request;
  // Where no order is asked for, that in which they were made: it is the one in which they lie on disk.
  const asked = { filter, search, archived, ids, sort: sort || "id" };
  return {
    runtime,
    object,
    request,
    columns,
    reader: await exporter(),
    read,
    pages: (fields) =>
      walk((cursor) =>
        read((work) => list(work, object.name, { ...asked, fields, cursor, limit: pageSize })),
      ),
  };
}

type PageAfter = (cursor?: string) => Promise<Page>;

async function walk(pageAfter: PageAfter): Promise<RecordPages> {
  return pagesFrom(await pageAfter(), pageAfter);
}

/** The next page is asked for while one is written. Each is a unit of its own: no transaction is held open. */
async function* pagesFrom(first: Page, pageAfter: PageAfter): RecordPages {
  for (let page = first; ; ) {
    const coming = page.next === null ? undefined : pageAfter(page.next);
    // Thrown when it is waited for; whoever reads no further need not hear of it.
    coming?.catch(() => {});
    yield page.data;
    if (!coming) return;
    page = await coming;
  }
}
