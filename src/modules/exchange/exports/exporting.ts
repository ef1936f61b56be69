import { type Writable } from "node:stream";
import { AppError } from "#kernel/error";
import { type Actor, type CatalogueObject, list, knownField, type Runtime, type Work } from "#records";
import { type Field, grantOn, type Page, readsAs } from "#records/contract";
import { asText } from "../imports/directory.ts";
import { titlesIn } from "../imports/titles.ts";
import { csvLine } from "#kernel/csv";

export interface ExportRequest {
  readonly filter?: string | undefined;
  readonly sort?: string | undefined;
  readonly fields?: string | undefined;
  readonly search?: string | undefined;
  readonly archived?: boolean | undefined;
}

const pageSize = 500;

/**
 * A list as lines of CSV: the columns asked for (all that are shown, unless told), what the actor may read, page by
 * page, each in a unit of its own so that a long export holds no transaction open. Throws `not_allowed` where the
 * actor may read the object, or one whose fields are asked for through a link, but not export it.
 */
export async function* exportLines(
  runtime: Runtime,
  actor: Actor,
  object: CatalogueObject,
  request: ExportRequest,
): AsyncGenerator<string> {
  const columns = await runtime.read(actor, "api", async (work) =>
    exportColumns(work, object, request.fields),
  );
  const titles = titlesIn(runtime.catalogue, actor.locale);
  const fields = [...new Set(columns.map((column) => column.path))].join(",");
  const pageAfter = (cursor: string | undefined): Promise<Page> =>
    runtime.read(actor, "api", (work) =>
      list(work, object.name, { ...request, fields, cursor, limit: pageSize }),
    );
  // Asked before the first line is given away: what is wrong with the request is thrown while it can still be said.
  let page = await pageAfter(undefined);
  yield `\uFEFF${csvLine(columns.map((column) => headingOf(column, titles)))}`;
  for (;;) {
    yield page.data
      .map((record) => csvLine(columns.map((column) => cellOf(column, at(record, column.path)))))
      .join("");
    if (page.next === null) return;
    page = await pageAfter(page.next);
  }
}

/** The same into a file or to the terminal. */
export async function exportToStream(
  runtime: Runtime,
  actor: Actor,
  request: ExportRequest & { readonly object: string },
  out: Writable,
): Promise<void> {
  const { catalogue } = runtime;
  const object =
    catalogue.objects.get(request.object) ??
    catalogue.byPlural(request.object) ??
    catalogue.object(request.object);
  for await (const lines of exportLines(runtime, actor, object, request)) {
    if (!out.write(lines)) await new Promise((resolve) => out.once("drain", resolve));
  }
}

interface Column {
  readonly path: string;
  readonly object: string;
  readonly name: string;
  readonly field: Field;
  /** An address takes a column for each part, an amount one for its currency. */
  readonly part?: string;
}

function exportColumns(work: Work, object: CatalogueObject, fields: string | undefined): Column[] {
  assertExported(work, object.name);
  const asked = fields?.split(",").filter((path) => path !== "");
  const paths =
    asked ??
    Object.keys(object.fields).filter(
      (name) => !object.fields[name]?.hidden && knownField(work, object, name),
    );
  return paths.flatMap((path) => {
    const [name = "", inner] = path.split(".");
    const field = knownField(work, object, name);
    if (!field) return [];
    const target =
      field.type === "link" || field.type === "links" ? field.to : field.type === "user" ? "user" : undefined;
    const under = inner && target ? knownField(work, work.catalogue.object(target), inner) : undefined;
    if (inner && under && target) {
      assertExported(work, target);
      return columnsOf({ path, object: target, name: inner, field: under });
    }
    return columnsOf({ path: name, object: object.name, name, field });
  });
}

function assertExported(work: Work, object: string): void {
  const grant = grantOn(work.actor.rights, object);
  if (grant.read === "none") throw new AppError("not_found", { params: { object } });
  if (!grant.export) throw new AppError("not_allowed");
}

function columnsOf(column: Column): Column[] {
  const { type } = column.field;
  if (type === "address")
    return ["street", "city", "region", "postal_code", "country"].map((part) => ({ ...column, part }));
  if (type === "money")
    return [
      { ...column, part: "amount" },
      { ...column, part: "currency" },
    ];
  return [column];
}

// Headings are what the import reads again: the title on screen, a part by its own name.
function headingOf({ object, name, part, path }: Column, titles: ReturnType<typeof titlesIn>): string {
  const title = titles.field(object, name) ?? path;
  if (!part || part === "amount") return title;
  return titles.part(part) ?? `${title} ${part}`;
}

function cellOf({ field, part }: Column, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (part) return String((value as Record<string, unknown>)[part] ?? "");
  if (readsAs(field) === "boolean") return value ? "true" : "false";
  return asText(value);
}

function at(record: Readonly<Record<string, unknown>>, path: string): unknown {
  let here: unknown = record;
  for (const name of path.split("."))
    here = typeof here === "object" && here !== null ? (here as Record<string, unknown>)[name] : undefined;
  return here;
}
