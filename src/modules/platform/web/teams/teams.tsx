import { DragDropProvider, useDroppable } from "@dnd-kit/react";
import { Button, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { EmptyState } from "#web/empty-state.tsx";
import { useT } from "#web/texts.ts";
import { type TeamLine, type UserLine, useTeams, useUsers } from "../settings/people.ts";
import { SettingsScreen } from "../settings/settings-screen.tsx";
import { MoveDialog } from "./move-dialog.tsx";
import { type Moved, useMoveTo } from "./moving.ts";
import { PersonLine } from "./person-line.tsx";
import { TeamBranch, type TreeActs } from "./team-branch.tsx";
import { TeamDialog } from "./team-dialog.tsx";
import { isWithin, treeOf } from "./team-tree.ts";
import styles from "./teams.module.css";

/** With more people than this the tree opens with its teams folded. */
const manyPeople = 150;

/** The teams as a tree with their people. Managers reach what belongs to those below them, so this decides who sees what. */
export default function Teams() {
  const t = useT();
  const teams = useTeams();
  const users = useUsers();
  const [opened, setOpened] = useState<TeamLine | "new" | null>(null);
  const [moved, setMoved] = useState<Moved | null>(null);
  return (
    <SettingsScreen
      wide
      title={t("settings.teams.title")}
      actions={
        <Button leftSection={<IconPlus size={14} stroke={1.5} />} onClick={() => setOpened("new")}>
          {t("settings.teams.create")}
        </Button>
      }
    >
      {teams?.length === 0 && (
        <EmptyState
          icon="users-group"
          title={t("settings.teams.none")}
          text={t("settings.teams.none_text")}
        />
      )}
      {teams && users && teams.length > 0 && (
        <TeamTree teams={teams} users={users} onOpen={setOpened} onMove={setMoved} />
      )}
      {opened && <TeamDialog team={opened === "new" ? undefined : opened} onClose={() => setOpened(null)} />}
      {moved && <MoveDialog moved={moved} onClose={() => setMoved(null)} />}
    </SettingsScreen>
  );
}

interface TeamTreeProps extends Pick<TreeActs, "onOpen" | "onMove"> {
  readonly teams: readonly TeamLine[];
  readonly users: readonly UserLine[];
}

function TeamTree({ teams, users, onOpen, onMove }: TeamTreeProps) {
  const t = useT();
  const moveTo = useMoveTo();
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const foldedAtFirst = users.length > manyPeople;
  const { branches, without } = treeOf(teams, users);
  const acts: TreeActs = {
    onOpen,
    onMove,
    isFolded: ({ id }) => turned.has(id) !== foldedAtFirst,
    onFold: ({ id }) => setTurned(turned.symmetricDifference(new Set([id]))),
    takes: (moved, team) => !("team" in moved) || team === null || !isWithin(teams, moved.team.id, team),
  };
  return (
    <DragDropProvider
      onDragEnd={({ canceled, operation: { source, target } }) => {
        if (canceled || !source || !target) return;
        moveTo(source.data as Moved, (target.data as { team: TeamLine | null }).team);
      }}
    >
      <Text size="sm" c="var(--neutral-11)" mb="sm">
        {t("settings.teams.text")}
      </Text>
      <ul className={styles.list}>
        {branches.map((branch) => (
          <TeamBranch key={branch.team.id} branch={branch} depth={0} acts={acts} />
        ))}
      </ul>
      <Outside title={t("settings.teams.without")} />
      <ul className={styles.list}>
        {without.map((user) => (
          <PersonLine key={user.id} user={user} depth={1} leads={false} onMove={onMove} />
        ))}
      </ul>
    </DragDropProvider>
  );
}

/** Here a team comes to stand on top, and a person out of all teams. */
function Outside({ title }: { readonly title: string }) {
  const { ref, isDropTarget } = useDroppable({ id: "outside", data: { team: null } });
  return (
    <div ref={ref} className={styles.outside} data-over={isDropTarget}>
      {title}
    </div>
  );
}
