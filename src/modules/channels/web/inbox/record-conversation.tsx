import { useState } from "react";
import {
  type RecordSlotProps,
  useLiveRecords,
  useObject,
  useRecord,
  useRecordRights,
  Waiting,
} from "#records/web";
import { EmptyState } from "#web/empty-state.tsx";
import { problemText } from "#web/notify.ts";
import { useOpenRecord } from "#web/open-record.ts";
import { useCan } from "#web/session.ts";
import { useConversationActs } from "./acts.ts";
import { Composer } from "./composer/composer.tsx";
import styles from "./conversation.module.css";
import type { Conversation } from "./conversation.ts";
import { MergedNote } from "./merged-note.tsx";
import { MessageList } from "./message-list.tsx";
import { useWatching } from "./watching.ts";

/** A conversation by its id, for pages of what was made of it: one reads and answers there as in the inbox. */
export function ConversationOf({ id }: { readonly id: string }) {
  useLiveRecords("conversation");
  const { data, error } = useRecord("conversation", id);
  if (error) return <EmptyState icon="messages" title={problemText(error)} />;
  if (!data) return <Waiting rows={6} />;
  return <RecordConversation object="conversation" record={data} />;
}

/** What was said, on the page of a conversation, where one answers as in the inbox. */
export function RecordConversation({ record }: RecordSlotProps) {
  const conversation = record as Conversation;
  const open = useOpenRecord();
  const acts = useConversationActs();
  const [typing, setTyping] = useState(false);
  const watching = useWatching(conversation.id, typing);
  const { change } = useRecordRights(useObject("conversation"), conversation);
  const mayAnswer = useCan("conversations:answer") && change && !record.archived_at;
  const show = (id: string) => open("conversation", id);
  return (
    <div className={styles.onPage}>
      <MergedNote conversation={conversation} onOpen={show} />
      <MessageList conversation={conversation} mayAnswer={mayAnswer} onOpen={show} />
      {mayAnswer && !conversation.merged_into && (
        <Composer
          conversation={conversation}
          acts={acts}
          newest={watching.draft}
          onTyping={setTyping}
          onNext={() => {}}
        />
      )}
    </div>
  );
}
