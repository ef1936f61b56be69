import { Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "#web/client.ts";
import { CopyButton } from "#web/copy-button.tsx";
import { Modal } from "#web/dialog.tsx";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { createKey } from "../../contract/api-keys.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { type KeyBounds, KeyBoundsFields, unbound } from "./key-bounds-fields.tsx";
import { useRoleChoices } from "./role-titles.ts";

/** Makes a key and shows it, this once. */
export function ApiKeyDialog({ onClose, onMade }: { onClose: () => void; onMade: () => void }) {
  const t = useT();
  const roles = useRoleChoices();
  const [name, setName] = useState("");
  const [roleId, setRoleId] = useState<string | null>(null);
  const [bounds, setBounds] = useState(unbound);
  const making = useMutation({
    mutationFn: () => call(createKey, { body: { name, roleId: roleId ?? "", ...asked(bounds) } }),
    onSuccess: onMade,
  });
  if (making.data) {
    return (
      <Modal opened onClose={onClose} title={name} closeOnClickOutside={false}>
        <Stack gap="md">
          <Text size="sm">{t("settings.api_keys.shown_once")}</Text>
          <TextInput
            aria-label={t("settings.api_keys.key")}
            readOnly
            value={making.data.key}
            onFocus={(event) => event.currentTarget.select()}
          />
          <Group justify="space-between">
            <CopyButton text={making.data.key} labelled />
            <Button onClick={onClose}>{t("settings.api_keys.kept")}</Button>
          </Group>
        </Stack>
      </Modal>
    );
  }
  return (
    <FormDialog
      title={t("settings.api_keys.create")}
      act={t("settings.api_keys.make")}
      onSubmit={making.mutate}
      onClose={onClose}
      busy={making.isPending}
      disabled={!name.trim() || !roleId}
      problem={making.error ? problemText(making.error) : undefined}
    >
      <TextInput
        label={t("fields.role.name")}
        placeholder={t("settings.api_keys.example")}
        required
        withAsterisk={false}
        maxLength={200}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Select
        label={t("objects.role.one")}
        description={t("settings.api_keys.role_text")}
        data={[...roles]}
        value={roleId}
        onChange={setRoleId}
      />
      <KeyBoundsFields value={bounds} onChange={setBounds} />
    </FormDialog>
  );
}

// A key is good to the end of its last day, where its maker is.
function asked({ scopes, lastDay, networks, requestsPerMinute }: KeyBounds) {
  return {
    ...(scopes.length > 0 && { scopes: [...scopes] }),
    ...(lastDay && { expiresAt: new Date(`${lastDay}T23:59:59`).toISOString() }),
    ...(networks.length > 0 && { networks: [...networks] }),
    ...(requestsPerMinute && { requestsPerMinute }),
  };
}
