import { useElementSize, useMergedRef } from "@mantine/hooks";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { BulkBar } from "../bulk/bulk-bar.tsx";
import { EmptyList } from "../list/empty-list.tsx";
import { ListFailed } from "../list/list-failed.tsx";
import { PatientBones } from "../list/patient-bones.tsx";
import { fieldsAsked, type TableListProps } from "../list/table-list.tsx";
import { useObjectTitle } from "../metadata.ts";
import { listedIn } from "../list/list-state.ts";
import { useRecords } from "../records.ts";
import { tableColumns } from "../table/columns.ts";
import { useFetchAhead } from "../table/fetch-ahead.ts";
import { useSelection } from "../table/selection.ts";
import styles from "./gallery.module.css";
import { GalleryCard } from "./gallery-card.tsx";
import { cardHeight, cardsAcross, pictureField, stepOf } from "./gallery-layout.ts";

const pageSize = 100;
const gap = 12;
const margin = 16;

/** Records as cards: a picture or initials, the name, and the chosen fields. Any number of them, drawn as they come into sight. */
export function Gallery({ object, state, openId, onOpen, onRows }: TableListProps) {
  const { filter, search, sort } = state;
  const picture = pictureField(object);
  const fields = useMemo(
    () => [...fieldsAsked(object, state), ...(picture ? [picture] : [])],
    [object, state, picture],
  );
  const query = useMemo(
    () => ({ filter, search, sort, fields, limit: pageSize, count: true }),
    [filter, search, sort, fields],
  );
  const list = useRecords(object.name, query);
  const selection = useSelection(list.rows, JSON.stringify([filter, search]));
  useEffect(() => onRows(list.rows.map((row) => row.id)), [list.rows, onRows]);
  if (list.error && list.rows.length === 0)
    return <ListFailed state={state} error={list.error} onRetry={() => void list.refetch()} />;
  if (list.isPending) return <PatientBones />;
  if (list.rows.length === 0 && !list.isStale) return <EmptyList object={object} state={state} />;
  return (
    <>
      <Cards
        object={object}
        state={state}
        openId={openId}
        onOpen={onOpen}
        list={list}
        selection={selection}
      />
      <BulkBar object={object} selection={selection} list={list} listed={listedIn(state)} />
    </>
  );
}

interface CardsProps extends Omit<TableListProps, "onRows"> {
  readonly list: ReturnType<typeof useRecords>;
  readonly selection: ReturnType<typeof useSelection>;
}

function Cards({ object, state, openId, onOpen, list, selection }: CardsProps) {
  const objectTitle = useObjectTitle();
  const scroller = useRef<HTMLDivElement>(null);
  const { ref: measured, width } = useElementSize();
  const [active, setActive] = useState(0);
  const across = cardsAcross(width - 2 * margin, gap);
  const columns = useMemo(() => tableColumns(object, state.columns).slice(1), [object, state.columns]);
  const height = cardHeight(columns.length);
  const count = list.hasMore ? Math.max(list.rows.length, list.count?.value ?? 0) : list.rows.length;
  const lines = useVirtualizer({
    count: Math.ceil(count / across),
    getScrollElement: () => scroller.current,
    estimateSize: () => height + gap,
    overscan: 4,
    paddingStart: margin,
    paddingEnd: margin,
  });
  useEffect(() => lines.measure(), [height, lines]);
  const items = lines.getVirtualItems();
  useFetchAhead(list, (items.at(-1)?.index ?? 0) * across);

  /** Places on a line whose records are not loaded yet. */
  function cardsToCome(line: number): readonly number[] {
    const [from, to] = [line * across, Math.min((line + 1) * across, count)];
    const first = Math.max(from, list.rows.length);
    return Array.from({ length: Math.max(0, to - first) }, (_, at) => first + at);
  }
  function onKeyDown(event: KeyboardEvent): void {
    const step = stepOf(event.key, across);
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.min(Math.max(0, active + step), list.rows.length - 1);
    setActive(next);
    lines.scrollToIndex(Math.floor(next / across));
    // The card may be drawn only after the list has scrolled.
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-card="${next}"]`)?.focus(),
    );
  }
  return (
    <div
      ref={useMergedRef(scroller, measured)}
      className={styles.scroller}
      role="list"
      aria-label={objectTitle(object.name, "many")}
      aria-busy={list.isStale}
      onKeyDown={onKeyDown}
    >
      <div className={styles.canvas} style={{ height: lines.getTotalSize() }}>
        {items.map(({ index: line, start }) => (
          <div
            key={line}
            role="presentation"
            className={styles.line}
            style={{
              transform: `translateY(${start}px)`,
              height,
              gridTemplateColumns: `repeat(${across}, 1fr)`,
            }}
          >
            {list.rows.slice(line * across, (line + 1) * across).map((record, at) => (
              <GalleryCard
                key={record.id}
                object={object}
                record={record}
                columns={columns}
                at={line * across + at}
                of={count}
                reached={active === line * across + at}
                open={record.id === openId}
                selected={selection.has(record.id)}
                onOpen={onOpen}
                onSelect={selection.toggle}
                onReach={setActive}
              />
            ))}
            {cardsToCome(line).map((at) => (
              <div key={at} className={styles.card} aria-hidden="true" />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
