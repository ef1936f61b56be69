import { useDroppable } from "@dnd-kit/react";
import { UnstyledButton } from "@mantine/core";
import { useIntersection } from "@mantine/hooks";
import { IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useState } from "react";
import type { ObjectMetadata, RecordData, Total } from "#records/contract";
import { useT } from "#web/texts.ts";
import { askToCreate } from "../form/asking.ts";
import type { BoardMove, BoardTarget } from "../page/slots.ts";
import { Waiting } from "../page/waiting.tsx";
import { type RecordQuery, useRecords } from "../records.ts";
import styles from "./board.module.css";
import { shownValue } from "./board-move.ts";
import { BoardCard } from "./card.tsx";
import { cardFields } from "./card-fields.ts";
import { ColumnHead } from "./column-head.tsx";
import { columnFilter } from "./columns.ts";
import type { Lift } from "./lift.ts";
import { type BoardMoves, cardsOf } from "./moves.ts";

interface BoardColumnProps {
  readonly object: ObjectMetadata;
  readonly group: string;
  readonly target: BoardTarget;
  readonly targets: readonly BoardTarget[];
  readonly query: Pick<RecordQuery, "filter" | "search" | "sort">;
  readonly total: Total | undefined;
  readonly moves: BoardMoves;
  readonly act: BoardMove;
  readonly lift: Lift;
  readonly movable: boolean;
  readonly openId?: string;
  readonly onOpen: (id: string) => void;
  readonly onMove: (record: RecordData, from: string | null, target: BoardTarget) => void;
}

const page = 30;

/** One column. Closed ones stand folded at the edge until they are opened, and take cards all the same. */
export function BoardColumn(props: BoardColumnProps) {
  const { target, act, lift } = props;
  const tone = act.tone?.(target) ?? null;
  const [open, setOpen] = useState(tone === null);
  const { ref, isDropTarget } = useDroppable({ id: target.value ?? "none" });
  const over = isDropTarget || (lift.over !== null && lift.over.value === target.value);
  return (
    <div
      ref={ref}
      role="listitem"
      className={styles.column}
      data-folded={!open || undefined}
      data-over={over || undefined}
      data-tone={tone ?? undefined}
    >
      {open ? (
        <OpenColumn {...props} tone={tone} onFold={tone ? () => setOpen(false) : undefined} />
      ) : (
        <FoldedColumn {...props} tone={tone} onUnfold={() => setOpen(true)} />
      )}
    </div>
  );
}

type Tone = "won" | "lost" | null;

function OpenColumn({
  tone,
  onFold,
  ...props
}: BoardColumnProps & { readonly tone: Tone; readonly onFold?: () => void }) {
  const { object, group, target, query, moves, act } = props;
  const t = useT();
  const list = useRecords(object.name, {
    filter: columnFilter(group, target.value, query.filter),
    search: query.search,
    sort: query.sort ?? object.sort,
    fields: cardFields(object, group, act.card),
    limit: page,
  });
  const add = () => void askToCreate(object.name, { [group]: shownValue(object, group, target) });
  const cards = cardsOf(list.rows, target.value, moves.moved);
  return (
    <>
      <ColumnHead
        object={object}
        group={group}
        target={target}
        total={props.total}
        moved={moves.moved}
        weight={act.weight?.(target)}
        tone={tone}
        onFold={onFold}
        onAdd={tone === null && object.grant.create ? add : undefined}
      />
      <ul className={styles.cards}>
        {list.isPending && <Waiting rows={3} />}
        {cards.map((record) => (
          <BoardCard key={record.id} {...props} record={record} from={target.value} />
        ))}
        {list.hasMore && (
          <More busy={list.isFetchingMore} fetch={() => void list.fetchMore()} text={t("board.more")} />
        )}
      </ul>
    </>
  );
}

/** Fetches the next cards when it comes near. */
function More({
  busy,
  fetch,
  text,
}: {
  readonly busy: boolean;
  readonly fetch: () => void;
  readonly text: string;
}) {
  const { ref, entry } = useIntersection({ rootMargin: "600px" });
  const near = entry?.isIntersecting ?? false;
  const fetchNext = useEffectEvent(fetch);
  useEffect(() => {
    if (near && !busy) fetchNext();
  }, [near, busy]);
  return (
    <li ref={ref} className={styles.more}>
      {text}
    </li>
  );
}

function FoldedColumn({
  target,
  total,
  tone,
  onUnfold,
}: BoardColumnProps & { readonly tone: Tone; readonly onUnfold: () => void }) {
  const t = useT();
  const title = target.title || t("board.none");
  const Icon = tone === "lost" ? IconCircleX : IconCircleCheck;
  return (
    <UnstyledButton
      className={styles.folded}
      onClick={onUnfold}
      title={t("board.unfold", { column: title, count: total?.count ?? 0 })}
      aria-expanded={false}
    >
      <Icon size={16} stroke={1.5} className={styles.tone} />
      <span className={styles.foldedTitle}>{title}</span>
      <span className={styles.count}>{total?.count ?? 0}</span>
    </UnstyledButton>
  );
}
