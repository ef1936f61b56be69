import { useDraggable } from "@dnd-kit/react";
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowsMove } from "@tabler/icons-react";
import { Avatar } from "#web/avatar.tsx";
import { useIsLooking } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import type { UserLine } from "../settings/people.ts";
import { Grip } from "./grip.tsx";
import type { Moved } from "./moving.ts";
import styles from "./teams.module.css";

interface PersonLineProps {
  readonly user: UserLine;
  readonly depth: number;
  /** Whether this is who leads the team. */
  readonly leads: boolean;
  readonly onMove: (moved: Moved) => void;
}

/** Somebody in a team, or in none; dragged to another. */
export function PersonLine({ user, depth, leads, onMove }: PersonLineProps) {
  const t = useT();
  const { ref, handleRef, isDragging } = useDraggable({
    id: `user ${user.id}`,
    data: { user },
    disabled: useIsLooking(),
  });
  const about = [leads ? t("settings.teams.leads") : null, user.jobTitle].filter(Boolean).join(" · ");
  return (
    <li
      ref={ref}
      className={styles.row}
      data-dragging={isDragging}
      data-gone={user.access?.state === "deactivated"}
      style={{ "--depth": depth } as React.CSSProperties}
    >
      <Grip name={user.name} hold={handleRef} />
      <Avatar name={user.name} kind="person" size={24} />
      <span className={styles.person}>{user.name}</span>
      <span className={styles.quiet}>{about}</span>
      <Tooltip label={t("settings.teams.move_to")}>
        <ActionIcon
          className={styles.move}
          aria-label={`${t("settings.teams.move_to")} ${user.name}`}
          onClick={() => onMove({ user })}
        >
          <IconArrowsMove size={16} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
    </li>
  );
}
