import { useMediaQuery } from "@mantine/hooks";
import { useEffect, useMemo } from "react";
import { mostGroups } from "#records/contract";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { BulkBar } from "../bulk/bulk-bar.tsx";
import type { GroupKey } from "../grouping/group-key.ts";
import { GroupRows } from "../grouping/group-rows.tsx";
import type { Group } from "../grouping/grouped-lines.ts";
import { GroupedPhoneTable } from "../grouping/grouped-phone-table.tsx";
import { GroupedTable } from "../grouping/grouped-table.tsx";
import { useGroupedRows } from "../grouping/use-grouped-rows.ts";
import { useGroups } from "../grouping/use-groups.ts";
import { totalsOfColumns } from "../table/column-totals.ts";
import { tableColumns } from "../table/columns.ts";
import { useSelection } from "../table/selection.ts";
import { EmptyList } from "./empty-list.tsx";
import styles from "./list.module.css";
import { ListFailed } from "./list-failed.tsx";
import { listedIn } from "./list-state.ts";
import { PatientBones } from "./patient-bones.tsx";
import { fieldsAsked, type TableListProps } from "./table-list.tsx";

interface GroupedListProps extends TableListProps {
  readonly keys: readonly GroupKey[];
}

const pageSize = 100;

/** A list whose rows stand in groups: first the groups with their numbers, then the rows of those in sight. */
export function GroupedList({ keys, ...props }: GroupedListProps) {
  const { object, state } = props;
  const { filter, search, sort } = state;
  const t = useT();
  const { number } = useFormat();
  const columns = useMemo(() => tableColumns(object, state.columns), [object, state.columns]);
  const totals = useMemo(() => ({ filter, search, ...totalsOfColumns(columns) }), [filter, search, columns]);
  const { groups, more, error } = useGroups(object, { keys, totals, filter, sort });
  if (error && !groups) return <ListFailed state={state} error={error} />;
  if (!groups) return <PatientBones />;
  if (groups.length === 0) return <EmptyList object={object} state={state} />;
  return (
    <>
      {more && <p className={styles.more}>{t("records.group.most", { most: number(mostGroups) })}</p>}
      <Groups key={`${object.name} ${state.view?.id} ${state.group}`} {...props} groups={groups} />
    </>
  );
}

function Groups({
  object,
  state,
  openId,
  onOpen,
  onRows,
  groups,
}: TableListProps & { groups: readonly Group[] }) {
  const phone = useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false });
  const { filter, search, sort } = state;
  const grouped = useGroupedRows(groups, `${object.name} ${state.view?.id} ${state.group}`);
  const fields = useMemo(() => fieldsAsked(object, state), [object, state]);
  const query = useMemo(() => ({ search, sort, fields, limit: pageSize }), [search, sort, fields]);
  const selection = useSelection(grouped.list.rows, JSON.stringify([filter, search]));
  const { rows } = grouped.list;
  useEffect(() => onRows(rows.map((row) => row.id)), [rows, onRows]);
  const Table = phone ? GroupedPhoneTable : GroupedTable;
  return (
    <>
      {grouped.reading.map((group) => (
        <GroupRows key={group.id} object={object} group={group} query={query} onList={grouped.onList} />
      ))}
      <Table
        object={object}
        grouped={grouped}
        columns={state.columns}
        onColumns={(columns) => state.set({ columns })}
        sort={sort}
        onSort={(next) => state.set({ sort: next })}
        onGroup={(field) => state.set({ group: field })}
        selection={selection}
        openId={openId}
        onOpen={onOpen}
        totals={{ filter, search }}
        place=""
      />
      <BulkBar object={object} selection={selection} list={grouped.list} listed={listedIn(state)} />
    </>
  );
}
