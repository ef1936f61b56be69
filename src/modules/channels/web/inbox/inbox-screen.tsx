import { Button, Menu, TextInput } from "@mantine/core";
import { useDebouncedCallback, useElementSize } from "@mantine/hooks";
import { IconChevronDown, IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useLiveRecords, useRecords, Waiting } from "#records/web";
import { EmptyState } from "#web/empty-state.tsx";
import { problemText } from "#web/notify.ts";
import { useDocumentTitle } from "#web/page-bar.tsx";
import { type RecordAddresses, RecordAddressProvider, useRecordAddresses } from "#web/record-address.ts";
import { useT } from "#web/texts.ts";
import { useConversationActs } from "./acts.ts";
import { type Asked, listedBy, useAsked } from "./asked.ts";
import { ChosenBar } from "./chosen-bar.tsx";
import { type Conversation, listedFields } from "./conversation.ts";
import { ConversationList } from "./conversation-list.tsx";
import { ConversationPane } from "./conversation-pane.tsx";
import { type InboxCounts, useInboxCounts } from "./counts.ts";
import styles from "./inbox.module.css";
import { useInboxKeys } from "./inbox-keys.ts";
import { NothingHere, NoChannelYet } from "./nothing-here.tsx";
import { ViewList } from "./view-list.tsx";

/** The conversations of all channels, shared by all who answer them. */
export default function InboxScreen() {
  const t = useT();
  useDocumentTitle(t("nav.inbox"));
  useLiveRecords("conversation");
  const [asked, ask] = useAsked();
  const counts = useInboxCounts();
  const { ref, width } = useElementSize();
  const list = useRecords("conversation", {
    ...listedBy(asked),
    search: asked.search,
    fields: listedFields,
    limit: 60,
  });
  const rows = list.rows as readonly Conversation[];
  const acts = useConversationActs();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const chosenRows = rows.filter(({ id }) => chosen.has(id));
  const columns = columnsIn(width);
  const show = (id: string | undefined, replace = asked.open !== undefined) => ask({ open: id }, { replace });
  const toggle = (id: string) => setChosen((before) => before.symmetricDifference(new Set([id])));
  const next = neighbours(rows, asked.open);
  useInboxKeys({ next, show, open: asked.open, toggle });

  const addresses = useAddresses((id) => show(id, false));

  const isEmpty = !list.isPending && !list.error && rows.length === 0;
  const shows = (part: "list" | "pane") => columns > 1 || (part === "pane") === (asked.open !== undefined);
  return (
    <RecordAddressProvider value={addresses}>
      <div ref={ref} className={styles.inbox} data-columns={width === 0 ? undefined : columns}>
        {columns >= 3 && <ViewList asked={asked} counts={counts} onAsk={ask} />}
        {shows("list") && (
          <section className={styles.list} aria-label={t("inbox.list")}>
            <ListHead
              key={`${asked.view} ${asked.queue} ${asked.account}`}
              asked={asked}
              counts={counts}
              onAsk={ask}
              withViews={columns < 3}
            />
            {chosenRows.length > 0 && (
              <ChosenBar chosen={chosenRows} acts={acts} onDone={() => setChosen(new Set())} />
            )}
            {list.isPending && <Waiting rows={8} />}
            {list.error && <EmptyState icon="alert-triangle" title={problemText(list.error)} />}
            {isEmpty && (counts?.accounts.length === 0 ? <NoChannelYet /> : <NothingHere asked={asked} />)}
            {rows.length > 0 && (
              <ConversationList
                list={list}
                rows={rows}
                open={asked.open}
                chosen={chosen}
                onOpen={(id) => show(id)}
                onChoose={toggle}
                onPulled={(one) => void acts.close([one])}
              />
            )}
          </section>
        )}
        {shows("pane") && (
          <ConversationPane
            key={asked.open ?? "none"}
            id={asked.open}
            columns={columns}
            acts={acts}
            onBack={() => show(undefined, false)}
            onOpen={(id) => show(id, false)}
            onNext={() => show(next.after ?? next.before)}
          />
        )}
      </div>
    </RecordAddressProvider>
  );
}

/** Another conversation opens here, everything else on its page. */
function useAddresses(show: (id: string) => void): RecordAddresses {
  const { pathOf } = useRecordAddresses();
  const navigate = useNavigate();
  return {
    pathOf,
    open: (object, id) => {
      const path = pathOf(object, id);
      if (object === "conversation") show(id);
      else if (path) void navigate({ to: path });
    },
  };
}

/** How many columns there is room for: one on a phone, four where the customer stands beside. */
function columnsIn(width: number): 1 | 2 | 3 | 4 {
  if (width >= 1160) return 4;
  if (width >= 900) return 3;
  return width >= 640 || width === 0 ? 2 : 1;
}

function neighbours(rows: readonly Conversation[], open: string | undefined) {
  const at = rows.findIndex(({ id }) => id === open);
  return { before: rows[at < 0 ? 0 : at - 1]?.id, after: rows[at + 1]?.id };
}

interface ListHeadProps {
  readonly asked: Asked;
  readonly counts: InboxCounts | undefined;
  readonly onAsk: (change: Partial<Asked>, how?: { replace?: boolean }) => void;
  /** The views have no column of their own. */
  readonly withViews: boolean;
}

function ListHead({ asked, counts, onAsk, withViews }: ListHeadProps) {
  const t = useT();
  const [opened, setOpened] = useState(false);
  const [typed, setTyped] = useState(asked.search);
  const search = useDebouncedCallback((words: string) => onAsk({ search: words }, { replace: true }), 200);
  const title =
    counts?.queues.find(({ id }) => id === asked.queue)?.title ??
    counts?.accounts.find(({ id }) => id === asked.account)?.title ??
    t(`views.conversation.${asked.view}`);
  return (
    <header className={styles.listHead}>
      {withViews ? (
        <Menu opened={opened} onChange={setOpened} width={260} position="bottom-start">
          <Menu.Target>
            <Button
              variant="subtle"
              color="gray"
              size="compact-md"
              rightSection={<IconChevronDown size={14} stroke={1.5} />}
            >
              {title}
            </Button>
          </Menu.Target>
          <Menu.Dropdown onClick={() => setOpened(false)}>
            <ViewList asked={asked} counts={counts} onAsk={onAsk} />
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
    </header>
  );
}
