import { Select } from "@mantine/core";
import { useState } from "react";
import { useT } from "#web/texts.ts";
import { FormDialog } from "#web/form-dialog.tsx";
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
    <FormDialog
      title={t("settings.teams.move", { name: isTeam ? moved.team.name : moved.user.name })}
      act={t("settings.teams.move_act")}
      onSubmit={() => {
        moveTo(moved, teams.find(({ id }) => id === chosen) ?? null);
        onClose();
      }}
      onClose={onClose}
    >
      <Select
        label={t(isTeam ? "fields.team.parent" : "fields.user.team")}
        clearable
        searchable
        data-autofocus
        data={possible.map(({ id, name }) => ({ value: id, label: name }))}
        value={chosen}
        onChange={setChosen}
      />
    </FormDialog>
  );
}
