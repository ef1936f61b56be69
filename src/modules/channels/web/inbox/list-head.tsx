import { Button, Menu, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconChevronDown, IconFilter, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { onDemand } from "#web/on-demand.ts";
import { IconButton } from "#web/icon-button.tsx";
import { useT } from "#web/texts.ts";
import type { Asked } from "./asked.ts";
import type { InboxCounts } from "./counts.ts";
import { FilterLine } from "./filter-line.tsx";
import styles from "./inbox.module.css";
import type { SavedViews } from "./saved-views.ts";
import { ViewList } from "./view-list.tsx";

const WriteAnybody = onDemand(() => import("../begin/write-anybody.tsx").then((file) => file.WriteAnybody));

interface ListHeadProps {
  readonly asked: Asked;
  readonly counts: InboxCounts | undefined;
  readonly savedViews: SavedViews;
  readonly onAsk: (change: Partial<Asked>, how?: { replace?: boolean }) => void;
  /** The views have no column of their own. */
  readonly withViews: boolean;
}

/** What is looked at, what is searched in it, and by what it is filtered. */
export function ListHead({ asked, counts, savedViews, onAsk, withViews }: ListHeadProps) {
  const t = useT();
  const [opened, setOpened] = useState(false);
  const [filtering, setFiltering] = useState(false);
  const [typed, setTyped] = useState(asked.search);
  const search = useDebouncedCallback((words: string) => onAsk({ search: words }, { replace: true }), 200);
  const saved = savedViews.find(({ id }) => id === asked.saved);
  const title =
    saved?.name ??
    counts?.queues.find(({ id }) => id === asked.queue)?.title ??
    counts?.accounts.find(({ id }) => id === asked.account)?.title ??
    t(`views.conversation.${asked.view}`);
  const isFiltered = filtering || saved !== undefined || asked.filter !== undefined;
  return (
    <>
      <header className={styles.listHead}>
        {withViews && <h1 className={styles.hidden}>{title}</h1>}
        {withViews ? (
          <Menu opened={opened} onChange={setOpened} width={260} position="bottom-start">
            <Menu.Target>
              <Button
                variant="subtle"
                color="gray"
                size="compact-md"
                className={styles.viewsButton}
                rightSection={<IconChevronDown size={14} stroke={1.5} />}
              >
                {title}
              </Button>
            </Menu.Target>
            <Menu.Dropdown mah="70dvh" style={{ overflowY: "auto" }}>
              <ViewList
                asked={asked}
                counts={counts}
                savedViews={savedViews}
                onAsk={(change) => {
                  setOpened(false);
                  onAsk(change);
                }}
              />
            </Menu.Dropdown>
          </Menu>
        ) : (
          <h1 className={styles.listTitle}>{title}</h1>
        )}
        <TextInput
          size="xs"
          type="search"
          className={styles.search}
          aria-label={t("inbox.search")}
          placeholder={t("inbox.search")}
          leftSection={<IconSearch size={14} stroke={1.5} />}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            search(event.currentTarget.value);
          }}
        />
        <IconButton
          label={t("records.filter.title")}
          aria-pressed={isFiltered}
          onClick={() => {
            setFiltering(!isFiltered);
            if (asked.filter !== undefined) onAsk({ filter: undefined });
          }}
        >
          <IconFilter size={16} stroke={1.5} />
        </IconButton>
        <WriteAnybody onBegun={(id) => onAsk({ open: id })} />
      </header>
      {isFiltered && <FilterLine asked={asked} saved={saved} views={savedViews} onAsk={onAsk} />}
    </>
  );
}
