import { Button, Popover, UnstyledButton } from "@mantine/core";
import { IconKeyboard, IconListDetails, IconLogout, IconUserCircle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Avatar } from "#web/avatar.tsx";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { PreferenceChoices } from "./preference-choices.tsx";
import { useShell } from "./shell.ts";
import { signOut } from "./signing-out.ts";
import styles from "./user-menu.module.css";

/** Me: who I am here, how I want it shown, and the way out. */
export function UserMenu({ folded }: { folded: boolean }) {
  const { user } = useSession();
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="top-start" width={280} trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className={styles.me}
          onClick={() => setOpened(!opened)}
          aria-label={folded ? user.name : undefined}
          aria-expanded={opened}
        >
          <Avatar name={user.name} kind="person" size={22} />
          {!folded && <span className={styles.name}>{user.name}</span>}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={12}>
        <UserCard onDone={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** What the menu holds; a phone shows it in its sheet. */
export function UserCard({ onDone }: { onDone: () => void }) {
  const t = useT();
  const { user, organisation } = useSession();
  const { openKeys, openArranging } = useShell();
  const arrange = () => {
    onDone();
    openArranging();
  };
  const showKeys = () => {
    onDone();
    openKeys();
  };
  return (
    <div className={styles.card}>
      <div className={styles.who}>
        <Avatar name={user.name} kind="person" size={36} />
        <div className={styles.lines}>
          <strong>{user.name}</strong>
          <span>{organisation.name}</span>
        </div>
      </div>
      <PreferenceChoices />
      <div className={styles.acts}>
        <Button
          component={Link}
          to="/settings/profile"
          variant="subtle"
          color="gray"
          justify="flex-start"
          leftSection={<IconUserCircle size={16} stroke={1.5} />}
          onClick={onDone}
        >
          {t("shell.profile")}
        </Button>
        <Button
          variant="subtle"
          color="gray"
          justify="flex-start"
          leftSection={<IconListDetails size={16} stroke={1.5} />}
          onClick={arrange}
        >
          {t("shell.arrange.open")}
        </Button>
        <Button
          variant="subtle"
          color="gray"
          justify="flex-start"
          leftSection={<IconKeyboard size={16} stroke={1.5} />}
          onClick={showKeys}
          className={styles.keys}
        >
          {t("shell.keys.title")}
        </Button>
        <Button
          variant="subtle"
          color="gray"
          justify="flex-start"
          leftSection={<IconLogout size={16} stroke={1.5} />}
          onClick={() => void signOut()}
        >
          {t("shell.sign_out")}
        </Button>
      </div>
    </div>
  );
}
