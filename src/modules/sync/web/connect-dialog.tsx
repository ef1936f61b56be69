import { PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { FormDialog } from "#web/form-dialog.tsx";
import { call } from "#web/client.ts";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { connectCalendar } from "../contract/connections.ts";

/** Where the calendar is, and how one signs in there. */
export function ConnectDialog({ onMade, onClose }: { onMade: () => void; onClose: () => void }) {
  const t = useT();
  const [address, setAddress] = useState("");
  const [userName, setUserName] = useState("");
  const [password, setPassword] = useState("");
  const connecting = useMutation({
    mutationFn: () => call(connectCalendar, { body: { address, userName, password } }),
    onSuccess: () => {
      onMade();
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("sync.connections.new")}
      act={t("sync.connections.connect")}
      onSubmit={connecting.mutate}
      onClose={onClose}
      busy={connecting.isPending}
      disabled={!address.trim() || !userName.trim() || !password}
      problem={connecting.error ? problemText(connecting.error) : undefined}
    >
      <TextInput
        label={t("sync.connections.address")}
        description={t("sync.connections.address_text")}
        placeholder={t("sync.connections.address_example")}
        inputMode="url"
        maxLength={2000}
        data-autofocus
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      <TextInput
        label={t("sync.connections.user_name")}
        autoComplete="off"
        maxLength={320}
        value={userName}
        onChange={(event) => setUserName(event.currentTarget.value)}
      />
      <PasswordInput
        label={t("sync.connections.password")}
        description={t("sync.connections.password_text")}
        autoComplete="new-password"
        maxLength={1000}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
