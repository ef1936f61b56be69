import { Button, Group, Stack, Text } from "@mantine/core";
import { Modal } from "#web/dialog.tsx";
import { useT } from "#web/texts.ts";

interface RevokeDialogProps {
  readonly name: string;
  readonly busy: boolean;
  readonly onRevoke: () => void;
  readonly onClose: () => void;
}

/** A revoked key does not come back, so this is asked by its name. */
export function RevokeDialog({ name, busy, onRevoke, onClose }: RevokeDialogProps) {
  const t = useT();
  return (
    <Modal opened onClose={onClose} title={t("settings.api_keys.revoke_title", { name })}>
      <Stack gap="md">
        <Text size="sm">{t("settings.api_keys.revoke_text")}</Text>
        <Group justify="flex-end">
          <Button color="red" onClick={onRevoke} loading={busy} data-autofocus>
            {t("settings.api_keys.revoke")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
