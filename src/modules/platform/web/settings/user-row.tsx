import { Avatar } from "#web/avatar.tsx";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import type { UserLine } from "./people.ts";
import styles from "./table.module.css";
import { useRoleName } from "./role-names.ts";
import { UserActs } from "./user-acts.tsx";

export function UserRow({ user }: { user: UserLine }) {
  const t = useT();
  const nameOf = useRoleName();
  const { relative } = useFormat();
  const state = user.access?.state ?? "no_access";
  const seen = user.access?.lastSeenAt;
  return (
    <tr className={state === "deactivated" ? styles.gone : undefined}>
      <td>
        <div className={styles.who}>
          <Avatar name={user.name} kind="person" size={28} />
          <div className={styles.names}>
            <span className={styles.name}>{user.name}</span>
            <span className={styles.quiet}>{user.email ?? t("settings.users.no_email")}</span>
          </div>
        </div>
      </td>
      <td data-wide>{user.roles.map((role) => nameOf(role.title)).join(", ") || "–"}</td>
      <td data-wide>{user.team?.title ?? "–"}</td>
      <td>
        <div className={styles.names}>
          <span>{t(`settings.users.states.${state}`)}</span>
          {seen && <span className={styles.quiet}>{t("settings.users.seen", { when: relative(seen) })}</span>}
        </div>
      </td>
      <td>
        <UserActs user={user} />
      </td>
    </tr>
  );
}
