import { Button } from "@mantine/core";
import { IconPencilPlus, IconUserSearch } from "@tabler/icons-react";
import { useState } from "react";
import { IconButton } from "#web/icon-button.tsx";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { PartyPick } from "../inbox/party-pick.tsx";
import { useBeginnings } from "./beginnings.ts";
import { WriteDialog } from "./write-dialog.tsx";

/** Begins a conversation with whomever one says, by any channel by which one may write first. */
export function WriteAnybody({ onBegun }: { readonly onBegun: (id: string) => void }) {
  const t = useT();
  const may = useCan("conversations:answer");
  const [open, setOpen] = useState(false);
  const [whom, setWhom] = useState<{ readonly id: string; readonly name: string }>();
  const anybodys = useBeginnings(undefined, may);
  const theirs = useBeginnings(whom?.id, may && whom !== undefined);
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
          party={whom?.id}
          beginnings={beginnings}
          who={
            <PartyPick onPick={(id, name) => setWhom({ id, name })}>
              <Button
                variant="default"
                style={{ alignSelf: "flex-start" }}
                leftSection={<IconUserSearch size={16} stroke={1.5} aria-hidden />}
              >
                {whom?.name ?? t("inbox.who.find")}
              </Button>
            </PartyPick>
          }
          onClose={close}
          onBegun={onBegun}
        />
      )}
    </>
  );
}
