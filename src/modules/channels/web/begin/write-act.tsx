import { IconSend } from "@tabler/icons-react";
import { useState } from "react";
import { type RecordSlotProps, useRecords } from "#records/web";
import { IconButton } from "#web/icon-button.tsx";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { WriteDialog } from "./write-dialog.tsx";

/** Kinds of channels by which one writes first, to an address that stands on the customer. */
const reachedBy = { mailbox: "email", sms: "phone" } as const;

/** Begins a conversation with a customer, where there is a channel that reaches them. */
export function WriteAct({ record }: RecordSlotProps) {
  const t = useT();
  const may = useCan("conversations:answer");
  const [open, setOpen] = useState(false);
  const { rows } = useRecords("channel_account", {
    fields: ["name", "kind", "address"],
    filter: {
      and: [
        { field: "active", op: "is", value: true },
        { field: "kind", op: "in", value: Object.keys(reachedBy) },
      ],
    },
    enabled: may && !record.archived_at,
    limit: 50,
  });
  const accounts = rows.filter(({ kind }) => Boolean(record[reachedBy[kind as keyof typeof reachedBy]]));
  if (!may || accounts.length === 0) return null;
  return (
    <>
      <IconButton label={t("inbox.begin.act")} variant="default" size={30} onClick={() => setOpen(true)}>
        <IconSend size={16} stroke={1.5} />
      </IconButton>
      {open && <WriteDialog record={record} accounts={accounts} onClose={() => setOpen(false)} />}
    </>
  );
}
