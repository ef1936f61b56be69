import { Button, PasswordInput, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { call } from "#web/client.ts";
import { notifyDone } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { changePassword } from "../../contract/me.ts";
import { fieldProblem, otherProblem } from "../field-problem.ts";
import { ProblemNote } from "#web/problem-note.tsx";
import { Section } from "./section.tsx";

export function PasswordSection({ email }: { email: string }) {
  const t = useT();
  const [opened, setOpened] = useState(false);
  return (
    <Section
      title={t("door.password")}
      text={t("settings.profile.password_text")}
      action={
        !opened && (
          <Button variant="default" onClick={() => setOpened(true)}>
            {t("settings.profile.change_password")}
          </Button>
        )
      }
    >
      {opened && <PasswordForm email={email} onDone={() => setOpened(false)} />}
    </Section>
  );
}

function PasswordForm({ email, onDone }: { email: string; onDone: () => void }) {
  const t = useT();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const saving = useMutation({
    mutationFn: () => call(changePassword, { body: { current, password } }),
    onSuccess: () => {
      notifyDone(t("settings.profile.password_changed"));
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  const toggle = { "aria-label": t("door.show_password") };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <PasswordInput
          label={t("settings.profile.current_password")}
          autoComplete="current-password"
          required
          withAsterisk={false}
          autoFocus
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          visibilityToggleButtonProps={toggle}
        />
        <PasswordInput
          label={t("door.new_password")}
          description={t("door.password_advice")}
          autoComplete="new-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={fieldProblem(saving.error, "password")}
          visibilityToggleButtonProps={toggle}
        />
        <ProblemNote text={otherProblem(saving.error, ["password"])} />
        <Button type="submit" loading={saving.isPending} style={{ alignSelf: "flex-start" }}>
          {t("settings.profile.change_password")}
        </Button>
      </Stack>
    </form>
  );
}
