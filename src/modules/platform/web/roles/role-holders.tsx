import { Link } from "@tanstack/react-router";
import { Avatar } from "#web/avatar.tsx";
import { useRecords } from "#records/web";
import { useT } from "#web/texts.ts";
import styles from "./roles.module.css";

const most = 50;

/** Who has the role, with the way to where it is given and taken. */
export function RoleHolders({ role }: { role: string }) {
  const t = useT();
  const { rows, count, isPending } = useRecords("user", {
    filter: { field: "roles", op: "has", value: role },
    fields: ["name", "active"],
    sort: "name",
    limit: most,
    count: true,
  });
  if (isPending) return null;
  const more = (count?.value ?? 0) - rows.length;
  return (
    <div className={styles.holders}>
      {rows.length === 0 && <span className={styles.quiet}>{t("settings.roles.nobody")}</span>}
      {rows.map((user) => {
        const name = String(user["name"]);
        return (
          <span key={user.id} className={styles.holder} data-gone={user["active"] === false}>
            <Avatar name={name} kind="person" size={20} />
            {name}
          </span>
        );
      })}
      {more > 0 && <span className={styles.quiet}>{t("settings.roles.more_holders", { count: more })}</span>}
      <Link to="/settings/users" className={styles.quietLink}>
        {t("settings.roles.to_users")}
      </Link>
    </div>
  );
}
