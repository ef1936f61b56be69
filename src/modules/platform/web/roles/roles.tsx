import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconCopy, IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useT } from "#web/texts.ts";
import { useRoleName } from "../settings/role-names.ts";
import { useRoles } from "../settings/role-titles.ts";
import { SettingsScreen } from "../settings/settings-screen.tsx";
import styles from "../settings/table.module.css";
import { useMakeRole } from "./making-roles.ts";

/** All roles, how many have each, and the way to one more. */
export default function Roles() {
  const t = useT();
  const roles = useRoles();
  const nameOf = useRoleName();
  const making = useMakeRole();
  return (
    <SettingsScreen
      wide
      title={t("settings.roles.title")}
      actions={
        <Button
          leftSection={<IconPlus size={14} stroke={1.5} />}
          onClick={() =>
            making.mutate({ name: t("settings.roles.new_name"), grants: { objects: {}, permissions: [] } })
          }
          loading={making.isPending}
        >
          {t("settings.roles.create")}
        </Button>
      }
    >
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("fields.role.name")}</th>
            <th scope="col">{t("objects.user.many")}</th>
            <td />
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
              <td>
                <Tooltip label={t("settings.roles.copy")}>
                  <ActionIcon
                    aria-label={`${t("settings.roles.copy")}: ${nameOf(role.name)}`}
                    onClick={() =>
                      making.mutate({
                        name: t("settings.roles.copy_of", { name: nameOf(role.name) }),
                        grants: role.grants,
                      })
                    }
                  >
                    <IconCopy size={16} stroke={1.5} />
                  </ActionIcon>
                </Tooltip>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </SettingsScreen>
  );
}
