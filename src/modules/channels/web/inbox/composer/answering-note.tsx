import { IconAlertTriangle, IconClockHour4 } from "@tabler/icons-react";
import type { Answering } from "#channels/contract";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { WriteAct } from "../../begin/write-act.tsx";
import type { Conversation } from "../conversation.ts";
import styles from "./composer.module.css";

interface AnsweringNoteProps {
  readonly answering: Answering | null | undefined;
  readonly conversation: Conversation;
}

/** Whether, and until when, an answer can go out by the channel. */
export function AnsweringNote({ answering, conversation }: AnsweringNoteProps) {
  const t = useT();
  const format = useFormat();
  if (answering === undefined) return null;
  const problem = problemOf(answering);
  if (problem)
    return (
      <p className={styles.channel} data-problem role="status">
        <IconAlertTriangle size={14} stroke={1.5} aria-hidden="true" />
        <span>{t(`inbox.answer.${problem}`)}</span>
        {problem !== "late" && conversation.party && (
          <WriteAct
            record={conversation}
            whom={{ party: conversation.party.id }}
            label={t("inbox.begin.act")}
          />
        )}
      </p>
    );
  if (!answering?.until) return null;
  return (
    <p className={styles.channel} role="status">
      <IconClockHour4 size={14} stroke={1.5} aria-hidden="true" />
      {t("inbox.answer.until", { at: format.dateTime(answering.until) })}
    </p>
  );
}

function problemOf(answering: Answering | null): "none" | "off" | "late" | "not_yet" | null {
  if (answering === null) return "none";
  if (!answering.active) return "off";
  if (!answering.late) return null;
  return answering.until && Date.parse(answering.until) > 0 ? "late" : "not_yet";
}
