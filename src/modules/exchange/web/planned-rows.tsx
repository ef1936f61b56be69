import { SegmentedControl } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ImportDetails, ImportPreview, PlannedRow } from "#exchange/contract";
import { isNumeric, useFieldTitle, useMetadata } from "#records/web";
import { LinkChip } from "#web/link-chip.tsx";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { plannedRowsQuery } from "./import-queries.ts";
import styles from "./imports.module.css";
import { MoreButton } from "./more-button.tsx";
import { useTargets } from "./target-titles.ts";

const outcomes = ["created", "updated", "unchanged", "failed"] as const;

interface PlannedRowsProps {
  readonly details: ImportDetails;
  readonly preview: ImportPreview;
}

/** What would become of each row of the file, all or those of one outcome. */
export function PlannedRows({ details, preview }: PlannedRowsProps) {
  const t = useT();
  const format = useFormat();
  const [only, setOnly] = useState<(typeof outcomes)[number] | "all">("all");
  const rows = useInfiniteQuery(plannedRowsQuery(details.id, only === "all" ? undefined : only));
  const data = rows.data?.pages.flatMap((page) => page.data) ?? [];
  const there = outcomes.filter((outcome) => preview.counts[outcome] > 0);
  return (
    <section className={styles.values}>
      <div className={styles.headingLine}>
        <h2 className={styles.heading}>{t("exchange.preview.rows")}</h2>
        <a href={`/api/imports/${details.id}/preview.csv`} download className={styles.quiet}>
          {t("exchange.preview.file")}
        </a>
      </div>
      {there.length > 1 && (
        <SegmentedControl
          size="xs"
          className={styles.segments}
          aria-label={t("exchange.preview.rows")}
          value={only}
          onChange={(value) => setOnly(value as typeof only)}
          data={[
            { value: "all", label: t("exchange.preview.all") },
            ...there.map((outcome) => ({
              value: outcome,
              label: `${format.number(preview.counts[outcome])} ${t(`exchange.preview.${outcome}`, { count: preview.counts[outcome] })}`,
            })),
          ]}
        />
      )}
      <RowsTable rows={data} object={details.object ?? ""} />
      <MoreButton of={rows} />
    </section>
  );
}

function RowsTable({ rows, object }: { rows: readonly PlannedRow[]; object: string }) {
  const t = useT();
  const { titleOf, find } = useTargets(object);
  const title = useMetadata().objects[object]?.title;
  const paths = [...new Set(rows.flatMap((row) => Object.keys(row.values)))].sort(
    (left, right) => Number(right === title) - Number(left === title),
  );
  // Amounts stand under one another.
  const side = (path: string) => {
    const target = find(path);
    return target && !target.part && isNumeric(target.definition) ? { "data-numeric": true } : {};
  };
  return (
    <section className={styles.scroll} aria-label={t("exchange.preview.rows")} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("exchange.preview.row")}</th>
            <th scope="col">{t("exchange.dry_run.outcome")}</th>
            {paths.map((path) => (
              <th key={path} scope="col" {...side(path)}>
                {titleOf(path)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.row} data-outcome={row.outcome}>
              <td className={styles.quiet}>{row.row}</td>
              <td>
                <OutcomeOf row={row} object={object} />
              </td>
              {paths.map((path) => (
                <td key={path} {...side(path)}>
                  <CellOf row={row} path={path} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function OutcomeOf({ row, object }: { row: PlannedRow; object: string }) {
  const t = useT();
  if (row.outcome === "failed") return <span title={row.problems.join(" ")}>{row.problems.join(" ")}</span>;
  return (
    <>
      {t(`exchange.dry_run.${row.outcome}`)} {row.record && <LinkChip value={row.record} object={object} />}
    </>
  );
}

// An address is written by its parts and changed as a whole.
function CellOf({ row, path }: { row: PlannedRow; path: string }) {
  const change = row.changes.find(({ field }) => field === path);
  if (!change?.from || row.outcome === "failed") return row.values[path];
  return (
    <>
      <s className={styles.quiet}>{change.from}</s> {change.to}
    </>
  );
}

/** What a row would change of its record, as a list of fields. */
export function ChangesOf({ row, object }: { row: PlannedRow; object: string }) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  if (row.changes.length === 0) return <span className={styles.quiet}>{t("exchange.ask.same")}</span>;
  return row.changes.map(({ field, from, to }) => (
    <div key={field} className={styles.change}>
      <span className={styles.quiet}>{fieldTitle(object, field)}</span>
      <span>
        {from && <s className={styles.quiet}>{from}</s>} {to}
      </span>
    </div>
  ));
}
