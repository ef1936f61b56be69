import { Button, TextInput } from "@mantine/core";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useT } from "#web/texts.ts";
import { InviteDialog } from "./invite-dialog.tsx";
import { useUsers } from "./people.ts";
import { SettingsScreen } from "./settings-screen.tsx";
import styles from "./table.module.css";
import { UserRow } from "./user-row.tsx";

export default function Users() {
  const t = useT();
  const users = useUsers();
  const [words, setWords] = useState("");
  const [inviting, setInviting] = useState(false);
  const shown = users?.filter(({ name, email }) =>
    `${name} ${email ?? ""}`.toLowerCase().includes(words.trim().toLowerCase()),
  );
  return (
    <SettingsScreen
      wide
      title={t("settings.users.title")}
      actions={
        <Button leftSection={<IconPlus size={14} stroke={1.5} />} onClick={() => setInviting(true)}>
          {t("settings.users.invite")}
        </Button>
      }
    >
      <TextInput
        aria-label={t("settings.users.find")}
        placeholder={t("settings.users.find")}
        leftSection={<IconSearch size={16} stroke={1.5} />}
        maw={280}
        mb="md"
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {shown && (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t("fields.user.name")}</th>
                <th scope="col" data-wide>
                  {t("fields.user.roles")}
                </th>
                <th scope="col" data-wide>
                  {t("fields.user.team")}
                </th>
                <th scope="col">{t("settings.users.access")}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {shown.map((user) => (
                <UserRow key={user.id} user={user} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </SettingsScreen>
  );
}
