import { Popover, UnstyledButton } from "@mantine/core";
import { IconTag } from "@tabler/icons-react";
import { useState } from "react";
import { FieldInput, useChangeRecord, useObject, useOptionTitle } from "#records/web";
import { useT } from "#web/texts.ts";
import styles from "./conversation.module.css";
import type { Conversation } from "./conversation.ts";

/** What a conversation is about, in words that are the same for all. */
export function Tags({ conversation, mayChange }: { conversation: Conversation; mayChange: boolean }) {
  const t = useT();
  const option = useOptionTitle();
  const change = useChangeRecord("conversation");
  const field = useObject("conversation").fields.tags;
  const [opened, setOpened] = useState(false);
  const { tags } = conversation;
  const shown = tags.map((tag) => (
    <span key={tag} className={styles.tag}>
      {option("conversation", "tags", tag)}
    </span>
  ));
  if (!mayChange || !field) return shown;
  return (
    <Popover opened={opened} onChange={setOpened} width={260} withinPortal trapFocus>
      <Popover.Target>
        <UnstyledButton
          className={styles.tags}
          onClick={() => setOpened(!opened)}
          title={t("fields.conversation.tags")}
        >
          {tags.length > 0 ? (
            shown
          ) : (
            <IconTag size={14} stroke={1.5} aria-label={t("fields.conversation.tags")} />
          )}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <FieldInput
          object="conversation"
          name="tags"
          field={field}
          value={tags}
          ariaLabel={t("fields.conversation.tags")}
          onChange={(next) => void change(conversation, { tags: next }, { quiet: true })}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
