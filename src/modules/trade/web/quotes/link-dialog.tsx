import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { CopyButton } from "#web/copy-button.tsx";
import { Modal } from "#web/dialog.tsx";
import { useT } from "#web/texts.ts";

/** A link for the customer, shown this once. */
export function LinkDialog({ link, onClose }: { link: string; onClose: () => void }) {
  const t = useT();
  return (
    <Modal opened onClose={onClose} title={t("customer_page.panel.link_title")} closeOnClickOutside={false}>
      <Stack gap="md">
        <Text size="sm">{t("customer_page.panel.link_text")}</Text>
        <TextInput
          aria-label={t("customer_page.panel.link_title")}
          readOnly
          value={link}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Group justify="space-between">
          <CopyButton text={link} labelled />
          <Button onClick={onClose}>{t("customer_page.panel.kept")}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
