import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { call } from "#web/client.ts";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { createRole } from "../../contract/roles.ts";
import { useRoleName } from "./role-names.ts";
import { useRefreshRoles, useRoles } from "./role-titles.ts";
import { SettingsScreen } from "./settings-screen.tsx";
import styles from "./table.module.css";

export default function Roles() {
  const t = useT();
  const roles = useRoles();
  const nameOf = useRoleName();
  const navigate = useNavigate();
  const refresh = useRefreshRoles();
  const creating = useMutation({
    mutationFn: () =>
      call(createRole, {
        body: { name: t("settings.roles.new_name"), grants: { objects: {}, permissions: [] } },
      }),
    onSuccess: async (role) => {
      await refresh();
      await navigate({ to: `/settings/roles/${role.id}` });
    },
    onError: notifyProblem,
  });
  return (
    <SettingsScreen
      wide
      title={t("settings.roles.title")}
      actions={
        <Button onClick={() => creating.mutate()} loading={creating.isPending}>
          {t("settings.roles.create")}
        </Button>
      }
    >
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{t("fields.role.name")}</th>
            <th>{t("objects.user.many")}</th>
          </tr>
        </thead>
        <tbody>
          {roles?.map((role) => (
            <tr key={role.id}>
              <td>
                <div className={styles.names}>
                  <Link to={`/settings/roles/${role.id}`} className={styles.name}>
                    {nameOf(role.name)}
                  </Link>
                  {role.key && <span className={styles.quiet}>{t(`settings.roles.about.${role.key}`)}</span>}
                </div>
              </td>
              <td>{role.users}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </SettingsScreen>
  );
}
