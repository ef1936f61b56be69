import { Button } from "@mantine/core";
import { useLayoutEffect, useRef } from "react";
import type { Said } from "#channels/contract";
import { Waiting } from "#records/web";
import { EmptyState } from "#web/empty-state.tsx";
import { useFormat } from "#web/format.ts";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import styles from "./conversation.module.css";
import type { Conversation } from "./conversation.ts";
import { MessageItem } from "./message-item.tsx";
import { useMessages } from "./messages.ts";

interface MessageListProps {
  readonly conversation: Conversation;
  readonly mayAnswer: boolean;
  readonly onOpen: (id: string) => void;
}

/** What was said, in its order, by days; one comes in at the newest. */
export function MessageList({ conversation, mayAnswer, onOpen }: MessageListProps) {
  const t = useT();
  const format = useFormat();
  const found = useMessages(conversation.id);
  const messages = found.data ?? [];
  const spoken = messages.filter(({ direction }) => direction !== "note").length;
  const maySplit = mayAnswer && (spoken > 1 || found.hasNextPage);
  const scroller = useStuckToEnd(messages.at(-1)?.id);
  if (found.error) return <EmptyState icon="messages" title={problemText(found.error)} />;
  return (
    <div ref={scroller} className={styles.messages} tabIndex={0} role="log" aria-label={t("related.said")}>
      {found.isPending && <Waiting rows={4} />}
      {found.hasNextPage && (
        <Button
          variant="subtle"
          size="compact-sm"
          color="gray"
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {t("inbox.earlier")}
        </Button>
      )}
      {messages.map((message, index) => {
        const day = format.date(message.at, "full");
        const before = messages[index - 1];
        const isNewDay = !before || format.date(before.at, "full") !== day;
        return (
          <div key={message.id} className={styles.said}>
            {isNewDay && <div className={styles.day}>{day}</div>}
            <MessageItem
              message={message}
              conversation={conversation}
              goesOn={!isNewDay && goesOn(message, before)}
              onSplit={maySplit ? onOpen : undefined}
            />
          </div>
        );
      })}
    </div>
  );
}

const breath = 180_000;

/** Who writes line by line, as one does in a chat, is named once. */
function goesOn(message: Said, before: Said): boolean {
  return (
    message.kind === "message" &&
    before.kind === "message" &&
    message.direction === before.direction &&
    message.direction !== "note" &&
    message.author?.id === before.author?.id &&
    message.sender === before.sender &&
    message.sender_name === before.sender_name &&
    message.automatic === before.automatic &&
    Date.parse(message.at) - Date.parse(before.at) < breath
  );
}

/** Stands at the end as long as one reads there; who has gone up stays where they are. */
function useStuckToEnd(newest: string | undefined) {
  const scroller = useRef<HTMLDivElement>(null);
  const stuck = useRef(true);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const follow = () => {
      if (stuck.current) element.scrollTop = element.scrollHeight;
    };
    const look = () => {
      stuck.current = element.scrollHeight - element.scrollTop - element.clientHeight < 80;
    };
    follow();
    const sizes = new ResizeObserver(follow);
    sizes.observe(element);
    for (const child of element.children) sizes.observe(child);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [newest]);
  return scroller;
}
