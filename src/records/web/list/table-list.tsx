import { useMediaQuery } from "@mantine/hooks";
import { useEffect, useMemo } from "react";
import type { ObjectMetadata } from "#records/contract";
import { BulkBar } from "../bulk/bulk-bar.tsx";
import { useRecords } from "../records.ts";
import { DataTable } from "../table/data-table.tsx";
import { PhoneTable } from "../table/phone-table.tsx";
import { useSelection } from "../table/selection.ts";
import { EmptyList } from "./empty-list.tsx";
import { ListFailed } from "./list-failed.tsx";
import { type ListState, listedIn } from "./list-state.ts";
import { PatientBones } from "./patient-bones.tsx";

export interface TableListProps {
  readonly object: ObjectMetadata;
  readonly state: ListState;
  readonly openId: string | undefined;
  readonly onOpen: (id: string) => void;
  /** Ids in their order, so that one can walk from record to record. */
  readonly onRows: (ids: readonly string[]) => void;
}

const pageSize = 200;

export function TableList({ object, state, openId, onOpen, onRows }: TableListProps) {
  const phone = useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false });
  const { filter, search, sort } = state;
  const fields = useMemo(() => fieldsAsked(object, state), [object, state]);
  const query = useMemo(
    () => ({ filter, search, sort, fields, limit: pageSize, count: true }),
    [filter, search, sort, fields],
  );
  const list = useRecords(object.name, query);
  const matching = JSON.stringify([filter, search]);
  const selection = useSelection(list.rows, matching);
  const totals = useMemo(() => ({ filter, search }), [filter, search]);
  useEffect(() => onRows(list.rows.map((row) => row.id)), [list.rows, onRows]);

  if (list.error && list.rows.length === 0)
    return <ListFailed state={state} error={list.error} onRetry={() => void list.refetch()} />;
  if (list.isPending) return <PatientBones />;
  if (list.rows.length === 0 && !list.isStale) return <EmptyList object={object} state={state} />;
  const Table = phone ? PhoneTable : DataTable;
  return (
    <>
      <Table
        object={object}
        list={list}
        columns={state.columns}
        onColumns={(columns) => state.set({ columns })}
        sort={sort}
        onSort={(next) => state.set({ sort: next })}
        onGroup={(field) => state.set({ group: field })}
        selection={selection}
        openId={openId}
        onOpen={onOpen}
        totals={totals}
        place={`${object.name} ${state.view?.id} ${matching} ${sort}`}
      />
      <BulkBar object={object} selection={selection} list={list} listed={listedIn(state)} />
    </>
  );
}

/** The fields that the columns need; the title and what marks a face always come along. */
export function fieldsAsked(object: ObjectMetadata, state: ListState): readonly string[] {
  const wanted = [object.title, ...state.columns.map((column) => column.field), "kind", "owner"];
  return [...new Set(wanted)].filter((name) => name in object.fields).sort();
}
