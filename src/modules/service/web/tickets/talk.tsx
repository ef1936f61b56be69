import type { LinkValue } from "#records/contract";
import type { RecordSlotProps } from "#records/web";
import { ConversationOf } from "#channels/web";
import { useT } from "#web/texts.ts";
import styles from "./talk.module.css";

/** What was asked and answered: the conversation that a ticket is about, where one answers in place; else its description. */
export function Talk({ record: ticket }: RecordSlotProps) {
  const t = useT();
  const conversation = ticket.conversation as LinkValue | null | undefined;
  if (conversation) return <ConversationOf key={conversation.id} id={conversation.id} />;
  const text = String(ticket.description ?? "");
  return <p className={text ? styles.body : styles.none}>{text || t("service.talk.nothing")}</p>;
}
