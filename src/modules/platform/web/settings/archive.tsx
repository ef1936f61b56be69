import { Button, Select, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { RecordData } from "#records/contract";
import { useMetadata, useObjectTitle, useRecords } from "#records/web";
import { request } from "#web/client.ts";
import { EmptyState } from "#web/empty-state.tsx";
import { useFormat } from "#web/format.ts";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { SettingsScreen } from "./settings-screen.tsx";
import styles from "./table.module.css";

/** The kinds that have a list of their own; what hangs on a record is archived and restored on its page. */
const offered = ["person", "company", "deal", "task", "product"];

/** What was archived, and the way back. One sees here what one's rights let one see. */
export default function Archive() {
  const t = useT();
  const { objects } = useMetadata();
  const titleOf = useObjectTitle();
  const readable = offered.filter((name) => (objects[name]?.grant.read ?? "none") !== "none");
  const [object, setObject] = useState(readable[0] ?? "");
  if (!object) return null;
  return (
    <SettingsScreen wide title={t("settings.archive.title")}>
      <Text size="sm" c="var(--neutral-11)" mb="md">
        {t("settings.archive.text")}
      </Text>
      <Select
        aria-label={t("settings.archive.object")}
        maw={280}
        mb="md"
        allowDeselect={false}
        value={object}
        onChange={(chosen) => chosen && setObject(chosen)}
        data={readable.map((name) => ({ value: name, label: titleOf(name, "many") }))}
      />
      <Archived key={object} object={object} />
    </SettingsScreen>
  );
}

function Archived({ object }: { object: string }) {
  const t = useT();
  const { rows, isPending, hasMore, isFetchingMore, fetchMore, refetch } = useRecords(object, {
    archived: true,
    limit: 50,
  });
  if (isPending) return null;
  if (rows.length === 0)
    return (
      <EmptyState icon="history" title={t("settings.archive.none")} text={t("settings.archive.none_text")} />
    );
  return (
    <>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <tbody>
            {rows.map((record) => (
              <ArchivedRow
                key={record.id}
                object={object}
                record={record}
                onRestored={() => void refetch()}
              />
            ))}
          </tbody>
        </table>
      </div>
      {hasMore && (
        <Button variant="default" mt="md" loading={isFetchingMore} onClick={() => void fetchMore()}>
          {t("notifications.more")}
        </Button>
      )}
    </>
  );
}

interface RowProps {
  readonly object: string;
  readonly record: RecordData;
  readonly onRestored: () => void;
}

function ArchivedRow({ object, record, onRestored }: RowProps) {
  const t = useT();
  const format = useFormat();
  const known = useMetadata().objects[object];
  const path = `/${known?.plural ?? ""}/${record.id}`;
  const title = String(record[known?.title ?? "name"] || t("records.untitled"));
  const restoring = useMutation({
    mutationFn: () => request("POST", `/api${path}/restoration`),
    onSuccess: () => {
      notifyDone(t("settings.archive.restored", { title }));
      onRestored();
    },
    onError: notifyProblem,
  });
  return (
    <tr>
      <td>
        <div className={styles.names}>
          <Link to={path} className={styles.name}>
            {title}
          </Link>
          {typeof record.archived_at === "string" && (
            <span className={styles.quiet}>
              {t("settings.archive.since", { when: format.dateTime(record.archived_at) })}
            </span>
          )}
        </div>
      </td>
      <td>
        {known?.grant.delete !== "none" && (
          <Button
            variant="default"
            size="xs"
            loading={restoring.isPending}
            aria-label={t("settings.archive.restore", { title })}
            onClick={() => restoring.mutate()}
          >
            {t("page.restore")}
          </Button>
        )}
      </td>
    </tr>
  );
}
