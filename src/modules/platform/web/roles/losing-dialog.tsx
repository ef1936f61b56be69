import { Button, Group, Stack, Text } from "@mantine/core";
import { useObjectTitle } from "#records/web";
import { Modal } from "#web/dialog.tsx";
import { useT } from "#web/texts.ts";
import type { Loss } from "./losing-rights.ts";

interface LosingDialogProps {
  readonly loss: Loss;
  readonly onGoOn: () => void;
  readonly onClose: () => void;
}

/** Whoever takes rights from themselves may not be able to take it back: so this is asked, by what is lost. */
export function LosingDialog({ loss, onGoOn, onClose }: LosingDialogProps) {
  const t = useT();
  const titleOf = useObjectTitle();
  const lost = [
    ...loss.permissions.map((permission) => t(`permissions.${permission.replace(":", "_")}`)),
    ...(loss.objects.length > 0
      ? [
          t("settings.roles.losing.objects", {
            names: loss.objects.map((name) => titleOf(name, "many")).join(", "),
          }),
        ]
      : []),
  ];
  const forGood = loss.permissions.includes("roles:manage");
  return (
    <Modal opened onClose={onClose} title={t("settings.roles.losing.title")}>
      <Stack gap="md">
        <Text size="sm">{t("settings.roles.losing.text")}</Text>
        <ul style={{ margin: 0, paddingInlineStart: 20, fontSize: 13 }}>
          {lost.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        {forGood && <Text size="sm">{t("settings.roles.losing.for_good")}</Text>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t("settings.roles.losing.back")}
          </Button>
          <Button color="red" onClick={onGoOn}>
            {t("settings.roles.losing.go_on")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
