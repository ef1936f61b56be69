import { TextInput, UnstyledButton } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import type { Filter } from "#kernel/filter";
import { mergeConversation, separateConversation } from "#channels/contract";
import { useAct, useRecords, Waiting } from "#records/web";
import { call } from "#web/client.ts";
import { Modal } from "#web/dialog.tsx";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { type Conversation, listedFields, whoOf } from "./conversation.ts";
import styles from "./conversation.module.css";
import { shortTime } from "./short-time.ts";

interface MergeDialogProps {
  readonly conversation: Conversation;
  readonly onClose: () => void;
  /** It is a part of that one now. */
  readonly onMerged: (into: string) => void;
}

/** Which conversation it becomes a part of: those with the same customer first, else what is searched. */
export function MergeDialog({ conversation, onClose, onMerged }: MergeDialogProps) {
  const t = useT();
  const format = useFormat();
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed, 150);
  const { act, busy } = useMerging();
  const { id, party, contact } = conversation;
  const same: Filter = party
    ? { field: "party", op: "is", value: party.id }
    : { field: "contact", op: "is", value: contact ?? "" };
  const found = useRecords("conversation", {
    fields: listedFields,
    limit: 20,
    search,
    ...(search === "" && { filter: same }),
    sort: "-last_message_at",
  });
  const others = (found.rows as readonly Conversation[]).filter((one) => one.id !== id);
  const merge = async (into: string) => {
    const undo = () => call(separateConversation, { params: { id } });
    const done = await act(
      () => call(mergeConversation, { params: { id }, body: { into } }),
      t("inbox.done.merged"),
      { undo },
    );
    if (done) onMerged(into);
  };
  return (
    <Modal opened onClose={onClose} title={t("inbox.merge.title")}>
      <p className={styles.mergeText}>{t("inbox.merge.text")}</p>
      <TextInput
        data-autofocus
        aria-label={t("inbox.merge.search")}
        placeholder={t("inbox.merge.search")}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {found.isPending && <Waiting rows={3} />}
      <ul className={styles.others}>
        {others.map((one) => (
          <li key={one.id}>
            <UnstyledButton className={styles.other} disabled={busy} onClick={() => void merge(one.id)}>
              <span>{one.subject || t(`options.conversation.channel.${one.channel}`)}</span>
              <span className={styles.otherFacts}>
                {[whoOf(one), one.last_message_at && shortTime(one.last_message_at, format)]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {!found.isPending && others.length === 0 && <p className={styles.mergeText}>{t("inbox.merge.none")}</p>}
    </Modal>
  );
}

export function useMerging() {
  return useAct({
    objects: ["conversation", "interaction"],
    queries: ["conversation", "inbox", "timeline"],
  });
}
