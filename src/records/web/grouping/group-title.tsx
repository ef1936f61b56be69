import { ActionIcon } from "@mantine/core";
import { IconChevronDown, IconChevronRight, IconPlus } from "@tabler/icons-react";
import { type ObjectMetadata, readsAs } from "#records/contract";
import { Avatar } from "#web/avatar.tsx";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { dotOfRecord, OptionDot } from "../../field-types/choice/dot.tsx";
import { shownValue } from "../board/board-move.ts";
import { askToCreate } from "../form/asking.ts";
import { optionsOf } from "../metadata.ts";
import type { Group } from "./grouped-lines.ts";
import styles from "./grouping.module.css";

interface GroupTitleProps {
  readonly object: ObjectMetadata;
  readonly group: Group;
  readonly open: boolean;
  readonly onToggle: () => void;
  /** It stands above rows of its own that have scrolled away: the group that it is a part of is named, too. */
  readonly stuck?: boolean;
}

/** What a group is called and how many records it has; a click opens and shuts it. */
export function GroupTitle({ object, group, open, onToggle, stuck }: GroupTitleProps) {
  const t = useT();
  const { number } = useFormat();
  const { head, within } = group;
  const title = head.title || t("records.group.none");
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <>
      <button
        type="button"
        className={styles.title}
        data-inner={within ? true : undefined}
        aria-expanded={open}
        tabIndex={stuck ? -1 : undefined}
        onClick={onToggle}
      >
        <Chevron size={14} stroke={1.5} aria-hidden="true" />
        {stuck && within && (
          <span className={styles.within}>{within.head.title || t("records.group.none")} ▸</span>
        )}
        <GroupMark object={object} group={group} />
        <span className={styles.name}>{title}</span>
        <span className={styles.count}>{number(head.total.count)}</span>
      </button>
      {!stuck && <AddToGroup object={object} group={group} title={title} />}
    </>
  );
}

function GroupMark({ object, group: { key, head } }: Pick<GroupTitleProps, "object" | "group">) {
  const field = object.fields[key.field];
  if (!field || head.value === null) return null;
  const type = readsAs(field);
  if (type === "user") return <Avatar name={head.title} kind="person" size={18} />;
  if (type === "link" && field.governedBy) return <OptionDot index={dotOfRecord(head.value)} />;
  if (type !== "choice") return null;
  return <OptionDot index={optionsOf(field).indexOf(head.value)} option={head.value} />;
}

function AddToGroup({
  object,
  group: { key, head, within },
  title,
}: Pick<GroupTitleProps, "object" | "group"> & { title: string }) {
  const t = useT();
  const given = [within, { key, head }].flatMap((one) => {
    const type = one && object.fields[one.key.field]?.type;
    if (!one || one.head.value === null || (type !== "choice" && type !== "link" && type !== "user"))
      return [];
    const { value, title: name } = one.head;
    return [[one.key.field, shownValue(object, one.key.field, { value, title: name })] as const];
  });
  if (!object.grant.create || object.closed || given.length === 0) return null;
  return (
    <ActionIcon
      size={22}
      className={styles.add}
      aria-label={t("board.add", { column: title })}
      onClick={() => void askToCreate(object.name, Object.fromEntries(given))}
    >
      <IconPlus size={14} stroke={1.5} />
    </ActionIcon>
  );
}
