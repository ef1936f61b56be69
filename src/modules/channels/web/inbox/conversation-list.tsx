import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import type { RecordList } from "#records/web";
import { useT } from "#web/texts.ts";
import type { Conversation } from "./conversation.ts";
import { ConversationLine } from "./conversation-line.tsx";
import styles from "./inbox.module.css";
import { useUnread } from "./unread.ts";

const lineHeight = 78;

interface ConversationListProps {
  readonly list: RecordList;
  readonly rows: readonly Conversation[];
  readonly open: string | undefined;
  readonly chosen: ReadonlySet<string>;
  readonly onOpen: (id: string) => void;
  readonly onChoose: (id: string) => void;
  readonly onPulled: (conversation: Conversation) => void;
}

/** Conversations, of which as many are drawn as there is room for. */
export function ConversationList(props: ConversationListProps) {
  const { list, rows, open, chosen, onOpen, onChoose, onPulled } = props;
  const t = useT();
  const scroller = useRef<HTMLDivElement>(null);
  const unread = useUnread(rows);
  const lines = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: 8,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const items = lines.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { hasMore, isFetchingMore, fetchMore } = list;
  useEffect(() => {
    if (hasMore && !isFetchingMore && last >= rows.length - 20) void fetchMore();
  }, [hasMore, isFetchingMore, fetchMore, last, rows.length]);
  const at = rows.findIndex(({ id }) => id === open);
  useEffect(() => {
    if (at >= 0) lines.scrollToIndex(at, { align: "auto" });
  }, [at, lines]);
  return (
    <div ref={scroller} className={styles.lines}>
      <div
        role="list"
        aria-label={t("inbox.list")}
        className={styles.linesBody}
        style={{ height: lines.getTotalSize() }}
      >
        {items.map(({ index, start }) => {
          const conversation = rows[index];
          if (!conversation) return null;
          return (
            <div
              key={conversation.id}
              role="listitem"
              aria-setsize={hasMore ? -1 : rows.length}
              aria-posinset={index + 1}
              className={styles.lineAt}
              style={{ height: lineHeight, transform: `translateY(${start}px)` }}
            >
              <ConversationLine
                conversation={conversation}
                isOpen={conversation.id === open}
                isChosen={chosen.has(conversation.id)}
                isUnread={unread.has(conversation.id)}
                onOpen={onOpen}
                onChoose={onChoose}
                onPulled={onPulled}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
