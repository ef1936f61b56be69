import { useLocalStorage } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { useRecord, useRecordRights, useObject, Waiting } from "#records/web";
import { Drawer } from "#web/dialog.tsx";
import { EmptyState } from "#web/empty-state.tsx";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import type { ConversationActs } from "./acts.ts";
import { Composer } from "./composer/composer.tsx";
import type { Conversation } from "./conversation.ts";
import { ConversationHead } from "./conversation-head.tsx";
import styles from "./conversation.module.css";
import { CustomerSide } from "./customer-side.tsx";
import { MergedNote } from "./merged-note.tsx";
import { MessageList } from "./message-list.tsx";
import { useMarkReading } from "./unread.ts";
import { useWatching } from "./watching.ts";
import { useCan } from "#web/session.ts";

interface ConversationPaneProps {
  readonly id: string | undefined;
  readonly columns: number;
  readonly acts: ConversationActs;
  readonly onBack: () => void;
  readonly onOpen: (id: string) => void;
  /** What was open is dealt with: on to the next. */
  readonly onNext: () => void;
}

/** The conversation that is open, with who it is with beside it. */
export function ConversationPane({ id, ...rest }: ConversationPaneProps) {
  const t = useT();
  const record = useRecord("conversation", id);
  if (!id)
    return (
      <div className={styles.pane}>
        <EmptyState icon="messages" title={t("inbox.none_open.title")} text={t("inbox.none_open.text")} />
      </div>
    );
  if (record.error)
    return (
      <div className={styles.pane}>
        <EmptyState icon="messages" title={problemText(record.error)} />
      </div>
    );
  if (!record.data)
    return (
      <div className={styles.pane}>
        <Waiting rows={6} />
      </div>
    );
  return <OpenConversation conversation={record.data as Conversation} {...rest} />;
}

interface OpenProps extends Omit<ConversationPaneProps, "id"> {
  readonly conversation: Conversation;
}

function OpenConversation({ conversation, columns, acts, onBack, onOpen, onNext }: OpenProps) {
  const t = useT();
  const { id, last_message_at: last } = conversation;
  const mark = useMarkReading();
  const [typing, setTyping] = useState(false);
  const watching = useWatching(id, typing);
  const { change } = useRecordRights(useObject("conversation"), conversation);
  const mayAnswer = useCan("conversations:answer") && change;
  const [beside, setBeside] = useLocalStorage({
    key: "rapport.inbox.customer",
    defaultValue: true,
    getInitialValueInEffect: false,
  });
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (!document.hidden) void mark(id, true).catch(() => {});
  }, [id, last, mark]);
  const isBeside = columns === 4 && beside;
  return (
    <>
      <section className={styles.pane} aria-label={conversation.subject ?? t("objects.conversation.one")}>
        <ConversationHead
          conversation={conversation}
          mayAnswer={mayAnswer}
          acts={acts}
          watchers={watching.others}
          isNarrow={columns === 1}
          onBack={onBack}
          onOpen={onOpen}
          onNext={onNext}
          onUnread={() => void mark(id, false).then(onBack)}
          onCustomer={() => (columns === 4 ? setBeside(!beside) : setOver(true))}
        />
        <MergedNote conversation={conversation} onOpen={onOpen} />
        <MessageList conversation={conversation} mayAnswer={mayAnswer} onOpen={onOpen} />
        {mayAnswer && !conversation.merged_into && (
          <Composer
            conversation={conversation}
            acts={acts}
            newest={watching.draft}
            onTyping={setTyping}
            onNext={onNext}
          />
        )}
      </section>
      {isBeside && (
        <aside className={styles.customer} aria-label={t("fields.conversation.party")}>
          <CustomerSide conversation={conversation} mayChange={mayAnswer} />
        </aside>
      )}
      {over && (
        <Drawer
          opened
          onClose={() => setOver(false)}
          position="right"
          size={420}
          title={t("fields.conversation.party")}
        >
          <CustomerSide conversation={conversation} mayChange={mayAnswer} />
        </Drawer>
      )}
    </>
  );
}
