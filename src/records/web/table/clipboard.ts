import type { ClipboardEvent } from "react";
import { dayIn } from "#kernel/period";
import type { FieldMetadata, ObjectMetadata, Page, RecordData } from "#records/contract";
import { request } from "#web/client.ts";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useOptionalSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { useChangeRecord } from "../changing.tsx";
import { useTimeZone, useTypingLocale } from "../input/region.ts";
import { isWritable, optionsOf, targetOf, useMetadata, useOptionTitle } from "../metadata.ts";
import { isFreeOn, useRecordRightsInHand } from "../record-rights.ts";
import { recordTitle } from "../record-values.ts";
import type { RecordList } from "../records.ts";
import { useUndo } from "../undoing.ts";
import { readBlock, writeBlock } from "./block.ts";
import { type NameToFind, readCell, type TextContext, writeCell } from "./cell-text.ts";
import type { TableColumn } from "./columns.ts";
import type { Selection } from "./selection.ts";
import type { Cell } from "./use-grid.ts";

interface Shown {
  readonly columns: readonly TableColumn[];
  readonly list: RecordList;
  readonly selection: Selection;
}

/** A block pasted at once is bounded: more than this is an import. */
const mostRows = 500;

/** Copies the cell or the chosen rows as text; pastes a block of a spreadsheet from the cell on. */
export function useClipboard(object: ObjectMetadata) {
  const t = useT();
  const change = useChangeRecord(object.name);
  const undo = useUndo();
  const contextFor = useTextContext(object.name);
  const find = useFindByName();
  const rightsOf = useRecordRightsInHand(object);

  function copy(event: ClipboardEvent, at: Cell, { columns, list, selection }: Shown): void {
    const chosen = list.rows.filter((row) => selection.has(row.id));
    const column = columns[at.column];
    const row = list.rows[at.row];
    if (!column || !row) return;
    const cells = (record: RecordData, shown: readonly TableColumn[]) =>
      shown.map(({ field, definition }) =>
        writeCell(definition, record[field], contextFor(field, definition)),
      );
    event.preventDefault();
    event.clipboardData.setData(
      "text/plain",
      chosen.length > 0
        ? writeBlock(chosen.map((record) => cells(record, columns)))
        : writeBlock([cells(row, [column])]),
    );
  }

  function paste(event: ClipboardEvent, at: Cell, shown: Shown): void {
    const text = event.clipboardData.getData("text/plain");
    if (!text) return;
    event.preventDefault();
    void write(readBlock(text), at, shown).catch(notifyProblem);
  }

  async function write(
    block: readonly (readonly string[])[],
    at: Cell,
    { columns, list }: Shown,
  ): Promise<void> {
    const acts: string[] = [];
    let rows = 0;
    let unread = 0;
    for (const [down, cells] of block.slice(0, mostRows).entries()) {
      const record = list.rows[at.row + down];
      if (!record) break;
      const values: Record<string, unknown> = {};
      // Of rows further down nobody has asked: the server says no where it must.
      const rights = rightsOf(record);
      for (const [across, text] of cells.entries()) {
        const column = columns[at.column + across];
        if (!column) break;
        const value =
          isWritable(object, column.definition) && (!rights || isFreeOn(rights, column.field))
            ? await resolve(
                column.definition,
                readCell(column.definition, text, contextFor(column.field, column.definition)),
              )
            : undefined;
        if (value === undefined) unread += text.trim() === "" ? 0 : 1;
        else values[column.field] = value;
      }
      if (Object.keys(values).length === 0) continue;
      if (await change(record, values, { quiet: true, onAct: (act) => acts.push(act) })) rows++;
    }
    notifyDone(
      t("records.table.pasted", { rows, unread }),
      acts.length > 0 ? { undo: () => undo(acts) } : {},
    );
  }

  async function resolve(field: FieldMetadata, value: unknown): Promise<unknown> {
    if (typeof value !== "object" || value === null || !("find" in value)) return value;
    return (await find(targetOf(field) ?? "", (value as NameToFind).find)) ?? undefined;
  }
  return { copy, paste };
}

/** What the reading of a field's cells leans on: locale, zone, titles of options. */
function useTextContext(object: string): (name: string, field: FieldMetadata) => TextContext {
  const t = useT();
  const locale = useTypingLocale();
  const timeZone = useTimeZone();
  const optionTitle = useOptionTitle();
  const currency = useOptionalSession()?.organisation.currency ?? "EUR";
  return (name, field) => ({
    locale,
    timeZone,
    currency,
    today: dayIn(timeZone),
    yes: [t("records.input.yes").toLocaleLowerCase()],
    options: optionsOf(field).map((value) => ({ value, label: optionTitle(object, name, value) })),
  });
}

/** The one record that is called so, letter case aside; none where nobody or several are. */
function useFindByName(): (
  object: string,
  name: string,
) => Promise<{ id: string; title: string; object: string } | null> {
  const { objects } = useMetadata();
  return async (object, name) => {
    const definition = objects[object];
    if (!definition) return null;
    const page = await request<Page>("GET", `/api/${definition.plural}`, {
      query: { search: name, limit: 20, fields: definition.title },
    });
    const same = page.data.filter(
      (record) => recordTitle(definition, record).toLocaleLowerCase() === name.toLocaleLowerCase(),
    );
    return same.length === 1 && same[0]
      ? { id: same[0].id, title: recordTitle(definition, same[0]), object }
      : null;
  };
}
