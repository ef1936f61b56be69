import { Select } from "@mantine/core";
import { IconPencilPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useRecordSearch } from "#records/web";
import { IconButton } from "#web/icon-button.tsx";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { useBeginnings } from "./beginnings.ts";
import { WriteDialog } from "./write-dialog.tsx";

/** Begins a conversation with whomever one says, by any channel by which one may write first. */
export function WriteAnybody({ onBegun }: { readonly onBegun: (id: string) => void }) {
  const t = useT();
  const may = useCan("conversations:answer");
  const [open, setOpen] = useState(false);
  const [whom, setWhom] = useState<{ readonly value: string; readonly label: string }>();
  const found = useRecordSearch("party");
  const options = found.options.map(({ value, label }) => ({ value, label }));
  // Who was chosen stays one of the choices, whatever is typed.
  const known = whom && !options.some(({ value }) => value === whom.value) ? [whom, ...options] : options;
  const anybodys = useBeginnings(undefined, may);
  const theirs = useBeginnings(whom?.value, may && whom !== undefined);
  const beginnings = theirs.length > 0 ? theirs : anybodys;
  if (!may || beginnings.length === 0) return null;
  const close = () => {
    setOpen(false);
    setWhom(undefined);
  };
  return (
    <>
      <IconButton label={t("inbox.begin.title")} onClick={() => setOpen(true)}>
        <IconPencilPlus size={16} stroke={1.5} />
      </IconButton>
      {open && (
        <WriteDialog
          party={whom?.value}
          beginnings={beginnings}
          who={
            <Select
              label={t("fields.conversation.party")}
              placeholder={t("inbox.who.search")}
              searchable
              clearable
              data={known}
              filter={({ options }) => options}
              onSearchChange={found.search}
              nothingFoundMessage={t("inbox.who.nobody")}
              value={whom?.value ?? null}
              onChange={(id) => setWhom(known.find(({ value }) => value === id))}
            />
          }
          onClose={close}
          onBegun={onBegun}
        />
      )}
    </>
  );
}
