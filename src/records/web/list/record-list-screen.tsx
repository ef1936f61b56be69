import { Suspense, useCallback, useMemo, useState } from "react";
import type { Filter } from "#kernel/filter";
import type { ObjectMetadata } from "#records/contract";
import { useKeys } from "#web/keyboard.ts";
import { RecordAddressProvider, useRecordAddresses } from "#web/record-address.ts";
import { useT } from "#web/texts.ts";
import { calendarFields } from "../calendar/calendar-fields.ts";
import { FilterBar } from "../filter-bar/filter-bar.tsx";
import { useFilterWays } from "../filter-bar/filter-ways.tsx";
import { boardGroup, readGroupKeys } from "../grouping/group-key.ts";
import { useLiveRecords } from "../live-records.ts";
import { useObject } from "../metadata.ts";
import { Board, Calendar, Gallery, GroupedList, RecordPanel } from "../page/on-demand.ts";
import { useObjectSlots } from "../page/slots.ts";
import { useViews } from "../views/use-views.ts";
import styles from "./list.module.css";
import { ListBar } from "./list-bar.tsx";
import { type ListState, useListState } from "./list-state.ts";
import { PatientBones } from "./patient-bones.tsx";
import { TableList } from "./table-list.tsx";
import { UnreadableFilter } from "./unreadable-filter.tsx";

/** All records of an object: as a table, a board, a calendar or a gallery, with the one that is open beside it. */
export function RecordListScreen({ object: name }: { readonly object: string }) {
  const object = useObject(name);
  const { views } = useViews(object);
  const state = useListState(object, views);
  const Side = useObjectSlots(name).listSide;
  const outer = useRecordAddresses();
  const [walk, setWalk] = useState<readonly string[]>([]);
  const { setOpen, filter } = state;
  const onFilter = (next: Filter | null) => state.set({ filter: next });
  const { ways, dialog } = useFilterWays({
    object,
    filter,
    onFilter,
    text: state.filterText,
    inAddress: true,
  });
  useLiveRecords(name);
  const open = useCallback((id: string) => setOpen(name, id), [setOpen, name]);
  const addresses = useMemo(
    () => ({ ...outer, open: (of: string, id: string) => setOpen(of, id) }),
    [outer, setOpen],
  );

  return (
    <RecordAddressProvider value={addresses}>
      <div className={styles.screen}>
        <ListBar object={object} state={state} views={views} ways={ways} />
        <FilterBar object={object} filter={filter} onFilter={onFilter} ways={ways} />
        {dialog}
        <div className={styles.beside}>
          {Side && (
            <Suspense fallback={null}>
              <Side filter={filter} onFilter={onFilter} />
            </Suspense>
          )}
          <div className={styles.list}>
            <Suspense fallback={<PatientBones />}>
              <Shown object={object} state={state} onOpen={open} onRows={setWalk} onWrite={ways.write} />
            </Suspense>
          </div>
          {state.open && (
            <Suspense fallback={null}>
              <Beside state={state} own={name} walk={walk} />
            </Suspense>
          )}
        </div>
      </div>
    </RecordAddressProvider>
  );
}

interface ShownProps {
  readonly object: ObjectMetadata;
  readonly state: ListState;
  readonly onOpen: (id: string) => void;
  readonly onRows: (ids: readonly string[]) => void;
  /** Puts a filter right that cannot be read. */
  readonly onWrite: () => void;
}

function Shown({ object, state, onOpen, onRows, onWrite }: ShownProps) {
  const { kind, filter, search, sort, group, open } = state;
  const asked = { object: object.name, filter, search, onOpen };
  const openId = open?.object === object.name ? open.id : undefined;
  const shared = { object, state, onOpen, onRows, openId };
  if (state.unreadable) return <UnreadableFilter problem={state.unreadable} onWrite={onWrite} />;
  if (kind === "board" && boardGroup(object)) {
    return (
      <Board
        {...asked}
        sort={sort}
        scope={state.scope}
        setScope={state.setScope}
        {...(group ? { group } : {})}
        {...(openId ? { openId } : {})}
      />
    );
  }
  if (kind === "calendar" && calendarFields(object).length > 0) return <Calendar {...asked} />;
  if (kind === "gallery") return <Gallery {...shared} />;
  const keys = readGroupKeys(group, object);
  return keys.length > 0 ? <GroupedList {...shared} keys={keys} /> : <TableList {...shared} />;
}

/** The record beside the list; J and K walk along the list. */
function Beside({ state, own, walk }: { state: ListState; own: string; walk: readonly string[] }) {
  const t = useT();
  const { open, setOpen } = state;
  useKeys(
    { escape: () => setOpen(own, null) },
    { escape: t("records.list.close_panel") },
    { group: t("records.list.keys") },
  );
  if (!open) return null;
  const at = open.object === own ? walk.indexOf(open.id) : -1;
  const [before, after] = at < 0 ? [undefined, undefined] : [walk[at - 1], walk[at + 1]];
  return (
    <RecordPanel
      key={`${open.object} ${open.id}`}
      object={open.object}
      id={open.id}
      onClose={() => setOpen(own, null)}
      {...(after ? { onNext: () => setOpen(own, after) } : {})}
      {...(before ? { onPrevious: () => setOpen(own, before) } : {})}
    />
  );
}
