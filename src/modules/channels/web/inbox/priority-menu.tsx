import { Menu, UnstyledButton } from "@mantine/core";
import { IconCheck, IconFlag } from "@tabler/icons-react";
import { useChangeRecord } from "#records/web";
import { useT } from "#web/texts.ts";
import type { Conversation } from "./conversation.ts";
import styles from "./conversation.module.css";

const priorities = ["urgent", "high", "normal", "low"] as const;

/** How soon a conversation wants an answer, beside others. */
export function PriorityMenu({ conversation }: { readonly conversation: Conversation }) {
  const t = useT();
  const change = useChangeRecord("conversation");
  const { priority } = conversation;
  const nameOf = (one: string) => t(`options.conversation.priority.${one}`);
  const label = `${t("fields.conversation.priority")}: ${nameOf(priority)}`;
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <UnstyledButton className={styles.priority} data-priority={priority} aria-label={label} title={label}>
          <IconFlag size={14} stroke={1.5} aria-hidden="true" />
          {priority !== "normal" && nameOf(priority)}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {priorities.map((one) => (
          <Menu.Item
            key={one}
            leftSection={
              <IconCheck size={14} stroke={1.5} style={{ opacity: one === priority ? 1 : 0 }} aria-hidden />
            }
            onClick={() => void change(conversation, { priority: one }, { quiet: true })}
          >
            {nameOf(one)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
