import { ActionIcon } from "@mantine/core";
import { IconDownload, IconPlayerStop, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ExportSummary } from "#exchange/contract";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { contentOf, exportsQuery, useDiscardExport } from "./export-queries.ts";
import { useProgressText } from "./progress-text.ts";
import styles from "./exports.module.css";

/** One's own exports of the last days, with their files; of one format where it is told. */
export function FileList({ only }: { readonly only?: ExportSummary["format"] }) {
  const t = useT();
  const { data = [] } = useQuery({
    ...exportsQuery,
    refetchInterval: (query) => (query.state.data?.some(isUnderWay) ? 1000 : false),
  });
  const files = only ? data.filter(({ format }) => format === only) : data;
  if (files.length === 0) return null;
  return (
    <section className={styles.files} aria-label={t("exchange.export.files.title")}>
      <h3>{t("exchange.export.files.title")}</h3>
      <ul>
        {files.map((one) => (
          <FileLine key={one.id} one={one} />
        ))}
      </ul>
    </section>
  );
}

const isUnderWay = ({ state }: ExportSummary) => state === "waiting" || state === "running";

function FileLine({ one }: { readonly one: ExportSummary }) {
  const t = useT();
  const { date } = useFormat();
  const progressText = useProgressText();
  const discard = useDiscardExport();
  const name = one.file_name;
  return (
    <li className={styles.file}>
      <span className={styles.fileName}>
        <span>{name}</span>
        <span className={styles.quiet}>
          {progressText(one)}
          {one.kept_until &&
            one.state === "done" &&
            ` · ${t("exchange.export.files.until", { date: date(one.kept_until) })}`}
        </span>
      </span>
      {one.state === "done" ? (
        <ActionIcon
          component="a"
          href={contentOf(one.id)}
          download
          aria-label={t("exchange.export.files.download", { name })}
        >
          <IconDownload size={16} stroke={1.5} />
        </ActionIcon>
      ) : (
        <span />
      )}
      <ActionIcon
        aria-label={t(`exchange.export.files.${isUnderWay(one) ? "stop" : "remove"}`, { name })}
        onClick={() => void discard(one.id)}
      >
        {isUnderWay(one) ? <IconPlayerStop size={16} stroke={1.5} /> : <IconTrash size={16} stroke={1.5} />}
      </ActionIcon>
    </li>
  );
}
