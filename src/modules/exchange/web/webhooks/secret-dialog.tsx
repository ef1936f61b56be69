import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { CopyButton } from "#web/copy-button.tsx";
import { Modal } from "#web/dialog.tsx";
import { useT } from "#web/texts.ts";

interface SecretDialogProps {
  readonly secret: string;
  readonly name: string;
  /** It follows one that counts for another day. */
  readonly rotated?: boolean;
  readonly onClose: () => void;
}

/** Shows the secret, this once. */
export function SecretDialog({ secret, name, rotated = false, onClose }: SecretDialogProps) {
  const t = useT();
  return (
    <Modal opened onClose={onClose} title={name} closeOnClickOutside={false}>
      <Stack gap="md">
        <Text size="sm">{t("webhooks.secret.shown_once")}</Text>
        {rotated && <Text size="sm">{t("webhooks.secret.overlap")}</Text>}
        <TextInput
          aria-label={t("webhooks.secret.title")}
          readOnly
          value={secret}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Group justify="space-between">
          <CopyButton text={secret} labelled />
          <Button onClick={onClose}>{t("webhooks.secret.kept")}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
