import { Tooltip } from "@mantine/core";
import { IconShieldX, IconUserQuestion } from "@tabler/icons-react";
import { useT } from "#web/texts.ts";
import type { Said } from "../../contract/conversations.ts";
import styles from "./sender-marks.module.css";

/** What to know of who wrote, before one answers: that nobody knows whether it is them, and that they were not spoken with here. */
export function SenderMarks({ message: { direction, details } }: { readonly message: Said }) {
  if (direction !== "in") return null;
  const check = details["sender_check"];
  const marks = [
    ...(check === "failed" ? ["failed"] : check === "unknown" ? ["unknown"] : []),
    ...(details["newcomer"] === true ? ["newcomer"] : []),
  ];
  if (marks.length === 0) return null;
  return (
    <div className={styles.marks}>
      {marks.map((mark) => (
        <Mark key={mark} mark={mark} />
      ))}
    </div>
  );
}

function Mark({ mark }: { readonly mark: string }) {
  const t = useT();
  const Icon = mark === "newcomer" ? IconUserQuestion : IconShieldX;
  return (
    <Tooltip
      label={t(`senders.${mark}_text`)}
      multiline
      w={280}
      events={{ hover: true, focus: true, touch: true }}
    >
      <span className={styles.mark} data-mark={mark} tabIndex={0} role="note">
        <Icon size={13} stroke={1.5} aria-hidden="true" />
        {t(`senders.${mark}`)}
      </span>
    </Tooltip>
  );
}
