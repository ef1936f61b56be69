import { Button, Code, Group, PinInput, SimpleGrid, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { renderSVG } from "uqr";
import { call } from "#web/client.ts";
import { Modal } from "#web/dialog.tsx";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { beginSecondFactor, confirmSecondFactor } from "../../contract/me.ts";
import { ProblemNote } from "#web/problem-note.tsx";
import { CopyButton } from "#web/copy-button.tsx";
import { PasswordQuestion } from "./password-question.tsx";

interface Begun {
  readonly address: string;
  readonly recoveryCodes: readonly string[];
}

/** Password, then the picture for the authenticator and a first code, then the recovery codes. */
export function SecondFactorSetUp({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const t = useT();
  const [begun, setBegun] = useState<Begun | null>(null);
  const [confirmed, setConfirmed] = useState(false);
  return (
    <Modal opened onClose={confirmed ? onDone : onClose} title={t("settings.second_factor.title")}>
      {!begun && (
        <PasswordQuestion
          text={t("settings.second_factor.password_text")}
          act={t("setup.next")}
          ask={(password) => call(beginSecondFactor, { body: { password } })}
          onDone={setBegun}
        />
      )}
      {begun && !confirmed && <Scan address={begun.address} onDone={() => setConfirmed(true)} />}
      {begun && confirmed && <RecoveryCodes codes={begun.recoveryCodes} onDone={onDone} />}
    </Modal>
  );
}

function Scan({ address, onDone }: { address: string; onDone: () => void }) {
  const t = useT();
  const [code, setCode] = useState("");
  const picture = useMemo(
    () => `data:image/svg+xml,${encodeURIComponent(renderSVG(address, { border: 2 }))}`,
    [address],
  );
  const secret = new URL(address).searchParams.get("secret") ?? "";
  const confirming = useMutation({
    mutationFn: (typed: string) => call(confirmSecondFactor, { body: { code: typed } }),
    onSuccess: onDone,
    onError: () => setCode(""),
  });
  return (
    <Stack gap="md" align="center">
      <Text size="sm">{t("settings.second_factor.scan_text")}</Text>
      <img
        src={picture}
        alt={t("settings.second_factor.picture")}
        width={200}
        height={200}
        style={{ borderRadius: 8 }}
      />
      <Group gap={4} wrap="nowrap">
        <Code style={{ wordBreak: "break-all" }}>{secret}</Code>
        <CopyButton text={secret} />
      </Group>
      <PinInput
        length={6}
        type="number"
        oneTimeCode
        autoFocus
        aria-label={t("door.second_factor.code")}
        value={code}
        onChange={setCode}
        onComplete={(typed) => confirming.mutate(typed)}
      />
      <ProblemNote text={confirming.error ? problemText(confirming.error) : undefined} />
    </Stack>
  );
}

function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const t = useT();
  return (
    <Stack gap="md">
      <Text size="sm">{t("settings.second_factor.recovery_text")}</Text>
      <SimpleGrid cols={2} spacing={6}>
        {codes.map((code) => (
          <Code key={code}>{code}</Code>
        ))}
      </SimpleGrid>
      <Group justify="space-between">
        <CopyButton text={codes.join("\n")} labelled />
        <Button onClick={onDone}>{t("settings.second_factor.kept")}</Button>
      </Group>
    </Stack>
  );
}
