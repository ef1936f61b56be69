import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { SchemaElement } from "hyparquet-writer";
import { type RecordData, readsAs } from "#records/contract";
import { asText } from "../imports/directory.ts";
import { type CellKind, type Column, fieldsOf, kindOf, valueIn } from "./columns.ts";
import type { ListToExport } from "./list-to-export.ts";

/** Rows that are turned into columns and written together; what is kept in memory. */
const groupRows = 10_000;

/**
 * Columns with their types, for programs that reckon with them. They are called by the names of the fields, which are the
 * same in every language; a record that is pointed to takes a column for its title and one for its id.
 */
export async function* writeParquet({ columns, pages }: ListToExport): AsyncGenerator<Uint8Array> {
  const stored: readonly Stored[] = [
    { name: "id", element: utf8, valueOf: (record) => record.id },
    ...columns.flatMap(storedAs),
  ];
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [
      { name: "root", num_children: stored.length },
      ...stored.map(({ name, element }) => ({ ...element, name })),
    ],
    createdBy: "Rapport",
  });
  let rows: RecordData[] = [];
  const writeRows = async (): Promise<Uint8Array> => {
    const columnData = stored.map(({ name, valueOf }) => ({ name, data: rows.map(valueOf) }));
    await writer.write({ columnData, rowGroupSize: groupRows });
    rows = [];
    return taken(bytes);
  };
  for await (const records of await pages(fieldsOf(columns))) {
    rows.push(...records);
    if (rows.length >= groupRows) yield await writeRows();
  }
  if (rows.length > 0) yield await writeRows();
  await writer.finish();
  yield taken(bytes);
}

/** What has been written, which the writer then forgets; it goes on counting how far it is. */
function taken(bytes: ByteWriter): Uint8Array {
  const piece = bytes.getBytes().slice();
  bytes.index = 0;
  return piece;
}

interface Stored {
  readonly name: string;
  readonly element: Omit<SchemaElement, "name">;
  readonly valueOf: (record: RecordData) => unknown;
}

function storedAs(column: Column): Stored[] {
  const kind = kindOf(column);
  const name = [...column.path.split("."), ...(column.part ? [column.part] : [])].join("_");
  const scale = scaleOf(column);
  const element = kind === "number" || kind === "amount" ? numberElement(scale) : elements[kind];
  const valueOf = (record: RecordData): unknown => {
    const value = valueIn(column, record);
    return value === null || value === undefined ? null : read(kind, value, scale);
  };
  if (kind !== "record") return [{ name, element, valueOf }];
  const idOf = (record: RecordData): unknown =>
    (valueIn(column, record) as { id?: string } | null)?.id ?? null;
  return [
    { name, element, valueOf },
    { name: `${name}_id`, element: utf8, valueOf: idOf },
  ];
}

const optional = { repetition_type: "OPTIONAL" } as const;
const utf8 = { ...optional, type: "BYTE_ARRAY", converted_type: "UTF8" } as const;

const elements: Readonly<Record<Exclude<CellKind, "number" | "amount">, Omit<SchemaElement, "name">>> = {
  text: utf8,
  choice: utf8,
  record: utf8,
  boolean: { ...optional, type: "BOOLEAN" },
  date: { ...optional, type: "INT32", converted_type: "DATE" },
  date_time: { ...optional, type: "INT64", converted_type: "TIMESTAMP_MILLIS" },
};

/** Digits behind the point of what must be exact; undefined for what is a floating number anyway. */
function scaleOf({ field, part }: Column): number | undefined {
  if (part === "amount") return 6;
  if (readsAs(field) !== "decimal") return undefined;
  return field.type === "decimal" ? (field.scale ?? 4) : 10;
}

const numberElement = (scale: number | undefined): Omit<SchemaElement, "name"> =>
  scale === undefined
    ? { ...optional, type: "DOUBLE" }
    : {
        ...optional,
        type: "FIXED_LEN_BYTE_ARRAY",
        type_length: 16,
        converted_type: "DECIMAL",
        precision: 38,
        scale,
      };

const dayMilliseconds = 86_400_000;

function read(kind: CellKind, value: unknown, scale: number | undefined): unknown {
  switch (kind) {
    case "boolean":
      return value === true;
    case "number":
    case "amount":
      return scale === undefined ? Number(value) : unscaled(String(value), scale);
    case "date":
      return Math.floor(Date.parse(String(value)) / dayMilliseconds);
    case "date_time":
      return new Date(String(value));
    default:
      return asText(value).toWellFormed();
  }
}

const widest = 10n ** 38n;

/** A decimal as the whole number of its smallest parts: `12.5` at two digits is 1250. Null where it does not fit. */
function unscaled(text: string, scale: number): bigint | null {
  const [, sign, whole = "", fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (sign === undefined) return null;
  const value = BigInt(whole + fraction.slice(0, scale).padEnd(scale, "0"));
  if (value >= widest) return null;
  return sign === "-" ? -value : value;
}
