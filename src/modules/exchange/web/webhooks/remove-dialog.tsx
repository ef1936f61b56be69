import { Button, Group, Stack, Text } from "@mantine/core";
import { Modal } from "#web/dialog.tsx";
import { useT } from "#web/texts.ts";

interface RemoveDialogProps {
  readonly name: string;
  readonly busy: boolean;
  readonly onRemove: () => void;
  readonly onClose: () => void;
}

/** A removed webhook does not come back, so this is asked by its name. */
export function RemoveDialog({ name, busy, onRemove, onClose }: RemoveDialogProps) {
  const t = useT();
  return (
    <Modal opened onClose={onClose} title={t("webhooks.remove.title", { name })}>
      <Stack gap="md">
        <Text size="sm">{t("webhooks.remove.text")}</Text>
        <Group justify="flex-end">
          <Button color="red" onClick={onRemove} loading={busy} data-autofocus>
            {t("webhooks.remove.act")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
