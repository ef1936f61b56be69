import { Button, Text } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { AuditPage } from "#records/contract";
import { Waiting } from "#records/web";
import { type ApiProblem, request } from "#web/client.ts";
import { EmptyState } from "#web/empty-state.tsx";
import { useFormat } from "#web/format.ts";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { SettingsScreen } from "../settings/settings-screen.tsx";
import { type Asked, queryOf, useAsked } from "./asked.ts";
import { AuditFilters } from "./audit-filters.tsx";
import { AuditLine } from "./audit-line.tsx";
import styles from "./audit.module.css";

/** Who did what, when and from where; searched, narrowed in the address, and taken out as a file. */
export default function Audit() {
  const t = useT();
  const { asked, isAsked, ask, clear } = useAsked();
  const log = useLog(asked);
  const entries = log.data?.pages.flatMap((page) => page.data) ?? [];
  const file = `/api/audit/export?${new URLSearchParams({ ...queryOf(asked), format: "csv" })}`;
  return (
    <SettingsScreen
      wide
      reads
      title={t("settings.audit.title")}
      actions={
        <Button component="a" href={file} download variant="default">
          {t("settings.audit.export")}
        </Button>
      }
    >
      <Text size="sm" c="var(--neutral-11)" mb="md">
        {t("settings.audit.text")}
      </Text>
      <AuditFilters asked={asked} onAsk={ask} {...(isAsked ? { onClear: clear } : {})} />
      {log.error ? (
        <EmptyState icon="alert-triangle" title={problemText(log.error)} action={<Clear onClear={clear} />} />
      ) : !log.data ? (
        <Waiting rows={8} />
      ) : (
        entries.length === 0 &&
        !log.hasNextPage && (
          <EmptyState
            icon="history"
            title={t("settings.audit.none")}
            text={t("settings.audit.none_text")}
            {...(isAsked ? { action: <Clear onClear={clear} /> } : {})}
          />
        )
      )}
      <ol className={styles.entries} aria-busy={log.isPlaceholderData}>
        {!log.error && entries.map((entry) => <AuditLine key={entry.id} entry={entry} onAsk={ask} />)}
      </ol>
      <Further log={log} />
    </SettingsScreen>
  );
}

function useLog(asked: Asked) {
  const query = queryOf(asked);
  return useInfiniteQuery<AuditPage, ApiProblem, { pages: AuditPage[] }, unknown[], string | undefined>({
    queryKey: ["settings", "audit", query],
    initialPageParam: undefined,
    queryFn: ({ pageParam, signal }) =>
      request<AuditPage>("GET", "/api/audit", { query: { ...query, before: pageParam }, signal }),
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
    // What is wrong with the question does not get right by asking again.
    retry: false,
  });
}

function Clear({ onClear }: { readonly onClear: () => void }) {
  const t = useT();
  return (
    <Button variant="default" onClick={onClear}>
      {t("settings.audit.clear")}
    </Button>
  );
}

/** How far back the log was looked through, and the way further. */
function Further({ log }: { readonly log: ReturnType<typeof useLog> }) {
  const t = useT();
  const format = useFormat();
  const searched = log.data?.pages.at(-1)?.searched;
  if (log.error) return null;
  return (
    <>
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
    </>
  );
}
