import { Button, Select, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { actsOf, useUndo } from "#records/web";
import { request, requestAct } from "#web/client.ts";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { fieldProblem, otherProblem } from "../field-problem.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { type TeamLine, useRefreshPeople, useTeams, useUsers } from "../settings/people.ts";

/** Makes a team, or with `team` changes it or takes it away. */
export function TeamDialog({ team, onClose }: { team: TeamLine | undefined; onClose: () => void }) {
  const t = useT();
  const refresh = useRefreshPeople();
  const undo = useUndo();
  const users = useUsers() ?? [];
  const teams = useTeams() ?? [];
  const [name, setName] = useState(team?.name ?? "");
  const [parent, setParent] = useState(team?.parent?.id ?? null);
  const [manager, setManager] = useState(team?.manager?.id ?? null);
  const saving = useMutation({
    mutationFn: () => {
      const body = { name, parent, manager };
      return team
        ? request("PATCH", `/api/teams/${team.id}`, { body })
        : request("POST", "/api/teams", { body });
    },
    onSuccess: () => {
      refresh();
      onClose();
    },
  });
  const removing = useMutation({
    mutationFn: (id: string) => requestAct("DELETE", `/api/teams/${id}`),
    onSuccess: (done) => {
      refresh();
      onClose();
      notifyDone(t("settings.teams.removed", { name }), { undo: () => undo(actsOf(done)).then(refresh) });
    },
    onError: notifyProblem,
  });
  return (
    <FormDialog
      title={team?.name ?? t("settings.teams.create")}
      act={t("settings.save")}
      onSubmit={saving.mutate}
      onClose={onClose}
      busy={saving.isPending}
      beside={
        team && (
          <Button variant="subtle" color="red" onClick={() => removing.mutate(team.id)}>
            {t("settings.teams.remove")}
          </Button>
        )
      }
      problem={otherProblem(saving.error, ["name", "parent"])}
    >
      <TextInput
        label={t("fields.team.name")}
        required
        withAsterisk={false}
        maxLength={200}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={fieldProblem(saving.error, "name")}
      />
      <Select
        label={t("fields.team.parent")}
        clearable
        searchable
        data={teams.filter((one) => one.id !== team?.id).map((one) => ({ value: one.id, label: one.name }))}
        value={parent}
        onChange={setParent}
        error={fieldProblem(saving.error, "parent")}
      />
      <Select
        label={t("fields.team.manager")}
        description={t("settings.teams.manager_text")}
        clearable
        searchable
        data={users.map((user) => ({ value: user.id, label: user.name }))}
        value={manager}
        onChange={setManager}
      />
    </FormDialog>
  );
}
