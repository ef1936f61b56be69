import { MultiSelect, Select, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "#web/client.ts";
import { notifyDone } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { inviteUser } from "../../contract/users.ts";
import { fieldProblem, otherProblem } from "../field-problem.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { LinkDialog } from "./link-dialog.tsx";
import { type UserLine, useRefreshPeople, useTeams } from "./people.ts";
import { useRoleChoices } from "./role-titles.ts";

/** Invites somebody new, or with `user` one who is known but cannot sign in yet. */
export function InviteDialog({ user, onClose }: { user?: UserLine; onClose: () => void }) {
  const t = useT();
  const refresh = useRefreshPeople();
  const [name, setName] = useState(user?.name ?? "");
  const [email, setEmail] = useState(user?.email ?? "");
  const [roleIds, setRoleIds] = useState<string[]>(user?.roles.map((role) => role.id) ?? []);
  const [teamId, setTeamId] = useState<string | null>(user?.team?.id ?? null);
  const roles = useRoleChoices();
  const teams = useTeams() ?? [];
  const inviting = useMutation({
    mutationFn: () =>
      call(inviteUser, { body: { ...(user ? { userId: user.id } : { name, teamId }), email, roleIds } }),
    onSuccess: ({ link }) => {
      refresh();
      if (link) return;
      notifyDone(t("settings.invite.sent", { email }));
      onClose();
    },
  });
  if (inviting.data?.link)
    return <LinkDialog link={inviting.data.link} name={name} kind="invitation" onClose={onClose} />;
  return (
    <FormDialog
      title={t("settings.invite.title")}
      act={t("settings.users.invite")}
      onSubmit={inviting.mutate}
      onClose={onClose}
      busy={inviting.isPending}
      disabled={roleIds.length === 0}
      problem={otherProblem(inviting.error, ["name", "email", "roleIds"])}
    >
      {!user && (
        <TextInput
          label={t("fields.user.name")}
          required
          withAsterisk={false}
          maxLength={200}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={fieldProblem(inviting.error, "name")}
        />
      )}
      {user && <Text size="sm">{t("settings.invite.known", { name })}</Text>}
      <TextInput
        label={t("fields.user.email")}
        type="email"
        required
        withAsterisk={false}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        error={fieldProblem(inviting.error, "email")}
      />
      <MultiSelect
        label={t("fields.user.roles")}
        placeholder={roleIds.length === 0 ? t("settings.invite.roles") : undefined}
        data={[...roles]}
        value={roleIds}
        onChange={setRoleIds}
        error={fieldProblem(inviting.error, "roleIds")}
      />
      {!user && teams.length > 0 && (
        <Select
          label={t("fields.user.team")}
          clearable
          searchable
          data={teams.map((team) => ({ value: team.id, label: team.name }))}
          value={teamId}
          onChange={setTeamId}
        />
      )}
    </FormDialog>
  );
}
