import { Button, Select, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { auditKinds, type AuditGroup } from "#kernel/audit";
import type { AuditPage } from "#records/contract";
import { useMetadata, useObjectTitle, useRecords } from "#records/web";
import { request } from "#web/client.ts";
import { EmptyState } from "#web/empty-state.tsx";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { AuditLine } from "./audit-entry.tsx";
import styles from "./audit.module.css";
import { SettingsScreen } from "./settings-screen.tsx";

interface Asked {
  readonly words: string;
  readonly about: AuditGroup | null;
  readonly object: string | null;
  readonly actor: string | null;
  /** Days, as `YYYY-MM-DD`; both included. */
  readonly from: string;
  readonly until: string;
}

const nothing: Asked = { words: "", about: null, object: null, actor: null, from: "", until: "" };

/** Who did what, when and from where; searched, and taken out as a file. */
export default function Audit() {
  const t = useT();
  const format = useFormat();
  const [asked, setAsked] = useState(nothing);
  const [settled] = useDebouncedValue(asked, 300);
  const query = queryOf(settled);
  const log = useInfiniteQuery({
    queryKey: ["settings", "audit", query],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      request<AuditPage>("GET", "/api/audit", { query: { ...query, before: pageParam } }),
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const entries = log.data?.pages.flatMap((page) => page.data) ?? [];
  const searched = log.data?.pages.at(-1)?.searched;
  const file = (kind: "csv" | "jsonl") =>
    `/api/audit/export?${new URLSearchParams({ ...query, format: kind })}`;
  return (
    <SettingsScreen
      wide
      title={t("settings.audit.title")}
      actions={
        <Button component="a" href={file("csv")} download variant="default">
          {t("settings.audit.export")}
        </Button>
      }
    >
      <Text size="sm" c="var(--neutral-11)" mb="md">
        {t("settings.audit.text")}
      </Text>
      <Filters asked={asked} onChange={(change) => setAsked({ ...asked, ...change })} />
      {log.data && entries.length === 0 && !log.hasNextPage && (
        <EmptyState icon="history" title={t("settings.audit.none")} text={t("settings.audit.none_text")} />
      )}
      <ol className={styles.entries}>
        {entries.map((entry) => (
          <AuditLine key={entry.id} entry={entry} />
        ))}
      </ol>
      {searched && (
        <Text size="xs" c="var(--neutral-11)" mt="sm">
          {t("settings.audit.searched", { when: format.dateTime(searched) })}
        </Text>
      )}
      {log.hasNextPage && (
        <Button
          variant="default"
          mt="md"
          loading={log.isFetchingNextPage}
          onClick={() => void log.fetchNextPage()}
        >
          {t("settings.audit.earlier")}
        </Button>
      )}
    </SettingsScreen>
  );
}

function Filters({
  asked,
  onChange,
}: {
  readonly asked: Asked;
  readonly onChange: (change: Partial<Asked>) => void;
}) {
  const t = useT();
  const { objects } = useMetadata();
  const objectTitle = useObjectTitle();
  const users = useRecords("user", { limit: 200, fields: ["name"], enabled: objects.user !== undefined });
  return (
    <div className={styles.filters}>
      <TextInput
        aria-label={t("settings.audit.words")}
        placeholder={t("settings.audit.words")}
        value={asked.words}
        onChange={(event) => onChange({ words: event.currentTarget.value })}
      />
      <Select
        aria-label={t("settings.audit.about")}
        placeholder={t("settings.audit.about")}
        clearable
        value={asked.about}
        onChange={(about) => onChange({ about: about as AuditGroup | null })}
        data={Object.keys(auditKinds).map((group) => ({ value: group, label: t(`audit.groups.${group}`) }))}
      />
      <Select
        aria-label={t("settings.audit.person")}
        placeholder={t("settings.audit.person")}
        clearable
        searchable
        value={asked.actor}
        onChange={(actor) => onChange({ actor })}
        data={users.rows.map((user) => ({ value: user.id, label: String(user.name) }))}
      />
      <Select
        aria-label={t("settings.audit.object")}
        placeholder={t("settings.audit.object")}
        clearable
        searchable
        value={asked.object}
        onChange={(object) => onChange({ object })}
        data={Object.keys(objects).map((name) => ({ value: name, label: objectTitle(name, "many") }))}
      />
      <TextInput
        type="date"
        aria-label={t("settings.audit.from")}
        value={asked.from}
        onChange={(event) => onChange({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        aria-label={t("settings.audit.until")}
        value={asked.until}
        onChange={(event) => onChange({ until: event.currentTarget.value })}
      />
    </div>
  );
}

function queryOf({ words, about, object, actor, from, until }: Asked): Record<string, string> {
  return {
    ...(words.trim().length > 1 && { words: words.trim() }),
    ...(about && { kind: auditKinds[about].join(",") }),
    ...(object && { object }),
    ...(actor && { actor }),
    ...(from && { from: startOf(from, 0) }),
    ...(until && { until: startOf(until, 1) }),
  };
}

function startOf(day: string, plus: number): string {
  const start = new Date(`${day}T00:00:00`);
  start.setDate(start.getDate() + plus);
  return start.toISOString();
}
