import { type ClipboardEvent, type KeyboardEvent, useMemo, useRef, useState } from "react";
import type { ObjectMetadata, RecordData } from "#records/contract";
import { useChangeRecord } from "../changing.tsx";
import type { CommitMove } from "../field-props.ts";
import { isWritable } from "../metadata.ts";
import { isFreeOn, useRecordRightsInHand } from "../record-rights.ts";
import type { RecordList } from "../records.ts";
import { useClipboard } from "./clipboard.ts";
import type { TableColumn } from "./columns.ts";
import { useFieldActs } from "./field-acts.ts";
import { type GridAct, gridAct } from "./grid-keys.ts";
import { useListKeys } from "./list-keys.ts";
import type { Selection } from "./selection.ts";

export interface Cell {
  readonly row: number;
  readonly column: number;
}

export interface Editing extends Cell {
  /** The record as it stood when one began: rows move and change while somebody types. */
  readonly seen: RecordData;
  /** The letter that began it. */
  readonly typed?: string;
}

/** What rows and cells ask of the table; the same object for the life of the table. */
export interface GridCommands {
  readonly activate: (cell: Cell) => void;
  readonly edit: (cell: Cell) => void;
  readonly commit: (editing: Editing, value: unknown, move: CommitMove) => void;
  readonly close: (editing: Editing, move: CommitMove) => void;
  readonly toggle: (id: string, range: boolean) => void;
  readonly open: (id: string) => void;
  readonly canEdit: (column: number, record: RecordData) => boolean;
}

interface GridInput {
  readonly object: ObjectMetadata;
  readonly columns: readonly TableColumn[];
  readonly list: RecordList;
  readonly selection: Selection;
  readonly onOpen: (id: string) => void;
  /** The record beside the list follows the keyboard. */
  readonly openId: string | undefined;
  readonly scrollTo: (row: number) => void;
  /** Puts the focus on the table. */
  readonly focus: () => void;
  /** Rows that Page down goes by. */
  readonly page: number;
}

