import { type ReactElement, useState } from "react";
import { useRecordSearch } from "#records/web";
import { useT } from "#web/texts.ts";
import { PickMenu } from "./pick-menu.tsx";

interface PartyPickProps {
  readonly onPick: (id: string, name: string) => void;
  readonly children: ReactElement<{ onClick?: () => void }>;
}

/** Finds a person or a company by what is typed. */
export function PartyPick({ onPick, children }: PartyPickProps) {
  const t = useT();
  const [opened, setOpened] = useState(false);
  const [words, setWords] = useState("");
  const found = useRecordSearch("party");
  return (
    <PickMenu
      label={t("inbox.who.search")}
      opened={opened}
      onOpened={setOpened}
      groups={[{ picks: found.options.map(({ value, label, subtitle }) => ({ value, label, subtitle })) }]}
      onPick={(id) => onPick(id, found.options.find(({ value }) => value === id)?.label ?? "")}
      search={words}
      onSearch={(text) => {
        setWords(text);
        found.search(text);
      }}
      nothing={t("inbox.who.nobody")}
    >
      {children}
    </PickMenu>
  );
}
