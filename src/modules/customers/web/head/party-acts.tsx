import { ActionIcon, Tooltip } from "@mantine/core";
import { IconCheckbox, IconMail, IconNote, IconPhone } from "@tabler/icons-react";
import { type ComposeKind, type RecordSlotProps, useCompose } from "#records/web";
import { IconButton } from "#web/icon-button.tsx";
import { useT } from "#web/texts.ts";
import { useComposeKinds } from "../compose/kinds.ts";

/** Call, mail, task, note: starts it outside where that is possible, and opens the place to write it down. */
export default function PartyActs({ record }: RecordSlotProps) {
  const t = useT();
  const { want } = useCompose();
  const kinds = useComposeKinds();
  const phone = typeof record.phone === "string" ? record.phone : null;
  const email = typeof record.email === "string" ? record.email : null;
  if (record.archived_at) return null;
  const act = (kind: ComposeKind, label: string, Icon: typeof IconPhone, address?: string | null) => {
    const write = kinds.includes(kind) ? () => want(kind) : undefined;
    if (!address && !write) return null;
    return (
      <Tooltip label={label}>
        {address ? (
          <ActionIcon
            component="a"
            href={address}
            variant="default"
            size={30}
            aria-label={label}
            onClick={write}
          >
            <Icon size={16} stroke={1.5} />
          </ActionIcon>
        ) : (
          <IconButton label={label} variant="default" size={30} onClick={write}>
            <Icon size={16} stroke={1.5} />
          </IconButton>
        )}
      </Tooltip>
    );
  };
  return (
    <>
      {act("call", t("compose.acts.call"), IconPhone, phone && `tel:${phone.replace(/[^+\d]/g, "")}`)}
      {act("email", t("compose.acts.email"), IconMail, email && `mailto:${email}`)}
      {act("task", t("compose.acts.task"), IconCheckbox)}
      {act("note", t("compose.acts.note"), IconNote)}
    </>
  );
}
