import { Checkbox, UnstyledButton } from "@mantine/core";
import { IconClockHour4, IconFlag } from "@tabler/icons-react";
import { memo } from "react";
import { useOptionTitle } from "#records/web";
import { Avatar } from "#web/avatar.tsx";
import { useFormat } from "#web/format.ts";
import { ObjectIcon } from "#web/icon.tsx";
import { useSwipe } from "#web/swipe.ts";
import { useT } from "#web/texts.ts";
import { aboutOf, channelIcons, type Conversation, whoOf } from "./conversation.ts";
import styles from "./inbox.module.css";
import { shortTime } from "./short-time.ts";

interface ConversationLineProps {
  readonly conversation: Conversation;
  readonly isOpen: boolean;
  readonly isChosen: boolean;
  readonly isUnread: boolean;
  readonly onOpen: (id: string) => void;
  readonly onChoose: (id: string) => void;
  /** Pulled to the right by a finger, it is dealt with. */
  readonly onPulled: (conversation: Conversation) => void;
}

/** A conversation in the list: who, about what, what was said last, since when they wait, and who has it. */
export const ConversationLine = memo(function ConversationLine(props: ConversationLineProps) {
  const { conversation, isOpen, isChosen, isUnread, onOpen, onChoose, onPulled } = props;
  const t = useT();
  const format = useFormat();
  const option = useOptionTitle();
  const who = whoOf(conversation) ?? t("inbox.unknown");
  const { party, account, channel, preview, owner, waiting_since: waiting, tags } = conversation;
  const about = aboutOf(conversation, t);
  // What was said once is not said again below it.
  const below = preview && preview !== about ? preview : account?.title;
  const isThere = conversation.state === "open" || conversation.state === "snoozed";
  const { by, isEnough, listeners } = useSwipe(isThere ? () => onPulled(conversation) : undefined);
  return (
    <div
      className={styles.line}
      data-swiped={isEnough || undefined}
      style={by > 0 ? { translate: `${by}px 0` } : undefined}
      {...listeners}
      data-open={isOpen || undefined}
      data-chosen={isChosen || undefined}
      data-unread={isUnread || undefined}
    >
      <span className={styles.face}>
        <Avatar name={who} kind={party?.object === "company" ? "company" : "person"} size={28} />
        <Checkbox
          size="xs"
          className={styles.choose}
          aria-label={t("records.table.select", { name: who })}
          checked={isChosen}
          onChange={() => onChoose(conversation.id)}
        />
      </span>
      <UnstyledButton
        className={styles.lineText}
        aria-current={isOpen ? "true" : undefined}
        onClick={() => onOpen(conversation.id)}
      >
        <span className={styles.lineHead}>
          {isUnread && <span className={styles.dot} role="img" aria-label={t("inbox.unread")} />}
          <span className={styles.who}>{who}</span>
          {conversation.last_message_at && (
            <time
              className={styles.when}
              dateTime={conversation.last_message_at}
              title={format.dateTime(conversation.last_message_at)}
            >
              {shortTime(conversation.last_message_at, format)}
            </time>
          )}
        </span>
        <span className={styles.subject}>{about}</span>
        <span className={styles.lineFoot}>
          <ObjectIcon name={channelIcons[channel] ?? "messages"} size={13} />
          <span className={styles.preview}>{below}</span>
          {tags.slice(0, 1).map((tag) => (
            <span key={tag} className={styles.tag}>
              {option("conversation", "tags", tag)}
            </span>
          ))}
          {(conversation.priority === "high" || conversation.priority === "urgent") && (
            <IconFlag
              size={13}
              stroke={1.5}
              className={styles.warning}
              aria-label={t(`options.conversation.priority.${conversation.priority}`)}
            />
          )}
          {waiting && (
            <span className={styles.waiting} title={t("inbox.waits_since", { at: format.dateTime(waiting) })}>
              <IconClockHour4 size={13} stroke={1.5} aria-hidden="true" />
              {format.since(waiting)}
            </span>
          )}
          {owner && (
            <span title={t("inbox.has_it", { by: owner.title })} className={styles.ownerFace}>
              <Avatar name={owner.title} kind="person" size={18} />
              <span className={styles.hidden}>{t("inbox.has_it", { by: owner.title })}</span>
            </span>
          )}
        </span>
      </UnstyledButton>
    </div>
  );
});
