import { Button } from "@mantine/core";
import { useState } from "react";
import { EmptyState } from "#web/empty-state.tsx";
import { useT } from "#web/texts.ts";
import { type TeamLine, useTeams } from "./people.ts";
import { SettingsScreen } from "./settings-screen.tsx";
import styles from "./table.module.css";
import { TeamDialog } from "./team-dialog.tsx";
import { inTree } from "./team-tree.ts";

export default function Teams() {
  const t = useT();
  const teams = useTeams();
  const [opened, setOpened] = useState<TeamLine | "new" | null>(null);
  const create = <Button onClick={() => setOpened("new")}>{t("settings.teams.create")}</Button>;
  return (
    <SettingsScreen wide title={t("settings.teams.title")} actions={create}>
      {teams?.length === 0 && (
        <EmptyState
          icon="users-group"
          title={t("settings.teams.none")}
          text={t("settings.teams.none_text")}
        />
      )}
      {teams && teams.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th>{t("fields.team.name")}</th>
              <th>{t("fields.team.manager")}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {inTree(teams).map(({ team, depth }) => (
              <tr key={team.id}>
                <td style={{ paddingInlineStart: depth * 20 }} className={styles.name}>
                  {team.name}
                </td>
                <td>{team.manager?.title ?? "–"}</td>
                <td>
                  <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setOpened(team)}>
                    {t("settings.teams.change")}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {opened && <TeamDialog team={opened === "new" ? undefined : opened} onClose={() => setOpened(null)} />}
    </SettingsScreen>
  );
}
