import { DragDropProvider } from "@dnd-kit/react";
import { useMediaQuery } from "@mantine/hooks";
import { type ComponentType, useMemo, useState } from "react";
import type { Filter } from "#kernel/filter";
import { allOf } from "#kernel/filter";
import type { RecordData } from "#records/contract";
import { useT } from "#web/texts.ts";
import { boardFields, boardGroup } from "../grouping/group-key.ts";
import { useLiveRecords } from "../live-records.ts";
import { useMetadata, useObject } from "../metadata.ts";
import { type BoardAskProps, type BoardTarget, useObjectSlots } from "../page/slots.ts";
import { Waiting } from "../page/waiting.tsx";
import { useTotals } from "../records.ts";
import styles from "./board.module.css";
import { useBoardMove } from "./board-move.ts";
import { boardSum } from "./card-fields.ts";
import { BoardColumn } from "./column.tsx";
import { isMovable, scopeOf, useColumns } from "./columns.ts";
import { useLift } from "./lift.ts";
import { useMoves } from "./moves.ts";
import { PhoneColumns } from "./phone-columns.tsx";
import { pullPlugins, pullSensors } from "./pulling.ts";
import { type ScopeState, ScopeSwitch, useScope } from "./scope-switch.tsx";

export interface BoardProps extends ScopeState {
  readonly object: string;
  readonly filter?: Filter | null;
  readonly search?: string;
  readonly sort?: string;
  /** Field whose values are the columns; the object's own choice unless told. */
  readonly group?: string;
  readonly onOpen: (id: string) => void;
  /** Record that is open beside the board. */
  readonly openId?: string;
}

interface Asked {
  readonly sheet: ComponentType<BoardAskProps>;
  readonly record: RecordData;
  readonly from: string | null;
  readonly target: BoardTarget;
}

const plugins = pullPlugins("default");

/** Records as cards in columns; a card is dragged, or moved by keys or its menu, to where it belongs. */
export function Board(props: BoardProps) {
  const { object: name, filter, search, sort, group: wanted, onOpen, openId } = props;
  const object = useObject(name);
  const { objects } = useMetadata();
  const slots = useObjectSlots(name);
  const t = useT();
  const phone = useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false });
  const group = boardFields(object).find((field) => field === wanted) ?? boardGroup(object) ?? "";
  const sum = boardSum(object);
  const [asked, setAsked] = useState<Asked | null>(null);
  useLiveRecords(name);

  const scopeField = useMemo(() => scopeOf(object, group, objects), [object, group, objects]);
  const scope = useScope(name, scopeField, filter, props);
  const cards =
    allOf(filter, scope.id ? { field: scopeField?.field ?? "", op: "is", value: scope.id } : null) ?? null;
  const totals = useTotals(name, {
    group,
    sum: sum ? [sum] : [],
    filter: cards,
    search,
    enabled: !scopeField || scope.id !== null,
  });
  const board = useColumns(
    object,
    group,
    scopeField && scope.id ? { field: scopeField.field, id: scope.id } : null,
    totals.data,
  );
  const act = useBoardMove(object, group, slots.boardMove);
  const moves = useMoves(name, act.move);
  const drop = (record: RecordData, from: string | null, target: BoardTarget) => {
    if (from === target.value) return;
    const sheet = act.ask?.(record, target);
    if (sheet) setAsked({ sheet, record, from, target });
    else void moves.move(record, from, target);
  };
  const lift = useLift(board?.columns ?? [], drop);
  if (!board)
    return (
      <div className={styles.board}>
        <Waiting rows={5} />
      </div>
    );

  const { columns, left } = board;
  const own = slots.boardMove !== undefined && group === object.board?.group;
  const movable = own ? object.grant.change !== "none" : isMovable(object, group);
  const column = (target: BoardTarget) => (
    <BoardColumn
      key={target.value ?? "none"}
      object={object}
      group={group}
      target={target}
      targets={columns}
      query={{ filter: cards, search, sort }}
      total={totals.data?.find((total) => total.group === target.value)}
      moves={moves}
      act={act}
      lift={lift}
      movable={movable}
      openId={openId}
      onOpen={onOpen}
      onMove={drop}
    />
  );
  const Sheet = asked?.sheet;

  return (
    <DragDropProvider
      plugins={plugins}
      sensors={pullSensors}
      onDragEnd={({ canceled, operation: { source, target } }) => {
        const data = source?.data as { record: RecordData; from: string | null } | undefined;
        const to = columns.find((one) => (one.value ?? "none") === target?.id);
        if (!canceled && data && to) drop(data.record, data.from, to);
      }}
    >
      <div className={styles.frame}>
        <ScopeSwitch {...scope} />
        {slots.boardTop?.map((Top, at) => (
          <Top key={at} filter={cards} />
        ))}
        {phone ? (
          <PhoneColumns columns={columns} totals={totals.data} column={column} />
        ) : (
          <div className={styles.board} role="list">
            {columns.map(column)}
            {left > 0 && <p className={styles.left}>{t("board.left_out", { count: left })}</p>}
          </div>
        )}
        <div role="status" aria-live="assertive" className={styles.spoken}>
          {lift.said}
        </div>
      </div>
      {asked && Sheet && (
        <Sheet
          record={asked.record}
          target={asked.target}
          onCancel={() => setAsked(null)}
          onAnswer={(answer) => {
            setAsked(null);
            void moves.move(asked.record, asked.from, asked.target, answer);
          }}
        />
      )}
    </DragDropProvider>
  );
}
