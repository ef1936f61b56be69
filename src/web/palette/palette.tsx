import { Modal } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useDeferredValue, useId, useLayoutEffect, useState } from "react";
import { useDebouncedValue } from "@mantine/hooks";
import { keyText } from "#web/key-text.ts";
import { useT } from "#web/texts.ts";
import { type Entry, useEntryGroups } from "./entries.ts";
import { EntryLine } from "./entry-line.tsx";
import { useFound } from "./finding.ts";
import styles from "./palette.module.css";

/** Find anything, go anywhere, make anything, without leaving the keyboard. */
export function Palette({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useT();
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={640}
      yOffset="8dvh"
      classNames={{ content: styles.content ?? "" }}
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay backgroundOpacity={0.25} />
      <Modal.Content aria-label={t("shell.search.open")} radius="lg">
        <Modal.Body p={0}>{opened && <Search onDone={onClose} />}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Search({ onDone }: { onDone: () => void }) {
  const t = useT();
  const listId = useId();
  const [words, setWords] = useState("");
  const [chosen, setChosen] = useState(0);
  const [settled] = useDebouncedValue(words, 40);
  const { found, state, problem } = useFound(settled);
  const groups = useEntryGroups(useDeferredValue(words), found);
  const entries = groups.flatMap((group) => group.entries);
  const at = Math.min(chosen, entries.length - 1);
  const lineId = (index: number) => `${listId}-${index}`;

  useLayoutEffect(() => {
    document.getElementById(lineId(at))?.scrollIntoView({ block: "nearest" });
  });

  const run = (entry: Entry | undefined) => {
    if (!entry) return;
    onDone();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = stepOf(event);
    if (step !== 0) setChosen((at + step + entries.length) % Math.max(entries.length, 1));
    else if (event.key === "Enter" && !event.nativeEvent.isComposing) run(entries[at]);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <div className={styles.field} data-searching={state === "searching"}>
        <IconSearch size={18} stroke={1.5} aria-hidden="true" />
        <input
          data-autofocus
          // At once, not after a frame: who types on must not lose the first letter.
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={at >= 0 ? lineId(at) : undefined}
          aria-label={t("shell.search.open")}
          placeholder={t("shell.search.placeholder")}
          value={words}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setWords(event.currentTarget.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
        <button type="button" className={styles.escape} onClick={onDone}>
          {keyText("escape")}
        </button>
      </div>
      <div id={listId} role="listbox" aria-label={t("shell.search.results")} className={styles.list}>
        {groups.map((group) => (
          <div key={group.title} role="group" aria-label={group.title}>
            <div className={styles.group} aria-hidden="true">
              {group.title}
            </div>
            {group.entries.map((entry) => {
              const place = entries.indexOf(entry);
              return (
                <EntryLine
                  key={entry.id}
                  id={lineId(place)}
                  entry={entry}
                  chosen={place === at}
                  onPoint={() => setChosen(place)}
                  onRun={() => run(entry)}
                />
              );
            })}
          </div>
        ))}
        {entries.length === 0 && (
          <p className={styles.nothing} role="status">
            {(state === "failed" && problem) || t(stateText[state])}
          </p>
        )}
      </div>
    </>
  );
}

const stateText = {
  searching: "shell.search.searching",
  answered: "shell.search.nothing",
  failed: "shell.search.failed",
} as const;

function stepOf(event: KeyboardEvent): number {
  const control = event.ctrlKey && !event.metaKey;
  if (event.key === "ArrowDown" || (control && event.code === "KeyJ") || (control && event.code === "KeyN"))
    return 1;
  if (event.key === "ArrowUp" || (control && event.code === "KeyP")) return -1;
  return 0;
}
