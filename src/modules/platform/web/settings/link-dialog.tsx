import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { Modal } from "#web/dialog.tsx";
import { useT } from "#web/texts.ts";
import { CopyButton } from "#web/copy-button.tsx";

interface LinkDialogProps {
  readonly link: string;
  readonly name: string;
  readonly kind: "invitation" | "password_reset";
  readonly onClose: () => void;
}

/** Where no mail is sent, the link is handed over by whoever asked for it. */
export function LinkDialog({ link, name, kind, onClose }: LinkDialogProps) {
  const t = useT();
  return (
    <Modal opened onClose={onClose} title={t(`settings.link.${kind}`, { name })}>
      <Stack gap="md">
        <Text size="sm">{t(`settings.link.${kind}_text`, { name })}</Text>
        <TextInput
          aria-label={t("settings.link.label")}
          readOnly
          value={link}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Group justify="space-between">
          <CopyButton text={link} labelled />
          <Button variant="subtle" color="gray" onClick={onClose}>
            {t("shell.close")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
