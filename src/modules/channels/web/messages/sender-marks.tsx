import { Tooltip } from "@mantine/core";
import { IconChecklist, IconShieldX, IconUserQuestion } from "@tabler/icons-react";
import { useT } from "#web/texts.ts";
import type { Said } from "../../contract/conversations.ts";
import styles from "./sender-marks.module.css";

/** What to know of who wrote, before one answers: whether it is them, whether they were spoken with here, and what they agreed to. */
export function SenderMarks({ message: { direction, details } }: { readonly message: Said }) {
  if (direction !== "in") return null;
  const check = details["sender_check"];
  const marks = [
    ...(check === "failed" ? ["failed"] : check === "unknown" ? ["unknown"] : []),
    ...(details["newcomer"] === true ? ["newcomer"] : []),
    ...consentIn(details["confirmation"]),
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

/** What was agreed to in a form counts once it was confirmed. */
function consentIn(confirmation: unknown): string[] {
  if (typeof confirmation !== "object" || confirmation === null) return [];
  return ["confirmed" in confirmation ? "consent_given" : "consent_asked"];
}

const icons: Readonly<Record<string, typeof IconShieldX>> = {
  newcomer: IconUserQuestion,
  consent_given: IconChecklist,
  consent_asked: IconChecklist,
};

function Mark({ mark }: { readonly mark: string }) {
  const t = useT();
  const Icon = icons[mark] ?? IconShieldX;
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
