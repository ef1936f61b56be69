import { Button, Group, Select, Stack } from "@mantine/core";
import { useState } from "react";
import { Modal } from "#web/dialog.tsx";
import { useT } from "#web/texts.ts";
import { type TeamLine, useTeams } from "../settings/people.ts";
import { type Moved, useMoveTo } from "./moving.ts";
import { isWithin } from "./team-tree.ts";

/** Moves a team or a person without a mouse. */
export function MoveDialog({ moved, onClose }: { readonly moved: Moved; readonly onClose: () => void }) {
  const t = useT();
  const moveTo = useMoveTo();
  const teams = useTeams() ?? [];
  const isTeam = "team" in moved;
  const from = isTeam ? moved.team.parent : moved.user.team;
  const [chosen, setChosen] = useState(from?.id ?? null);
  const possible = teams.filter((team: TeamLine) => !isTeam || !isWithin(teams, moved.team.id, team));
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("settings.teams.move", { name: isTeam ? moved.team.name : moved.user.name })}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          moveTo(moved, teams.find(({ id }) => id === chosen) ?? null);
          onClose();
        }}
      >
        <Stack gap="md">
          <Select
            label={t(isTeam ? "fields.team.parent" : "fields.user.team")}
            clearable
            searchable
            data-autofocus
            data={possible.map(({ id, name }) => ({ value: id, label: name }))}
            value={chosen}
            onChange={setChosen}
          />
          <Group justify="flex-end">
            <Button type="submit">{t("settings.teams.move_act")}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
