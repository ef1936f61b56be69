import { Button, Popover, Stack } from "@mantine/core";
import { IconTag } from "@tabler/icons-react";
import { useState } from "react";
import { FieldInput, useObject } from "#records/web";
import { IconButton } from "#web/icon-button.tsx";
import { useT } from "#web/texts.ts";

interface TagManyProps {
  readonly disabled: boolean;
  readonly onTag: (tags: readonly string[]) => void;
}

/** Tags that all who are chosen get, besides those they have. */
export function TagMany({ disabled, onTag }: TagManyProps) {
  const t = useT();
  const field = useObject("conversation").fields.tags;
  const [opened, setOpened] = useState(false);
  const [tags, setTags] = useState<readonly string[]>([]);
  if (!field) return null;
  return (
    <Popover opened={opened} onChange={setOpened} width={260} withinPortal trapFocus>
      <Popover.Target>
        <IconButton label={t("inbox.acts.tag")} disabled={disabled} onClick={() => setOpened(!opened)}>
          <IconTag size={16} stroke={1.5} />
        </IconButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <FieldInput
            object="conversation"
            name="tags"
            field={field}
            value={tags}
            ariaLabel={t("fields.conversation.tags")}
            onChange={(next) => setTags(Array.isArray(next) ? (next as string[]) : [])}
          />
          <Button size="xs" disabled={tags.length === 0} onClick={() => onTag(tags)}>
            {t("inbox.acts.tag")}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
