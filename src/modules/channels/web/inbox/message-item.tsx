import { IconArrowsSplit2, IconLock, IconRobot } from "@tabler/icons-react";
import { type Said, splitMessage } from "#channels/contract";
import { Avatar } from "#web/avatar.tsx";
import { call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { IconButton } from "#web/icon-button.tsx";
import { useT } from "#web/texts.ts";
import { MessageContent } from "../messages/message-content.tsx";
import { SenderMarks } from "../messages/sender-marks.tsx";
import { CallContent } from "./call-content.tsx";
import styles from "./conversation.module.css";
import { type Conversation, whoOf } from "./conversation.ts";
import { useMerging } from "./merge-dialog.tsx";
import { MessageFiles } from "./message-files.tsx";
import { MessageState } from "./message-state.tsx";
import { PageSaid } from "./page-said.tsx";

interface MessageItemProps {
  readonly message: Said;
  readonly conversation: Conversation;
  /** It goes on with what the same one said right before: who it is stands there. */
  readonly goesOn: boolean;
  /** Opens the conversation that the message became; absent where it cannot become one. */
  readonly onSplit: ((id: string) => void) | undefined;
}

/** One thing said: by whom, when, to whom, and what became of it. */
export function MessageItem({ message, conversation, goesOn, onSplit }: MessageItemProps) {
  const t = useT();
  const format = useFormat();
  const { direction, author, sender, sender_name, recipients, automatic } = message;
  const theirs = direction === "in";
  const name =
    author?.title ?? sender_name ?? (theirs ? (whoOf(conversation) ?? sender) : null) ?? t("inbox.us");
  const to = [...(recipients["to"] ?? []), ...(recipients["cc"] ?? [])];
  return (
    <article
      className={styles.message}
      data-direction={direction}
      data-state={message.state}
      data-channel={conversation.channel}
      data-goes-on={goesOn || undefined}
    >
      <header className={styles.messageHead}>
        <Avatar
          name={name}
          kind={theirs && conversation.party?.object === "company" ? "company" : "person"}
          size={24}
        />
        <span className={styles.author}>{name}</span>
        {theirs && sender && sender !== name && <span className={styles.address}>{sender}</span>}
        {direction === "note" && (
          <span className={styles.kind}>
            <IconLock size={12} stroke={1.5} aria-hidden="true" />
            {t("inbox.note")}
          </span>
        )}
        {automatic && (
          <span className={styles.kind}>
            <IconRobot size={13} stroke={1.5} aria-hidden="true" />
            {t("fields.message.automatic")}
          </span>
        )}
        {direction === "out" && to.length > 0 && (
          <span className={styles.address} title={to.join(", ")}>
            {t("inbox.to", { to: to.join(", ") })}
          </span>
        )}
        {onSplit && direction !== "note" && <Split message={message.id} onSplit={onSplit} />}
        <time className={styles.time} dateTime={message.at} title={format.dateTime(message.at)}>
          {format.time(message.at)}
        </time>
      </header>
      <SenderMarks message={message} />
      <div className={styles.text}>
        {message.kind === "call" ? (
          <CallContent
            message={message}
            number={conversation.channel === "phone" ? conversation.contact : null}
          />
        ) : (
          <MessageContent message={message} />
        )}
      </div>
      <MessageFiles files={message.files} />
      {!goesOn && <PageSaid message={message} />}
      {direction === "out" && message.kind !== "call" && <MessageState message={message} />}
    </article>
  );
}

/** What is about something else begins a conversation of its own. */
function Split({ message, onSplit }: { readonly message: string; readonly onSplit: (id: string) => void }) {
  const t = useT();
  const { act, busy } = useMerging();
  const split = () => call(splitMessage, { params: { id: message } });
  return (
    <IconButton
      size="xs"
      label={t("inbox.acts.split")}
      className={styles.split}
      disabled={busy}
      onClick={() => void act(split, t("inbox.done.split")).then((made) => made && onSplit(made.id))}
    >
      <IconArrowsSplit2 size={14} stroke={1.5} />
    </IconButton>
  );
}
