import { Tabs } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { ImportDetails } from "#exchange/contract";
import { LinkChip } from "#web/link-chip.tsx";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { failedRowsQuery, importedRecordsQuery } from "./import-queries.ts";
import styles from "./imports.module.css";
import { MoreButton } from "./more-button.tsx";

const outcomes = ["failed", "created", "updated", "unchanged"] as const;

/** What became of the rows: the records made, changed and met, and the rows that failed, each as a list. */
export function ResultLists({ details }: { details: ImportDetails }) {
  const t = useT();
  const format = useFormat();
  const there = outcomes.filter((outcome) => details.counts[outcome] > 0);
  const [first] = there;
  if (!first) return null;
  return (
    <Tabs key={first} defaultValue={first} keepMounted={false} className={styles.results}>
      <Tabs.List>
        {there.map((outcome) => (
          <Tabs.Tab key={outcome} value={outcome}>
            {format.number(details.counts[outcome])}{" "}
            {t(`exchange.run.${outcome}`, { count: details.counts[outcome] })}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {there.map((outcome) => (
        <Tabs.Panel key={outcome} value={outcome}>
          {outcome === "failed" ? (
            <FailedRows details={details} />
          ) : (
            <Records details={details} outcome={outcome} />
          )}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

interface RecordsProps {
  readonly details: ImportDetails;
  readonly outcome: "created" | "updated" | "unchanged";
}

function Records({ details, outcome }: RecordsProps) {
  const t = useT();
  const records = useInfiniteQuery(importedRecordsQuery(details.id, outcome));
  const data = records.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <>
      <ul className={styles.made}>
        {data.map(({ row, id, title }) => (
          <li key={row}>
            <span className={styles.quiet}>
              {t("exchange.preview.row")} {row}
            </span>{" "}
            <LinkChip value={{ id, title }} object={details.object ?? ""} />
          </li>
        ))}
      </ul>
      <MoreButton of={records} />
    </>
  );
}

function FailedRows({ details }: { details: ImportDetails }) {
  const t = useT();
  const rows = useInfiniteQuery(failedRowsQuery(details.id));
  const data = rows.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <>
      <ul className={styles.failedRows}>
        {data.map(({ row, cells, problems }) => (
          <li key={row}>
            <span className={styles.quiet}>
              {t("exchange.preview.row")} {row}
            </span>
            <strong>{problems.join(" ")}</strong>
            <span className={styles.samples}>{cells.filter(Boolean).join(" · ")}</span>
          </li>
        ))}
      </ul>
      <MoreButton of={rows} />
    </>
  );
}
