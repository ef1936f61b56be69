import { Button } from "@mantine/core";
import { separateConversation } from "#channels/contract";
import { call } from "#web/client.ts";
import { useT } from "#web/texts.ts";
import type { Conversation } from "./conversation.ts";
import styles from "./conversation.module.css";
import { useMerging } from "./merge-dialog.tsx";

interface MergedNoteProps {
  readonly conversation: Conversation;
  readonly onOpen: (id: string) => void;
}

/** It is a part of another: there one reads on, and from here it is taken apart. */
export function MergedNote({ conversation: { id, merged_into: into }, onOpen }: MergedNoteProps) {
  const t = useT();
  const { act, busy } = useMerging();
  if (!into) return null;
  const separate = () => call(separateConversation, { params: { id } });
  return (
    <div className={styles.merged} role="status">
      {t("inbox.merge.part_of", { other: into.title })}
      <Button size="compact-sm" variant="default" onClick={() => onOpen(into.id)}>
        {t("inbox.merge.open")}
      </Button>
      <Button
        size="compact-sm"
        variant="subtle"
        loading={busy}
        onClick={() => void act(separate, t("inbox.done.separated"))}
      >
        {t("inbox.merge.separate")}
      </Button>
    </div>
  );
}
