import { Button, Group, Stack, Text } from "@mantine/core";
import { Modal } from "#web/dialog.tsx";

interface ConfirmDialogProps {
  readonly title: string;
  readonly text: string;
  readonly act: string;
  readonly busy: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** What does not come back is asked by its name. */
export function ConfirmDialog({ title, text, act, busy, onConfirm, onClose }: ConfirmDialogProps) {
  return (
    <Modal opened onClose={onClose} title={title}>
      <Stack gap="md">
        <Text size="sm">{text}</Text>
        <Group justify="flex-end">
          <Button color="red" onClick={onConfirm} loading={busy} data-autofocus>
            {act}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
