import { Anchor, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { call } from "#web/client.ts";
import { useT } from "#web/texts.ts";
import { signIn } from "../../contract/session.ts";
import { fieldProblem, otherProblem } from "../field-problem.ts";
import { ProblemNote } from "#web/problem-note.tsx";

interface CredentialsFormProps {
  readonly onDone: (answer: { secondFactor: boolean }) => void;
}

export function CredentialsForm({ onDone }: CredentialsFormProps) {
  const t = useT();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const asking = useMutation({
    mutationFn: () => call(signIn, { body: { email, password, remember: true } }),
    onSuccess: onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    asking.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label={t("door.email")}
          type="email"
          name="email"
          autoComplete="username"
          size="md"
          required
          withAsterisk={false}
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={fieldProblem(asking.error, "email")}
        />
        <PasswordInput
          label={t("door.password")}
          name="password"
          autoComplete="current-password"
          size="md"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ "aria-label": t("door.show_password") }}
        />
        <ProblemNote text={otherProblem(asking.error, ["email"])} />
        <Button type="submit" size="md" fullWidth loading={asking.isPending}>
          {t("door.sign_in.act")}
        </Button>
        <Anchor component={Link} to="/forgotten-password" size="sm" ta="center">
          {t("door.forgotten.link")}
        </Anchor>
      </Stack>
    </form>
  );
}
