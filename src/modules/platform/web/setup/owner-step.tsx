import { Button, Group, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useT } from "#web/texts.ts";
import { fieldProblem, otherProblem } from "../field-problem.ts";
import { ProblemNote } from "#web/problem-note.tsx";

export interface Owner {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

interface OwnerStepProps {
  readonly value: Owner;
  readonly onChange: (value: Owner) => void;
  readonly onBack: () => void;
  readonly make: () => Promise<unknown>;
  readonly onDone: () => void;
}

export function OwnerStep({ value, onChange, onBack, make, onDone }: OwnerStepProps) {
  const t = useT();
  const making = useMutation({ mutationFn: make, onSuccess: onDone });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    making.mutate();
  };
  const input = { size: "md", required: true, withAsterisk: false } as const;
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          {...input}
          label={t("setup.owner.name")}
          autoComplete="name"
          autoFocus
          maxLength={200}
          value={value.name}
          onChange={(event) => onChange({ ...value, name: event.currentTarget.value })}
          error={fieldProblem(making.error, "name")}
        />
        <TextInput
          {...input}
          label={t("door.email")}
          type="email"
          autoComplete="username"
          value={value.email}
          onChange={(event) => onChange({ ...value, email: event.currentTarget.value })}
          error={fieldProblem(making.error, "email")}
        />
        <PasswordInput
          {...input}
          label={t("door.password")}
          description={t("door.password_advice")}
          autoComplete="new-password"
          value={value.password}
          onChange={(event) => onChange({ ...value, password: event.currentTarget.value })}
          error={fieldProblem(making.error, "password")}
          visibilityToggleButtonProps={{ "aria-label": t("door.show_password") }}
        />
        <ProblemNote text={otherProblem(making.error, ["name", "email", "password"])} />
        <Group grow>
          <Button variant="default" size="md" onClick={onBack}>
            {t("setup.back")}
          </Button>
          <Button type="submit" size="md" loading={making.isPending}>
            {t("setup.owner.act")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
