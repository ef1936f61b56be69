import { useDraggable } from "@dnd-kit/react";
import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { type KeyboardEvent, memo } from "react";
import type { LinkValue, ObjectMetadata, RecordData } from "#records/contract";
import { Avatar } from "#web/avatar.tsx";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { FieldValue } from "../field-view.tsx";
import { isEmpty } from "../page/record-sections.ts";
import type { BoardMove, BoardTarget } from "../page/slots.ts";
import { isFreeOn, useRecordRights } from "../record-rights.ts";
import { recordTitle } from "../record-values.ts";
import styles from "./board.module.css";
import { boardSum, standingOf, subtitleOf } from "./card-fields.ts";
import type { Lift } from "./lift.ts";

interface BoardCardProps {
  readonly object: ObjectMetadata;
  readonly group: string;
  readonly record: RecordData;
  readonly from: string | null;
  readonly targets: readonly BoardTarget[];
  readonly act: BoardMove;
  readonly lift: Lift;
  /** Whether cards can be moved at all. */
  readonly movable: boolean;
  readonly openId?: string;
  readonly onOpen: (id: string) => void;
  readonly onMove: (record: RecordData, from: string | null, target: BoardTarget) => void;
}

/** Three lines: what it is called, whose it is, what it is worth and how long it has stood. */
export const BoardCard = memo(function BoardCard({
  object,
  group,
  record,
  from,
  targets,
  act,
  lift,
  movable: everMovable,
  openId,
  onOpen,
  onMove,
}: BoardCardProps) {
  const t = useT();
  const movable = isFreeOn(useRecordRights(object, record), group) && everMovable;
  const { ref, isDragging } = useDraggable({ id: record.id, data: { record, from }, disabled: !movable });
  const title = recordTitle(object, record) || t("page.untitled");
  const standing = standingOf(record, act.card, new Date());
  const closed = act.tone?.(targets.find((one) => one.value === from) ?? { value: from, title: "" }) != null;
  const stuck = !closed && standing?.stuck;
  return (
    <li
      ref={ref}
      className={styles.card}
      data-card
      data-stuck={stuck || undefined}
      data-lifted={lift.liftedId === record.id || isDragging || undefined}
      data-open={openId === record.id || undefined}
      onDragStart={(event) => event.preventDefault()}
      onClick={(event) => !(event.target as Element).closest("a, button") && onOpen(record.id)}
    >
      <div className={styles.line}>
        {/* The card's keys are here: a list item itself takes no focus. */}
        <button
          type="button"
          className={styles.name}
          data-card-name
          title={title}
          aria-description={movable ? t("board.how_to_move") : undefined}
          onClick={() => onOpen(record.id)}
          onKeyDown={(event) => {
            if (movable) lift.onKeyDown(event, record, title, from);
            if (!event.defaultPrevented && lift.liftedId !== record.id) walk(event);
          }}
        >
          {title}
        </button>
        {act.card?.next && !closed && isEmpty(record[act.card.next]) && (
          <Tooltip label={t("board.no_next")}>
            <span className={styles.hollow} role="img" aria-label={t("board.no_next")} />
          </Tooltip>
        )}
        {movable && <MoveMenu record={record} from={from} targets={targets} onMove={onMove} />}
      </div>
      <Subtitle object={object} group={group} record={record} act={act} />
      <div className={styles.line}>
        {act.card?.foot ? (
          <Foot object={object} record={record} names={act.card.foot} />
        ) : (
          <Worth object={object} record={record} />
        )}
        {!closed && standing && (
          <Tooltip label={t("board.stands", { count: standing.days })}>
            <span className={styles.bar} role="img" aria-label={t("board.stands", { count: standing.days })}>
              <span style={{ width: `${Math.max(4, standing.share * 100)}%` }} />
            </span>
          </Tooltip>
        )}
        <Owner record={record} />
      </div>
    </li>
  );
});

function Subtitle({
  object,
  group,
  record,
  act,
}: {
  object: ObjectMetadata;
  group: string;
  record: RecordData;
  act: BoardMove;
}) {
  const name = subtitleOf(object, group, act.card, record);
  const field = name ? object.fields[name] : undefined;
  return (
    <div className={styles.subtitle}>
      {name && field && <FieldValue object={object.name} name={name} field={field} value={record[name]} />}
    </div>
  );
}

function Foot({
  object,
  record,
  names,
}: {
  object: ObjectMetadata;
  record: RecordData;
  names: readonly string[];
}) {
  return (
    <span className={styles.foot}>
      {names.map((name) => {
        const field = object.fields[name];
        if (!field || isEmpty(record[name])) return null;
        return <FieldValue key={name} object={object.name} name={name} field={field} value={record[name]} />;
      })}
    </span>
  );
}

function Worth({ object, record }: { object: ObjectMetadata; record: RecordData }) {
  const format = useFormat();
  const value = record[boardSum(object) ?? ""];
  if (isEmpty(value)) return <span className={styles.worth} />;
  const money = value as { amount: string; currency: string };
  return (
    <span className={styles.worth}>
      {money.currency ? format.money(money, { whole: true }) : format.decimal(String(value))}
    </span>
  );
}

function Owner({ record }: { record: RecordData }) {
  const owner = record.owner as LinkValue | null | undefined;
  if (!owner) return null;
  return (
    <span title={owner.title} className={styles.owner}>
      <Avatar name={owner.title} kind="person" size={18} />
    </span>
  );
}

function MoveMenu({
  record,
  from,
  targets,
  onMove,
}: Pick<BoardCardProps, "record" | "from" | "targets" | "onMove">) {
  const t = useT();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon size={20} className={styles.menu} aria-label={t("board.move")}>
          <IconDots size={14} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("board.move_to")}</Menu.Label>
        {targets.map((target) => (
          <Menu.Item
            key={target.value ?? "none"}
            disabled={target.value === from}
            onClick={() => onMove(record, from, target)}
          >
            {target.title || t("board.none")}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Arrow keys go from card to card: ↑ ↓ (and J K) within the column, ← → to the one beside. */
function walk(event: KeyboardEvent): void {
  const cards = [
    ...(event.currentTarget.closest("ul")?.querySelectorAll<HTMLElement>("[data-card-name]") ?? []),
  ];
  const at = cards.indexOf(event.currentTarget as HTMLElement);
  const down = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  if (down) focus(event, cards[at + down]);
  const across = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!across) return;
  const columns = [...document.querySelectorAll("[data-card-name]")]
    .map((card) => card.closest("ul"))
    .filter((list, index, all) => all.indexOf(list) === index);
  const beside = columns[columns.indexOf(event.currentTarget.closest("ul")) + across];
  const there = [...(beside?.querySelectorAll<HTMLElement>("[data-card-name]") ?? [])];
  focus(event, there[Math.min(at, there.length - 1)]);
}

function focus(event: KeyboardEvent, card: HTMLElement | undefined): void {
  if (!card) return;
  event.preventDefault();
  card.focus();
}
