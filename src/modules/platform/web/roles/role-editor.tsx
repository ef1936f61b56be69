import { Alert, Button, Group, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { RoleGrants } from "#records/contract";
import { call } from "#web/client.ts";
import { notifyDone, notifyProblem, problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { changeRole, removeRole, type RoleDetails } from "../../contract/roles.ts";
import { ProblemNote } from "#web/problem-note.tsx";
import { useRefreshMe } from "../settings/me.ts";
import { useRoleName } from "../settings/role-names.ts";
import { useRefreshRoles } from "../settings/role-titles.ts";
import { Section } from "../settings/section.tsx";
import { SettingsScreen } from "../settings/settings-screen.tsx";
import { GrantMatrix } from "./grant-matrix.tsx";
import { LosingDialog } from "./losing-dialog.tsx";
import type { Loss } from "./losing-rights.ts";
import { useMakeRole } from "./making-roles.ts";
import { useOwnLoss } from "./own-loss.ts";
import { PermissionGroups } from "./permission-groups.tsx";
import { RoleHolders } from "./role-holders.tsx";

/** What a role lets its users do: how far they reach with each kind of record, and what else they may. */
export function RoleEditor({ role }: { role: RoleDetails }) {
  const t = useT();
  const title = useRoleName()(role.name);
  const [name, setName] = useState(title);
  const [grants, setGrants] = useState<RoleGrants>(role.grants);
  const [loss, setLoss] = useState<Loss | null>(null);
  const { saving, removing } = useRoleActs(role);
  const lossUnder = useOwnLoss(role);
  const making = useMakeRole();
  const fixed = role.key === "administrator";
  const save = () => saving.mutate({ name, grants });
  const check = () => {
    const lost = lossUnder(grants);
    if (lost) setLoss(lost);
    else save();
  };
  return (
    <SettingsScreen
      wide
      title={title}
      actions={
        <Button onClick={check} loading={saving.isPending}>
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
      <Section title={t("settings.roles.holders")}>
        <RoleHolders role={role.id} />
      </Section>
      {fixed ? (
        <Alert variant="light">{t("settings.roles.fixed")}</Alert>
      ) : (
        <>
          <Section title={t("settings.roles.records")} text={t("settings.roles.records_text")}>
            <GrantMatrix grants={grants} onChange={setGrants} />
          </Section>
          <Section title={t("settings.roles.permissions")}>
            <PermissionGroups
              value={grants.permissions}
              onChange={(permissions) => setGrants({ ...grants, permissions })}
            />
          </Section>
        </>
      )}
      <Group mt="lg">
        <Button
          variant="default"
          loading={making.isPending}
          onClick={() => making.mutate({ name: t("settings.roles.copy_of", { name }), grants })}
        >
          {t("settings.roles.copy")}
        </Button>
        {!fixed && (
          <Button variant="subtle" color="red" onClick={() => removing.mutate()} loading={removing.isPending}>
            {t("settings.roles.remove")}
          </Button>
        )}
      </Group>
      {loss && (
        <LosingDialog
          loss={loss}
          onClose={() => setLoss(null)}
          onGoOn={() => {
            setLoss(null);
            save();
          }}
        />
      )}
    </SettingsScreen>
  );
}

function useRoleActs(role: RoleDetails) {
  const t = useT();
  const navigate = useNavigate();
  const [refreshRoles, refreshMe] = [useRefreshRoles(), useRefreshMe()];
  const params = { id: role.id };
  const saving = useMutation({
    mutationFn: (changed: Pick<RoleDetails, "name" | "grants">) =>
      call(changeRole, { params, body: { ...changed, version: role.version } }),
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
  return { saving, removing };
}
