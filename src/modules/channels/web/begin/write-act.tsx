import { Button } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useState } from "react";
import type { RecordData } from "#records/contract";
import { IconButton } from "#web/icon-button.tsx";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { useBeginnings } from "./beginnings.ts";
import { WriteDialog } from "./write-dialog.tsx";

/** Whom a record leads to: who it is with, and addresses that stand on the record itself. */
export interface Whom {
  readonly party?: string | undefined;
  readonly contacts?: Readonly<Record<string, string | null | undefined>>;
}

interface WriteActProps {
  readonly record: RecordData;
  readonly whom: Whom;
  readonly onBegun?: ((id: string) => void) | undefined;
  /** Words of a button in place of its sign. */
  readonly label?: string | undefined;
}

/** Begins a conversation with whom a record leads to, by any channel by which one may write first. */
export function WriteAct({ record, whom, onBegun, label }: WriteActProps) {
  const t = useT();
  const may = useCan("conversations:answer") && !record.archived_at;
  const [open, setOpen] = useState(false);
  const { party, contacts = {} } = whom;
  const isKnown = party !== undefined || Object.values(contacts).some(Boolean);
  const beginnings = useBeginnings(party, may && isKnown).map((one) => {
    // WhatsApp goes by the number that one is called at.
    const ownTo = contacts[one.contact] ?? (one.contact === "whatsapp" ? contacts["phone"] : null);
    return { ...one, contacts: [...new Set([...one.contacts, ...(ownTo ? [ownTo] : [])])] };
  });
  if (!may || !isKnown || beginnings.length === 0) return null;
  return (
    <>
      {label ? (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconSend size={14} stroke={1.5} aria-hidden />}
          onClick={() => setOpen(true)}
        >
          {label}
        </Button>
      ) : (
        <IconButton label={t("inbox.begin.act")} variant="default" size={30} onClick={() => setOpen(true)}>
          <IconSend size={16} stroke={1.5} />
        </IconButton>
      )}
      {open && (
        <WriteDialog party={party} beginnings={beginnings} onClose={() => setOpen(false)} onBegun={onBegun} />
      )}
    </>
  );
}
