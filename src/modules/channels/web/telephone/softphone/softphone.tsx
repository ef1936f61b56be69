import { Alert, Button, Group } from "@mantine/core";
import { useEffect } from "react";
import type { RecordData } from "#records/contract";
import { useT } from "#web/texts.ts";
import { CallControls } from "./call-controls.tsx";
import { switchOff, switchOn } from "./phone.ts";
import { setPhone, usePhone } from "./phone-state.ts";
import { isKeptOn } from "./kept-on.ts";

interface SoftphoneProps {
  /** What one is called at the edge. */
  readonly name: string;
  /** The call as the server knows it, once it does: who it is. */
  readonly record: RecordData | undefined;
}

/** The telephone in this browser: the call that it has, and what is wrong with it. It is on again after a reload where it was on. */
export function Softphone({ name, record }: SoftphoneProps) {
  const { power, call, problem } = usePhone();
  useEffect(() => {
    if (isKeptOn()) void switchOn(name);
  }, [name]);
  return (
    <>
      {call && <CallControls call={call} record={record} />}
      {problem && <DeviceNote problem={problem} name={name} />}
      {power === "lost" && <LostNote />}
    </>
  );
}

function DeviceNote({ problem, name }: { readonly problem: string; readonly name: string }) {
  const t = useT();
  return (
    <Alert
      color="red"
      role="alert"
      title={t("channels.softphone.no_microphone")}
      withCloseButton
      closeButtonLabel={t("shell.close")}
      onClose={() => setPhone({ problem: null })}
    >
      <Group gap="xs">
        {t(`channels.softphone.problems.${problem}`)}
        <Button size="compact-xs" variant="default" onClick={() => void switchOn(name)}>
          {t("channels.softphone.try_again")}
        </Button>
      </Group>
    </Alert>
  );
}

function LostNote() {
  const t = useT();
  return (
    <Alert color="yellow" role="status" title={t("channels.softphone.lost")}>
      <Group gap="xs">
        {t("channels.softphone.lost_text")}
        <Button size="compact-xs" variant="default" onClick={switchOff}>
          {t("channels.softphone.switch_off")}
        </Button>
      </Group>
    </Alert>
  );
}
