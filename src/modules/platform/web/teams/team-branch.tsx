import { useDraggable, useDroppable } from "@dnd-kit/react";
import { ActionIcon, Menu, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight, IconDots, IconUsersGroup } from "@tabler/icons-react";
import { IconButton } from "#web/icon-button.tsx";
import { useIsLooking } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import type { TeamLine, UserLine } from "../settings/people.ts";
import { Grip } from "./grip.tsx";
import type { Moved } from "./moving.ts";
import { PersonLine } from "./person-line.tsx";
import type { Branch } from "./team-tree.ts";
import styles from "./teams.module.css";

export interface TreeActs {
  readonly isFolded: (team: TeamLine) => boolean;
  readonly onFold: (team: TeamLine) => void;
  readonly onOpen: (team: TeamLine) => void;
  readonly onMove: (moved: Moved) => void;
  /** Whether what is dragged may be put here. */
  readonly takes: (moved: Moved, team: TeamLine | null) => boolean;
}

interface TeamBranchProps {
  readonly branch: Branch;
  readonly depth: number;
  readonly acts: TreeActs;
}

/** A team, who is in it, and the teams below. It is dragged with all of them, and takes teams and people. */
export function TeamBranch({ branch, depth, acts }: TeamBranchProps) {
  const { team, members, below } = branch;
  const folded = acts.isFolded(team);
  return (
    <li>
      <TeamLineRow branch={branch} depth={depth} folded={folded} acts={acts} />
      {!folded && (members.length > 0 || below.length > 0) && (
        <ul className={styles.list}>
          {members.map((user: UserLine) => (
            <PersonLine
              key={user.id}
              user={user}
              depth={depth + 1}
              leads={user.id === team.manager?.id}
              onMove={acts.onMove}
            />
          ))}
          {below.map((one) => (
            <TeamBranch key={one.team.id} branch={one} depth={depth + 1} acts={acts} />
          ))}
        </ul>
      )}
    </li>
  );
}

function TeamLineRow({ branch, depth, folded, acts }: TeamBranchProps & { readonly folded: boolean }) {
  const t = useT();
  const { team, size } = branch;
  const drag = useDraggable({ id: `team ${team.id}`, data: { team }, disabled: useIsLooking() });
  const drop = useDroppable({
    id: team.id,
    data: { team },
    accept: (source) => acts.takes(source.data as Moved, team),
  });
  const Fold = folded ? IconChevronRight : IconChevronDown;
  return (
    <div
      ref={(element) => {
        drag.ref(element);
        drop.ref(element);
      }}
      className={styles.row}
      data-team
      data-over={drop.isDropTarget}
      data-dragging={drag.isDragging}
      style={{ "--depth": depth } as React.CSSProperties}
    >
      <Grip name={team.name} hold={drag.handleRef} />
      <IconButton
        label={t(folded ? "settings.teams.unfold" : "settings.teams.fold", { name: team.name })}
        size={24}
        aria-expanded={!folded}
        onClick={() => acts.onFold(team)}
      >
        <Fold size={16} stroke={1.5} />
      </IconButton>
      <IconUsersGroup size={16} stroke={1.5} className={styles.icon} aria-hidden="true" />
      <UnstyledButton className={styles.name} onClick={() => acts.onOpen(team)}>
        {team.name}
      </UnstyledButton>
      <span className={styles.quiet}>
        {team.manager
          ? t("settings.teams.led_by", { name: team.manager.title })
          : t("settings.teams.led_by_nobody")}
      </span>
      <span className={styles.count}>{t("settings.teams.size", { count: size })}</span>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t("settings.users.acts", { name: team.name })}>
            <IconDots size={16} stroke={1.5} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => acts.onOpen(team)}>{t("settings.teams.change")}</Menu.Item>
          <Menu.Item onClick={() => acts.onMove({ team })}>{t("settings.teams.move_to")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
