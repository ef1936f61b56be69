import { useElementSize } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useLiveRecords, useRecords, Waiting } from "#records/web";
import { EmptyState } from "#web/empty-state.tsx";
import { problemText } from "#web/notify.ts";
import { useDocumentTitle } from "#web/page-bar.tsx";
import { type RecordAddresses, RecordAddressProvider, useRecordAddresses } from "#web/record-address.ts";
import { useT } from "#web/texts.ts";
import { useConversationActs } from "./acts.ts";
import { listedBy, useAsked } from "./asked.ts";
import { ChosenBar } from "./chosen-bar.tsx";
import { type Conversation, listedFields } from "./conversation.ts";
import { ConversationList } from "./conversation-list.tsx";
import { ConversationPane } from "./conversation-pane.tsx";
import { useInboxCounts } from "./counts.ts";
import styles from "./inbox.module.css";
import { useInboxKeys } from "./inbox-keys.ts";
import { ListHead } from "./list-head.tsx";
import { NothingHere, NoChannelYet } from "./nothing-here.tsx";
import { useSavedViews } from "./saved-views.ts";
import { ViewList } from "./view-list.tsx";

/** The conversations of all channels, shared by all who answer them. */
export default function InboxScreen() {
  const t = useT();
  useDocumentTitle(t("nav.inbox"));
  useLiveRecords("conversation");
  const [asked, ask] = useAsked();
  const counts = useInboxCounts();
  const savedViews = useSavedViews();
  const { ref, width } = useElementSize();
  const list = useRecords("conversation", {
    ...listedBy(
      asked,
      savedViews.find(({ id }) => id === asked.saved),
    ),
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
        {columns >= 3 && <ViewList asked={asked} counts={counts} savedViews={savedViews} onAsk={ask} />}
        {shows("list") && (
          <section className={styles.list} aria-label={t("inbox.list")}>
            <ListHead
              key={`${asked.view} ${asked.queue} ${asked.account} ${asked.saved}`}
              asked={asked}
              counts={counts}
              savedViews={savedViews}
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
