import { useParams } from "@tanstack/react-router";
import { useT } from "#web/texts.ts";
import { RoleEditor } from "./role-editor.tsx";
import { useRoles } from "../settings/role-titles.ts";
import { SettingsScreen } from "../settings/settings-screen.tsx";

export default function Role() {
  const t = useT();
  const { id } = useParams({ strict: false });
  const roles = useRoles();
  const role = roles?.find((one) => one.id === id);
  if (role) return <RoleEditor key={`${role.id} ${role.version}`} role={role} />;
  return (
    <SettingsScreen title={t("settings.roles.title")}>{roles && t("shell.not_found.text")}</SettingsScreen>
  );
}
