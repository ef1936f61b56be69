import { Anchor, Button, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { call } from "#web/client.ts";
import { useT } from "#web/texts.ts";
import { requestPasswordReset } from "../../contract/session.ts";
import { fieldProblem, otherProblem } from "../field-problem.ts";
import { ProblemNote } from "#web/problem-note.tsx";
import { Door } from "./door.tsx";

export default function ForgottenPassword() {
  const t = useT();
  const [email, setEmail] = useState("");
  const asking = useMutation({ mutationFn: () => call(requestPasswordReset, { body: { email } }) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    asking.mutate();
  };
  const back = (
    <Anchor component={Link} to="/sign-in" size="sm" ta="center">
      {t("door.forgotten.back")}
    </Anchor>
  );
  if (asking.data) {
    const text = asking.data.byMail ? "door.forgotten.sent_text" : "door.forgotten.told_text";
    return (
      <Door title={t("door.forgotten.sent")} text={t(text, { email })}>
        {back}
      </Door>
    );
  }
  return (
    <Door title={t("door.forgotten.title")} text={t("door.forgotten.text")}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label={t("door.email")}
            type="email"
            autoComplete="username"
            size="md"
            required
            withAsterisk={false}
            autoFocus
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={fieldProblem(asking.error, "email")}
          />
          <ProblemNote text={otherProblem(asking.error, ["email"])} />
          <Button type="submit" size="md" fullWidth loading={asking.isPending}>
            {t("door.forgotten.act")}
          </Button>
          {back}
        </Stack>
      </form>
    </Door>
  );
}
