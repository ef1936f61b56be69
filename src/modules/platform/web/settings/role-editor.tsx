import { Alert, Button, Group, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { RoleGrants } from "#records/contract";
import { call } from "#web/client.ts";
import { notifyDone, notifyProblem, problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { changeRole, removeRole, type RoleDetails } from "../../contract/roles.ts";
import { ProblemNote } from "../problem-note.tsx";
import { GrantTable } from "./grant-table.tsx";
import { useRefreshMe } from "./me.ts";
import { PermissionList } from "./permission-list.tsx";
import { useRefreshRoles } from "./role-titles.ts";
import { Section } from "./section.tsx";
import { SettingsScreen } from "./settings-screen.tsx";
import { useRoleName } from "./role-names.ts";

/** What a role lets its users do: how far they reach with each kind of record, and what else they may. */
export function RoleEditor({ role }: { role: RoleDetails }) {
  const t = useT();
  const navigate = useNavigate();
  const [refreshRoles, refreshMe] = [useRefreshRoles(), useRefreshMe()];
  const nameOf = useRoleName();
  const [name, setName] = useState(nameOf(role.name));
  const [grants, setGrants] = useState<RoleGrants>(role.grants);
  const fixed = role.key === "administrator";
  const params = { id: role.id };
  const saving = useMutation({
    mutationFn: () => call(changeRole, { params, body: { name, grants, version: role.version } }),
    onSuccess: async () => {
      await Promise.all([refreshRoles(), refreshMe()]);
      notifyDone(t("settings.saved"));
    },
  });
  const removing = useMutation({
    mutationFn: () => call(removeRole, { params }),
    onSuccess: async () => {
      await navigate({ to: "/settings/roles" });
      await refreshRoles();
    },
    onError: notifyProblem,
  });
  return (
    <SettingsScreen
      wide
      title={nameOf(role.name)}
      actions={
        <Button onClick={() => saving.mutate()} loading={saving.isPending}>
          {t("settings.save")}
        </Button>
      }
    >
      <ProblemNote text={saving.error ? problemText(saving.error) : undefined} />
      <TextInput
        label={t("fields.role.name")}
        maw={360}
        mb="lg"
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {fixed && (
        <Alert variant="light" mb="lg">
          {t("settings.roles.fixed")}
        </Alert>
      )}
      {!fixed && (
        <>
          <Section title={t("settings.roles.records")} text={t("settings.roles.records_text")}>
            <GrantTable grants={grants} onChange={setGrants} />
          </Section>
          <Section title={t("settings.roles.permissions")}>
            <PermissionList
              value={grants.permissions}
              onChange={(permissions) => setGrants({ ...grants, permissions })}
            />
          </Section>
          <Group>
            <Button
              variant="subtle"
              color="red"
              onClick={() => removing.mutate()}
              loading={removing.isPending}
            >
              {t("settings.roles.remove")}
            </Button>
          </Group>
        </>
      )}
    </SettingsScreen>
  );
}
