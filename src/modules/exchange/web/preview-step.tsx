import { Loader } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { ImportDetails, ImportPreview } from "#exchange/contract";
import { useFieldTitle, useObjectTitle } from "#records/web";
import { useFormat } from "#web/format.ts";
import { problemText } from "#web/notify.ts";
import { lowered } from "#web/lowered.ts";
import { useT } from "#web/texts.ts";
import { Counts } from "./counts.tsx";
import { DecideRows } from "./decide-rows.tsx";
import { previewQuery } from "./import-queries.ts";
import styles from "./imports.module.css";
import { PlannedRows } from "./planned-rows.tsx";

/** The server tells of no more problems; all of them are in the rows below. */
const mostTold = 100;

/** What would happen, counted over the whole file; nothing is written. */
export function PreviewStep({ details }: { details: ImportDetails }) {
  const t = useT();
  const client = useQueryClient();
  useEffect(
    () => () => client.removeQueries({ queryKey: previewQuery(details.id).queryKey }),
    [client, details.id],
  );
  const { data, error } = useQuery(previewQuery(details.id));
  if (error)
    return (
      <p role="alert" className={styles.alert}>
        {problemText(error)}
      </p>
    );
  if (!data)
    return (
      <p className={styles.counting} role="status">
        <Loader size={14} /> {t("exchange.preview.counting")}
      </p>
    );
  return (
    <>
      <Counts counts={data.counts} words="preview" />
      <Along preview={data} />
      <ColumnsLeftOut columns={data.columns_left_out} />
      <DecideRows details={details} preview={data} />
      <Problems preview={data} />
      <PlannedRows details={details} preview={data} />
    </>
  );
}

function Along({ preview }: { preview: ImportPreview }) {
  const t = useT();
  const format = useFormat();
  const titleOf = useObjectTitle();
  const fieldTitle = useFieldTitle();
  if (preview.related.length + preview.options.length === 0) return null;
  const lines = [
    ...preview.related.map(({ object, count, samples }) => ({
      title: lowered(titleOf(object, count === 1 ? "one" : "many")),
      count,
      samples,
    })),
    ...preview.options.map(({ field, labels }) => ({
      title: fieldTitle(field.split(".")[0] ?? "", field.split(".")[1] ?? ""),
      count: labels.length,
      samples: labels,
    })),
  ];
  return (
    <section className={styles.values}>
      <h2 className={styles.heading}>{t("exchange.preview.related")}</h2>
      {lines.map(({ title, count, samples }) => (
        <p key={title} className={styles.along}>
          <strong>
            {format.number(count)} {title}
          </strong>{" "}
          <span className={styles.quiet}>
            {samples.join(", ")}
            {count > samples.length
              ? ` ${t("exchange.preview.more", { count: count - samples.length })}`
              : ""}
          </span>
        </p>
      ))}
    </section>
  );
}

/** Nothing is dropped silently. */
function ColumnsLeftOut({ columns }: { columns: ImportPreview["columns_left_out"] }) {
  const t = useT();
  if (columns.length === 0) return null;
  return (
    <details className={styles.leftOut}>
      <summary>
        {t("exchange.presets.left_out")}: {columns.length}
      </summary>
      <ul>
        {columns.map(({ column, filled }, index) => (
          <li key={`${index} ${column}`}>
            <strong>{column}</strong> {t("exchange.presets.filled", { count: filled })}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Problems({ preview }: { preview: ImportPreview }) {
  const t = useT();
  if (preview.problems.length === 0) return <p className={styles.well}>{t("exchange.preview.all_well")}</p>;
  return (
    <section className={styles.values}>
      <h2 className={styles.heading}>{t("exchange.preview.problems")}</h2>
      <ul className={styles.problems}>
        {preview.problems.map((problem) => (
          <li key={`${problem.row} ${problem.text}`}>
            <span className={styles.quiet}>
              {t("exchange.preview.row")} {problem.row}
            </span>{" "}
            {problem.text}
          </li>
        ))}
      </ul>
      {preview.problems.length >= mostTold && preview.counts.failed > mostTold && (
        <p className={styles.quiet}>
          {t("exchange.preview.more", { count: preview.counts.failed - preview.problems.length })}
        </p>
      )}
    </section>
  );
}
