import { sql } from "kysely";
import type { RecordData } from "#records/contract";
import { asText } from "../../imports/directory.ts";
import { titlesIn } from "../../imports/titles.ts";
import { type Column, kindOf, valueIn } from "../columns.ts";
import type { ListToExport } from "../list-to-export.ts";
import { serialOfDate, serialOfInstant } from "./serial-days.ts";
import { dateStyle, type Styles, timeStyle } from "./styles.ts";
import { escapedXml } from "./xml.ts";

/** The XML of a record's cell at a place such as `B7`; empty where there is nothing to show. */
export type CellWriter = (record: RecordData, place: string) => string;

/** How the cells of each column are written, with options by their titles, as on screen. */
export async function openCells(list: ListToExport, styles: Styles): Promise<readonly CellWriter[]> {
  const titles = titlesIn(list.runtime.catalogue, list.reader.locale);
  const added = await addedOptions(list);
  return list.columns.map((column) => {
    const cell = cellOf(column, { styles, timeZone: list.reader.timeZone, titleOf });
    return (record, place) => {
      const value = valueIn(column, record);
      return value === null || value === undefined ? "" : cell(value, place, record);
    };
    function titleOf(key: string): string {
      const { object, name, field } = column;
      const kept = ("optionsOf" in field ? field.optionsOf : undefined) ?? object;
      return titles.option(object, name, key) ?? added.get(`${kept}.${name}.${key}`) ?? key;
    }
  });
}

async function addedOptions({ read }: ListToExport): Promise<ReadonlyMap<string, string>> {
  const { rows } = await read((work) =>
    sql<{ option: string; label: string }>`select object || '.' || field || '.' || key as option, label
      from field_options`.execute(work.db),
  );
  return new Map(rows.map(({ option, label }) => [option, label]));
}

interface Looks {
  readonly styles: Styles;
  readonly timeZone: string;
  readonly titleOf: (key: string) => string;
}

function cellOf(
  column: Column,
  { styles, timeZone, titleOf }: Looks,
): (value: unknown, place: string, record: RecordData) => string {
  const kind = kindOf(column);
  const currency = { ...column, part: "currency" };
  switch (kind) {
    case "boolean":
      return (value, place) => `<c r="${place}" t="b"><v>${value === true ? 1 : 0}</v></c>`;
    case "number":
      return (value, place) => numberCell(String(value), place, 0);
    case "amount":
      return (value, place, record) =>
        numberCell(String(value), place, styles.ofCurrency(asText(valueIn(currency, record))));
    case "date":
      return (value, place) =>
        dayCell(asText(value), place, { style: dateStyle, serial: serialOfDate(asText(value)) });
    case "date_time":
      return (value, place) =>
        dayCell(asText(value), place, { style: timeStyle, serial: serialOfInstant(asText(value), timeZone) });
    case "choice":
      return (value, place) =>
        textCell(
          [value]
            .flat()
            .map((key) => titleOf(String(key)))
            .join(", "),
          place,
        );
    default:
      return (value, place) => textCell(asText(value), place);
  }
}

/** A spreadsheet reckons with fifteen digits; a number with more keeps them as a text. */
function numberCell(text: string, place: string, style: number): string {
  const digits = text.replace(/[-.]/g, "").replace(/^0+/, "").length;
  if (digits > 15 || !/^-?\d+(\.\d+)?$/.test(text)) return textCell(text, place);
  return `<c r="${place}" s="${style}"><v>${text}</v></c>`;
}

function dayCell(
  text: string,
  place: string,
  { style, serial }: { readonly style: number; readonly serial: number | null },
): string {
  return serial === null ? textCell(text, place) : `<c r="${place}" s="${style}"><v>${serial}</v></c>`;
}

/** Letters of a cell: a spreadsheet refuses a workbook with more. */
const longest = 32_767;

// The type says that it is a text, so that none of it is taken for a formula.
function textCell(text: string, place: string): string {
  if (text === "") return "";
  const kept = text.length > longest ? text.slice(0, longest) : text;
  return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escapedXml(kept)}</t></is></c>`;
}