/** The keyboard on a table: where one is, what is being edited, what each key does. */
export function useGrid(input: GridInput) {
  const [chosen, setChosen] = useState<(Cell & { readonly id: string | undefined }) | null>(null);
  const [editing, setEditing] = useState<Editing | null>(null);
  const element = useRef<HTMLElement | null>(null);
  const change = useChangeRecord(input.object.name);
  const acts = useFieldActs(input.object.name);
  const clipboard = useClipboard(input.object);
  const rightsOf = useRecordRightsInHand(input.object);
  const latest = useRef(input);
  latest.current = input;

  const setActive = (cell: Cell): void => setChosen({ ...cell, id: latest.current.list.rows[cell.row]?.id });
  const active = chosen && { row: rowOf(input.list.rows, chosen), column: chosen.column };
  const canEdit = (column: number, record: RecordData | undefined): boolean => {
    const { object, columns } = latest.current;
    const at = columns[column];
    return (
      at !== undefined &&
      record !== undefined &&
      isFreeOn(rightsOf(record), at.field) &&
      (isWritable(object, at.definition) || at.field in acts)
    );
  };
  const goTo = (cell: Cell): Cell => {
    const { list, columns, scrollTo } = latest.current;
    const to = {
      row: Math.min(Math.max(0, cell.row), list.rows.length - 1),
      column: Math.min(Math.max(0, cell.column), columns.length - 1),
    };
    setActive(to);
    scrollTo(to.row);
    return to;
  };
  const edit = (cell: Cell, typed?: string): void => {
    const seen = latest.current.list.rows[cell.row];
    if (!seen || !canEdit(cell.column, seen)) return;
    setActive(cell);
    setEditing({ ...cell, seen, ...(typed === undefined ? {} : { typed }) });
  };
  const close = ({ seen, row, column: from }: Editing, move: CommitMove): void => {
    const cell = { row: rowOf(latest.current.list.rows, { id: seen.id, row }), column: from };
    setEditing(null);
    element.current?.focus({ preventScroll: true });
    if (move === "down") goTo({ ...cell, row: cell.row + 1 });
    if (move !== "next" && move !== "previous") return;
    const step = move === "next" ? 1 : -1;
    let column = cell.column + step;
    while (column >= 0 && column < latest.current.columns.length && !canEdit(column, seen)) column += step;
    if (canEdit(column, seen)) edit(goTo({ ...cell, column }));
  };

  const run = useRef({ canEdit, edit, close, goTo, change });
  run.current = { canEdit, edit, close, goTo, change };
  const commands = useMemo<GridCommands>(
    () => ({
      activate: (cell) => {
        setActive(cell);
        element.current?.focus({ preventScroll: true });
      },
      edit: (cell) => run.current.edit(cell),
      close: (cell, move) => run.current.close(cell, move),
      commit: (cell, value, move) => {
        const column = latest.current.columns[cell.column];
        if (column) void run.current.change(cell.seen, { [column.field]: value });
        run.current.close(cell, move);
      },
      toggle: (id, range) => latest.current.selection.toggle(id, range),
      open: (id) => latest.current.onOpen(id),
      canEdit: (column, record) => run.current.canEdit(column, record),
    }),
    [],
  );

  function act(what: GridAct): void {
    const { list, columns, selection, onOpen, openId } = latest.current;
    const at = active ?? { row: 0, column: 0 };
    const record = list.rows[at.row];
    if ("move" in what) {
      const to = goTo(active ? { row: at.row + what.move.rows, column: at.column + what.move.columns } : at);
      const next = list.rows[to.row];
      if (next && openId && openId !== next.id && to.column === 0) onOpen(next.id);
      return;
    }
    if ("moveTo" in what) return void goTo(edgeOf(what.moveTo, at, columns.length));
    if ("type" in what) return edit(at, what.type);
    if (what.do === "clear") return selection.clear();
    if (what.do === "select-all") return selection.toggleLoaded();
    if (!record) return;
    if (what.do === "select") return selection.toggle(record.id);
    if (what.do === "open") return onOpen(record.id);
    if (what.do === "enter")
      return at.column > 0 && canEdit(at.column, record) ? edit(at) : onOpen(record.id);
    if (what.do === "edit") return edit(at);
    const column = columns[at.column];
    if (
      column &&
      at.column > 0 &&
      isWritable(latest.current.object, column.definition) &&
      canEdit(at.column, record) &&
      !column.definition.required
    ) {
      void change(record, { [column.field]: null });
    }
  }

  useListKeys(input.focus, act);

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.target !== event.currentTarget || editing) return;
    if (event.key === "Escape" && input.selection.isEmpty) return;
    const commandsHere =
      !active || active.column === 0 || !canEdit(active.column, input.list.rows[active.row]);
    const what = gridAct(event, { commands: commandsHere, page: input.page });
    if (!what) return;
    event.preventDefault();
    act(what);
  }

  const handlers = {
    onKeyDown,
    onFocus: (event: { currentTarget: HTMLElement; target: EventTarget }) => {
      element.current = event.currentTarget;
      if (event.target === event.currentTarget && !chosen && input.list.rows.length > 0)
        setActive({ row: 0, column: 0 });
    },
    onMouseDown: (event: { currentTarget: HTMLElement }) => {
      element.current = event.currentTarget;
    },
    onCopy: (event: ClipboardEvent) => {
      if (!editing && active) clipboard.copy(event, active, latest.current);
    },
    onPaste: (event: ClipboardEvent) => {
      if (!editing && active) clipboard.paste(event, active, latest.current);
    },
  };
  const activeRecord = active && input.list.rows[active.row];
  return {
    active,
    editing,
    commands,
    handlers,
    activeId: activeRecord ? cellId(activeRecord.id, active.column) : undefined,
  };
}

export function cellId(record: string, column: number): string {
  return `cell-${record}-${column}`;
}

/** Where the row stands now; where it was when it has left the list. */
function rowOf(rows: readonly RecordData[], { id, row }: { row: number; id: string | undefined }): number {
  if (id === undefined || rows[row]?.id === id) return row;
  const now = rows.findIndex((record) => record.id === id);
  return now < 0 ? Math.max(0, Math.min(row, rows.length - 1)) : now;
}

function edgeOf(edge: "row-start" | "row-end" | "first" | "last", at: Cell, columns: number): Cell {
  if (edge === "row-start") return { ...at, column: 0 };
  if (edge === "row-end") return { ...at, column: columns - 1 };
  return edge === "first" ? { row: 0, column: 0 } : { row: Number.MAX_SAFE_INTEGER, column: columns - 1 };
}
