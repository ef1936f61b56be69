import { MultiSelect, Select, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { call, request } from "#web/client.ts";
import { notifyDone } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { giveRoles } from "../../contract/users.ts";
import { fieldProblem, otherProblem } from "../field-problem.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { type UserLine, useRefreshPeople, useTeams } from "./people.ts";
import { useRoleChoices } from "./role-titles.ts";

/** Who a user is here: name, address, job, team and roles. */
export function UserDialog({ user, onClose }: { user: UserLine; onClose: () => void }) {
  const t = useT();
  const refresh = useRefreshPeople();
  const [name, setName] = useState(user.name);
  const [email, setEmail] = useState(user.email ?? "");
  const [jobTitle, setJobTitle] = useState(user.jobTitle ?? "");
  const [teamId, setTeamId] = useState(user.team?.id ?? null);
  const [roleIds, setRoleIds] = useState(user.roles.map((role) => role.id));
  const roles = useRoleChoices();
  const teams = useTeams() ?? [];
  const saving = useMutation({
    mutationFn: async () => {
      // Roles first: they are what can be refused.
      if (
        !sameSet(
          roleIds,
          user.roles.map((role) => role.id),
        )
      )
        await call(giveRoles, { params: { id: user.id }, body: { roleIds } });
      await request("PATCH", `/api/users/${user.id}`, {
        body: { name, email: email.trim() || null, job_title: jobTitle.trim() || null, team: teamId },
      });
    },
    onSuccess: () => {
      notifyDone(t("settings.saved"));
      onClose();
    },
    onSettled: refresh,
  });
  return (
    <FormDialog
      title={user.name}
      act={t("settings.save")}
      onSubmit={saving.mutate}
      onClose={onClose}
      busy={saving.isPending}
      problem={otherProblem(saving.error, ["name", "email"])}
    >
      <TextInput
        label={t("fields.user.name")}
        required
        withAsterisk={false}
        maxLength={200}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={fieldProblem(saving.error, "name")}
      />
      <TextInput
        label={t("fields.user.email")}
        type="email"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        error={fieldProblem(saving.error, "email")}
      />
      <TextInput
        label={t("fields.user.job_title")}
        maxLength={200}
        value={jobTitle}
        onChange={(event) => setJobTitle(event.currentTarget.value)}
      />
      <Select
        label={t("fields.user.team")}
        clearable
        searchable
        data={teams.map((team) => ({ value: team.id, label: team.name }))}
        value={teamId}
        onChange={setTeamId}
      />
      <MultiSelect label={t("fields.user.roles")} data={[...roles]} value={roleIds} onChange={setRoleIds} />
    </FormDialog>
  );
}

function sameSet(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((one) => right.includes(one));
}
