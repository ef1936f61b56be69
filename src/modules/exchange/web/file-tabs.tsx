import { ActionIcon } from "@mantine/core";
import { discardImport, type ImportSummary } from "#exchange/contract";
import { useObjectTitle } from "#records/web";
import { call } from "#web/client.ts";
import { ObjectIcon } from "#web/icon.tsx";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import styles from "./imports.module.css";

interface FileTabsProps {
  readonly files: readonly ImportSummary[];
  readonly current: string | undefined;
  readonly onPick: (id: string) => void;
  readonly onGone: () => void;
}

/** The files of a session in the order in which they will be taken. */
export function FileTabs({ files, current, onPick, onGone }: FileTabsProps) {
  const t = useT();
  const titleOf = useObjectTitle();
  const discard = (id: string) => call(discardImport, { params: { id } }).then(onGone, notifyProblem);
  return (
    <ol className={styles.files}>
      {files.map((file, index) => (
        <li key={file.id} data-current={file.id === current || undefined}>
          <button
            type="button"
            title={file.file_name}
            aria-pressed={file.id === current}
            onClick={() => onPick(file.id)}
          >
            <span className={styles.fileNumber}>{index + 1}</span>
            <span className={styles.fileName}>
              <strong>{file.file_name}</strong>
              <span className={styles.quiet}>
                {file.object ? titleOf(file.object, "many") : t("exchange.file.nothing")} ·{" "}
                {t("exchange.file.rows", { count: file.rows })}
              </span>
            </span>
          </button>
          <ActionIcon
            aria-label={`${t("exchange.file.discard")}: ${file.file_name}`}
            onClick={() => discard(file.id)}
          >
            <ObjectIcon name="trash" size={14} />
          </ActionIcon>
        </li>
      ))}
    </ol>
  );
}
