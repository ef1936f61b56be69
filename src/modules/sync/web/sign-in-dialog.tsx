import { PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { FormDialog } from "#web/form-dialog.tsx";
import { call } from "#web/client.ts";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { type CalendarConnection, signInAgain } from "../contract/connections.ts";

interface SignInDialogProps {
  readonly connection: CalendarConnection;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Another password for a service that takes the old one no longer. */
export function SignInDialog({ connection: { id, userName }, onDone, onClose }: SignInDialogProps) {
  const t = useT();
  const [password, setPassword] = useState("");
  const signing = useMutation({
    mutationFn: () => call(signInAgain, { params: { id }, body: { password } }),
    onSuccess: () => {
      onDone();
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("sync.connections.again")}
      act={t("sync.connections.sign_in")}
      onSubmit={signing.mutate}
      onClose={onClose}
      busy={signing.isPending}
      disabled={!password}
      problem={signing.error ? problemText(signing.error) : undefined}
    >
      <PasswordInput
        label={t("sync.connections.password")}
        description={userName}
        autoComplete="new-password"
        maxLength={1000}
        data-autofocus
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
