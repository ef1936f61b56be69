import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { OutputOf } from "#kernel/action";
import { FormDialog } from "#web/form-dialog.tsx";
import { call } from "#web/client.ts";
import { Modal } from "#web/dialog.tsx";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { type listAppPasswords, makeAppPassword } from "../contract/app-passwords.ts";
import { CopyLine } from "./copy-line.tsx";
import styles from "./sync.module.css";

interface PasswordDialogProps {
  readonly access: Pick<OutputOf<typeof listAppPasswords>, "server" | "userName">;
  readonly onMade: () => void;
  readonly onClose: () => void;
}

/** Makes a password and shows it, this once, with what else the program asks for. */
export function PasswordDialog({ access, onMade, onClose }: PasswordDialogProps) {
  const t = useT();
  const [name, setName] = useState("");
  const making = useMutation({
    mutationFn: () => call(makeAppPassword, { body: { name } }),
    onSuccess: onMade,
  });
  if (making.data)
    return (
      <Modal opened onClose={onClose} title={name} closeOnClickOutside={false}>
        <Stack gap="md">
          <Text size="sm">{t("sync.passwords.shown_once")}</Text>
          <dl className={styles.facts}>
            <CopyLine label={t("sync.programs.server")} text={access.server} />
            <CopyLine label={t("sync.programs.user_name")} text={access.userName} />
            <CopyLine label={t("sync.passwords.password")} text={making.data.password} />
          </dl>
          <Group justify="flex-end">
            <Button onClick={onClose} data-autofocus>
              {t("sync.passwords.done")}
            </Button>
          </Group>
        </Stack>
      </Modal>
    );
  return (
    <FormDialog
      title={t("sync.passwords.new")}
      act={t("sync.passwords.make")}
      onSubmit={making.mutate}
      onClose={onClose}
      busy={making.isPending}
      disabled={!name.trim()}
      problem={making.error ? problemText(making.error) : undefined}
    >
      <TextInput
        label={t("sync.passwords.name")}
        placeholder={t("sync.passwords.example")}
        required
        withAsterisk={false}
        maxLength={200}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
