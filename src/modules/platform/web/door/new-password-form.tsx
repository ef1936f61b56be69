import { Button, PasswordInput, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useT } from "#web/texts.ts";
import { fieldProblem, otherProblem } from "../field-problem.ts";
import { ProblemNote } from "#web/problem-note.tsx";

interface NewPasswordFormProps {
  readonly act: string;
  /** For the browser's password store: whose password this is. */
  readonly email?: string;
  readonly choose: (password: string) => Promise<unknown>;
  readonly onDone: () => void;
}

/** Choosing a password: typed once and shown on wish rather than typed twice. */
export function NewPasswordForm({ act, email, choose, onDone }: NewPasswordFormProps) {
  const t = useT();
  const [password, setPassword] = useState("");
  const asking = useMutation({ mutationFn: () => choose(password), onSuccess: onDone });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    asking.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {email && <input type="email" autoComplete="username" value={email} readOnly hidden />}
        <PasswordInput
          label={t("door.new_password")}
          description={t("door.password_advice")}
          autoComplete="new-password"
          size="md"
          required
          withAsterisk={false}
          autoFocus
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={fieldProblem(asking.error, "password")}
          visibilityToggleButtonProps={{ "aria-label": t("door.show_password") }}
        />
        <ProblemNote text={otherProblem(asking.error, ["password"])} />
        <Button type="submit" size="md" fullWidth loading={asking.isPending}>
          {act}
        </Button>
      </Stack>
    </form>
  );
}
