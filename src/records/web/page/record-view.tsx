import { Button, Tabs } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { Suspense, useMemo, useState } from "react";
import { isMergeable, type ObjectMetadata, type RecordData } from "#records/contract";
import { ApiProblem, request } from "#web/client.ts";
import { EmptyState } from "#web/empty-state.tsx";
import { useKeys } from "#web/keyboard.ts";
import { notifyProblem, problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { useArchive } from "../changing.tsx";
import { RecordHistory } from "../history/record-history.tsx";
import { useLiveRecords } from "../live-records.ts";
import { MergedNote } from "../merging/on-demand.ts";
import { useObject } from "../metadata.ts";
import { isFreeOn, useRecordRights } from "../record-rights.ts";
import { useRecord } from "../records.ts";
import { ComposeContext, type ComposeKind } from "./compose.ts";
import { firstEditable, RecordFacts } from "./record-facts.tsx";
import { RecordHead } from "./record-head.tsx";
import styles from "./record-view.module.css";
import { RelatedLists } from "./related-lists.tsx";
import { SidePanels } from "./side-panels.tsx";
import { useObjectSlots } from "./slots.ts";
import { Waiting } from "./waiting.tsx";

interface RecordViewProps {
  readonly object: string;
  readonly id: string;
  /** It was archived from here: where to go now is for the one around to say. */
  readonly onGone?: () => void;
  /** False where the keys belong to the screen around it. */
  readonly hasKeys?: boolean;
}

/** A record with all there is to it, in as many columns as there is room for. */
export function RecordView({ object: name, id, onGone, hasKeys = true }: RecordViewProps) {
  const object = useObject(name);
  const record = useRecord(name, id);
  useLiveRecords(name);
  if (record.error)
    return <Missing error={record.error} icon={object.icon} retry={() => void record.refetch()} />;
  // A row of a list is a part of the record: enough for the head, not for the facts.
  if (!record.data)
    return (
      <div className={styles.view}>
        <Waiting rows={6} />
      </div>
    );
  return (
    <Loaded
      key={id}
      object={object}
      record={record.data}
      whole={!record.isPlaceholderData}
      onGone={onGone}
      hasKeys={hasKeys}
    />
  );
}

interface LoadedProps {
  readonly object: ObjectMetadata;
  readonly record: RecordData;
  readonly whole: boolean;
  readonly onGone?: () => void;
  readonly hasKeys: boolean;
}

function Loaded({ object, record, whole, onGone, hasKeys }: LoadedProps) {
  const t = useT();
  const { ref, width } = useElementSize();
  const slots = useObjectSlots(object.name);
  const [editing, setEditing] = useState<string | null>(null);
  const narrow = width < 820;
  const tabs = useRecordTabs(narrow, slots.main !== undefined);
  const compose = useWanted(tabs.show);
  const archive = useArchive(object.name);
  const rights = useRecordRights(object, record);
  const changeable = rights.change && !object.closed && !object.appendOnly && !record.archived_at;
  const first = firstEditable(object, (field) => isFreeOn(rights, field));
  const edit = changeable && first ? startEditing : undefined;
  const remove =
    rights.delete && !object.closed && !record.archived_at
      ? () => void archive([record]).then(onGone)
      : undefined;
  const mergeable = isMergeable(object) && changeable && rights.delete;
  const editByKey = hasKeys ? edit : undefined;
  useKeys({ e: editByKey }, editByKey ? { e: t("page.keys.edit") } : {}, { group: t("page.keys.group") });

  const facts = <RecordFacts object={object.name} record={record} editing={editing} onEdit={setEditing} />;
  const side = <SidePanels object={object.name} record={record} />;
  const related = <RelatedLists object={object.name} record={record} />;
  const archived = record.archived_at ? <ArchivedNote object={object} record={record} /> : null;
  const Main = slots.main;
  const sides = narrow ? 0 : width >= 1500 ? 2 : 1;

  return (
    <ComposeContext value={compose}>
      <div ref={ref} className={styles.view} data-sides={sides}>
        <RecordHead object={object} record={record} onEdit={edit} onArchive={remove} mergeable={mergeable} />
        {isMergeable(object) ? (
          <Suspense fallback={null}>
            <MergedNote object={object} record={record} otherwise={archived} />
          </Suspense>
        ) : (
          archived
        )}
        {slots.top?.map((Part, index) => (
          <Part key={index} object={object.name} record={record} />
        ))}
        <div className={styles.columns}>
          <Tabs
            value={tabs.shown}
            onChange={(tab) => tab && tabs.show(tab)}
            keepMounted={false}
            className={styles.main}
          >
            <Tabs.List className={styles.tabs}>
              {tabs.all.map((tab) => (
                <Tabs.Tab key={tab} value={tab}>
                  {t(tab === "main" && slots.mainTitle ? slots.mainTitle : `page.tabs.${tab}`)}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <Tabs.Panel value="main" className={styles.panel}>
              {Main && whole ? <Main object={object.name} record={record} /> : <Waiting rows={4} />}
            </Tabs.Panel>
            <Tabs.Panel value="facts" className={styles.panel}>
              {whole ? (
                <>
                  {facts}
                  {narrow && side}
                </>
              ) : (
                <Waiting rows={6} />
              )}
            </Tabs.Panel>
            <Tabs.Panel value="related" className={styles.panel}>
              {related}
            </Tabs.Panel>
            <Tabs.Panel value="history" className={styles.panel}>
              <RecordHistory object={object.name} record={record} />
            </Tabs.Panel>
          </Tabs>
          {sides > 0 && whole && (
            <aside className={styles.side} aria-label={t("page.tabs.facts")}>
              {Main && facts}
              {side}
              {sides === 1 && related}
            </aside>
          )}
          {sides === 2 && whole && (
            <aside className={styles.side} aria-label={t("page.tabs.related")}>
              {related}
            </aside>
          )}
        </div>
      </div>
    </ComposeContext>
  );

  function startEditing(): void {
    if (narrow || !slots.main) tabs.show("facts");
    setEditing(first);
  }
}

type RecordTab = "main" | "facts" | "related" | "history";

/** Which tabs there are: in a narrow place all that has no column of its own. */
function useRecordTabs(narrow: boolean, main: boolean) {
  const all: readonly RecordTab[] = [
    ...(main ? (["main"] as const) : []),
    ...(narrow || !main ? (["facts"] as const) : []),
    ...(narrow ? (["related"] as const) : []),
    "history",
  ];
  const [chosen, setChosen] = useState<string>("main");
  const shown = all.find((tab) => tab === chosen) ?? all[0] ?? "history";
  return { all, shown, show: setChosen };
}

function useWanted(showTab: (tab: string) => void) {
  const [wanted, setWanted] = useState<{ kind: ComposeKind; turn: number } | null>(null);
  return useMemo(
    () => ({
      wanted,
      want: (kind: ComposeKind) => {
        showTab("main");
        setWanted((before) => ({ kind, turn: (before?.turn ?? 0) + 1 }));
      },
    }),
    [wanted, showTab],
  );
}

function ArchivedNote({ object, record }: { readonly object: ObjectMetadata; readonly record: RecordData }) {
  const t = useT();
  const client = useQueryClient();
  const rights = useRecordRights(object, record);
  const restore = async () => {
    try {
      await request("POST", `/api/${object.plural}/${record.id}/restoration`);
      await client.invalidateQueries({ queryKey: ["records", object.name] });
    } catch (problem) {
      notifyProblem(problem);
    }
  };
  return (
    <div className={styles.archived} role="status">
      {t("page.archived")}
      {rights.delete && (
        <Button size="compact-sm" variant="default" onClick={() => void restore()}>
          {t("page.restore")}
        </Button>
      )}
    </div>
  );
}

function Missing({
  error,
  icon,
  retry,
}: {
  readonly error: unknown;
  readonly icon: string;
  readonly retry: () => void;
}) {
  const t = useT();
  const gone = error instanceof ApiProblem && error.problem.status === 404;
  if (gone) return <EmptyState icon={icon} title={t("page.missing.title")} text={t("page.missing.text")} />;
  return (
    <EmptyState
      icon="wifi-off"
      title={t("page.unread")}
      text={problemText(error)}
      action={
        <Button variant="default" onClick={retry}>
          {t("page.retry")}
        </Button>
      }
    />
  );
}
