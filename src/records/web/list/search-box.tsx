import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useKeys } from "#web/keyboard.ts";
import { useT } from "#web/texts.ts";
import styles from "./list.module.css";

/** Words to look for in the list; `/` goes here, Esc empties it. */
export function SearchBox({ value, onSearch }: { value: string; onSearch: (text: string) => void }) {
  const t = useT();
  const [text, setText] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const search = useDebouncedCallback(onSearch, 180);
  useKeys(
    { "/": () => input.current?.focus() },
    { "/": t("records.list.search") },
    { group: t("records.list.keys") },
  );
  // The address changed elsewhere: going back, another view.
  useEffect(() => {
    if (document.activeElement !== input.current) setText(value);
  }, [value]);

  function type(next: string): void {
    setText(next);
    search(next.trim());
  }
  return (
    <TextInput
      ref={input}
      className={styles.search}
      size="xs"
      type="search"
      aria-label={t("records.list.search")}
      placeholder={t("records.list.search")}
      leftSection={<IconSearch size={14} stroke={1.5} />}
      rightSection={
        text ? (
          <CloseButton size="xs" aria-label={t("records.list.search_clear")} onClick={() => type("")} />
        ) : null
      }
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        if (text) type("");
        else input.current?.blur();
      }}
    />
  );
}
