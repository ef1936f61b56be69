import { Loader } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { ImportDetails, ImportPreview } from "#exchange/contract";
import { useFieldTitle, useMetadata, useObjectTitle } from "#records/web";
import { useFormat } from "#web/format.ts";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { Counts } from "./counts.tsx";
import { previewQuery } from "./import-queries.ts";
import styles from "./imports.module.css";
import { useTargets } from "./target-titles.ts";

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
      <Problems preview={data} />
      <FirstRows preview={data} object={details.object ?? ""} />
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
      title: titleOf(object, count === 1 ? "one" : "many"),
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
      {preview.counts.failed > preview.problems.length && (
        <p className={styles.quiet}>
          {t("exchange.preview.more", { count: preview.counts.failed - preview.problems.length })}
        </p>
      )}
    </section>
  );
}

function FirstRows({ preview, object }: { preview: ImportPreview; object: string }) {
  const t = useT();
  const { titleOf } = useTargets(object);
  const title = useMetadata().objects[object]?.title;
  const paths = [...new Set(preview.first.flatMap((row) => Object.keys(row.values)))].sort(
    (left, right) => Number(right === title) - Number(left === title),
  );
  return (
    <section className={styles.values}>
      <h2 className={styles.heading}>{t("exchange.preview.first")}</h2>
      <section className={styles.scroll} aria-label={t("exchange.preview.first")} tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t("exchange.preview.row")}</th>
              {paths.map((path) => (
                <th key={path} scope="col">
                  {titleOf(path)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.first.map((row) => (
              <tr key={row.row} data-outcome={row.outcome}>
                <td className={styles.quiet}>{row.row}</td>
                {paths.map((path) => (
                  <td key={path}>{row.values[path]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
