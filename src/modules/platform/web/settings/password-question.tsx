import { Button, Group, PasswordInput, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";

interface PasswordQuestionProps<Answer> {
  readonly text: string;
  readonly act: string;
  readonly color?: string;
  readonly ask: (password: string) => Promise<Answer>;
  readonly onDone: (answer: Answer) => void;
}

/** Before what matters most: is it really you? */
export function PasswordQuestion<Answer>({ text, act, color, ask, onDone }: PasswordQuestionProps<Answer>) {
  const t = useT();
  const [password, setPassword] = useState("");
  const asking = useMutation({ mutationFn: () => ask(password), onSuccess: onDone });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    asking.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm">{text}</Text>
        <PasswordInput
          label={t("settings.profile.current_password")}
          autoComplete="current-password"
          required
          withAsterisk={false}
          data-autofocus
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={asking.error ? problemText(asking.error) : undefined}
          visibilityToggleButtonProps={{ "aria-label": t("door.show_password") }}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={asking.isPending} color={color}>
            {act}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
