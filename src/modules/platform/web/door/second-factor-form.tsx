import { Button, PinInput, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ApiProblem, call } from "#web/client.ts";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { passSecondFactor } from "../../contract/session.ts";
import { ProblemNote } from "#web/problem-note.tsx";
import { Door } from "./door.tsx";

interface SecondFactorFormProps {
  readonly onDone: () => void;
  readonly onBack: () => void;
}

/** The second step of a sign-in: the code of the authenticator, or a recovery code where the phone is gone. */
export function SecondFactorForm({ onDone, onBack }: SecondFactorFormProps) {
  const t = useT();
  const [code, setCode] = useState("");
  const [recovering, setRecovering] = useState(false);
  const asking = useMutation({
    mutationFn: (typed: string) => call(passSecondFactor, { body: { code: typed } }),
    onSuccess: onDone,
    onError: (error) => {
      setCode("");
      if (error instanceof ApiProblem && error.problem.code === "sign_in_again") onBack();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    asking.mutate(code);
  };
  const swap = () => {
    asking.reset();
    setCode("");
    setRecovering(!recovering);
  };
  return (
    <Door
      title={t("door.second_factor.title")}
      text={t(recovering ? "door.second_factor.recovery_text" : "door.second_factor.text")}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          {recovering ? (
            <TextInput
              label={t("door.second_factor.recovery_code")}
              size="md"
              autoFocus
              autoComplete="off"
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
          ) : (
            <PinInput
              length={6}
              type="number"
              size="md"
              oneTimeCode
              autoFocus
              aria-label={t("door.second_factor.code")}
              value={code}
              onChange={setCode}
              onComplete={(typed) => asking.mutate(typed)}
            />
          )}
          <ProblemNote text={asking.error ? problemText(asking.error) : undefined} />
          <Button type="submit" size="md" fullWidth loading={asking.isPending} disabled={code.length < 6}>
            {t("door.second_factor.act")}
          </Button>
          <Button variant="subtle" color="gray" onClick={swap}>
            {t(recovering ? "door.second_factor.use_code" : "door.second_factor.use_recovery")}
          </Button>
        </Stack>
      </form>
    </Door>
  );
}
