import { Button } from "@mantine/core";
import {
  IconArrowForwardUp,
  IconDialpad,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhone,
  IconPhoneOff,
  IconPlayerPause,
  IconPlayerPlay,
} from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import type { LinkValue, RecordData } from "#records/contract";
import { IconButton } from "#web/icon-button.tsx";
import { useKeys } from "#web/keyboard.ts";
import { useT } from "#web/texts.ts";
import { CallHead } from "../call-head.tsx";
import { useTelephone } from "../use-telephone.ts";
import { Keypad } from "./keypad.tsx";
import { PassingOn } from "./passing-on.tsx";
import { answer, hangUp, toggleHold, toggleMute } from "./phone.ts";
import type { PhoneCall } from "./phone-state.ts";
import styles from "./softphone.module.css";

interface CallProps {
  readonly call: PhoneCall;
  readonly record: RecordData | undefined;
}

/** The call that this browser has: who it is, and what can be done with it. */
export function CallControls({ call, record }: CallProps) {
  const t = useT();
  const rings = call.stage === "rings";
  useKeys(
    {
      "alt+shift+a": rings ? answer : undefined,
      "alt+shift+x": hangUp,
      "alt+shift+m": rings ? undefined : toggleMute,
    },
    {
      ...(rings && { "alt+shift+a": t("channels.softphone.answer") }),
      "alt+shift+x": t("channels.softphone.hang_up"),
      ...(!rings && { "alt+shift+m": t("channels.softphone.mute") }),
    },
    { group: t("channels.softphone.title") },
  );
  return (
    <div className={styles.card} data-rings={rings || undefined} role={rings ? "alert" : "group"}>
      <RecordedNote record={record} />
      <CallHead record={record} number={call.number} state={stateText(t, call)} />
      {rings ? <Ringing /> : <Speaking call={call} />}
    </div>
  );
}

/** Who speaks is told that it is kept, to say so to the other end. */
function RecordedNote({ record }: { readonly record: RecordData | undefined }) {
  const t = useT();
  const line = (record?.["account"] ?? null) as LinkValue | null;
  const telephone = useTelephone();
  if (!telephone?.lines.some(({ id, records }) => records && id === line?.id)) return null;
  return (
    <p className={styles.recorded} role="status">
      {t("channels.recording.note")}
    </p>
  );
}

function stateText(t: ReturnType<typeof useT>, { stage, onHold }: PhoneCall): string | undefined {
  if (stage === "rings") return t("channels.telephone.rings");
  if (stage === "dials") return t("channels.telephone.dials");
  return onHold ? t("channels.softphone.on_hold") : undefined;
}

function Ringing() {
  const t = useT();
  return (
    <div className={styles.acts}>
      <Button color="green" leftSection={<IconPhone size={16} stroke={1.5} />} onClick={answer}>
        {t("channels.softphone.answer")}
      </Button>
      <Button variant="default" leftSection={<IconPhoneOff size={16} stroke={1.5} />} onClick={hangUp}>
        {t("channels.softphone.decline")}
      </Button>
    </div>
  );
}

function Speaking({ call: { stage, muted, onHold } }: { readonly call: PhoneCall }) {
  const t = useT();
  const [open, setOpen] = useState<"keys" | "colleagues" | null>(null);
  const speaks = stage === "speaks";
  const turn = (what: "keys" | "colleagues") => setOpen(open === what ? null : what);
  return (
    <>
      <div className={styles.acts}>
        <Act label={t("channels.softphone.mute")} on={muted} onClick={toggleMute} disabled={!speaks}>
          {muted ? <IconMicrophoneOff size={16} stroke={1.5} /> : <IconMicrophone size={16} stroke={1.5} />}
        </Act>
        <Act label={t("channels.softphone.hold")} on={onHold} onClick={toggleHold} disabled={!speaks}>
          {onHold ? <IconPlayerPlay size={16} stroke={1.5} /> : <IconPlayerPause size={16} stroke={1.5} />}
        </Act>
        <Act
          label={t("channels.softphone.keys")}
          on={open === "keys"}
          onClick={() => turn("keys")}
          disabled={!speaks}
        >
          <IconDialpad size={16} stroke={1.5} />
        </Act>
        <Act
          label={t("channels.softphone.pass_on")}
          on={open === "colleagues"}
          onClick={() => turn("colleagues")}
          disabled={!speaks}
        >
          <IconArrowForwardUp size={16} stroke={1.5} />
        </Act>
        <Button color="red" leftSection={<IconPhoneOff size={16} stroke={1.5} />} onClick={hangUp}>
          {t("channels.softphone.hang_up")}
        </Button>
      </div>
      {speaks && open === "keys" && <Keypad />}
      {speaks && open === "colleagues" && <PassingOn />}
    </>
  );
}

interface ActProps {
  readonly label: string;
  readonly on: boolean;
  readonly disabled: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function Act({ label, on, children, ...rest }: ActProps) {
  return (
    <IconButton label={label} size={36} variant={on ? "filled" : "default"} aria-pressed={on} {...rest}>
      {children}
    </IconButton>
  );
}
