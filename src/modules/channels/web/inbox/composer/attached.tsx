import { IconPaperclip, IconX } from "@tabler/icons-react";
import { useRef, useState } from "react";
import type { Draft } from "#channels/contract";
import { request } from "#web/client.ts";
import { IconButton } from "#web/icon-button.tsx";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { useFileSize } from "../file-size.ts";
import styles from "./composer.module.css";

export type AttachedFile = Draft["files"][number];

export interface Attaching {
  readonly busy: boolean;
  /** Why something was not taken. */
  readonly problem: string | null;
  readonly attach: (files: readonly File[]) => Promise<void>;
  /** Asks which files. */
  readonly ask: () => void;
}

interface Taken {
  /** In bytes; 0: none. */
  readonly largest?: number | undefined;
  /** Kinds that are taken; all unless told. */
  readonly types?: readonly string[] | undefined;
  /** One file at a time. */
  readonly only?: boolean;
}

/** Brings files to the server as soon as they are chosen, pasted or dropped; none that the channel does not take. */
export function useAttaching(
  onKept: (files: readonly AttachedFile[]) => void,
  { largest = Number.POSITIVE_INFINITY, types, only = false }: Taken = {},
): Attaching {
  const t = useT();
  const shown = useFileSize();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const latest = useRef(onKept);
  latest.current = onKept;
  async function attach(files: readonly File[]): Promise<void> {
    const fits = ({ size, type }: File) => size <= largest && (types?.includes(type) ?? true);
    const refused = files.find((file) => !fits(file));
    const why = largest === 0 ? "no_files" : refused && refused.size > largest ? "too_large" : "other_kind";
    setProblem(refused ? t(`inbox.answer.${why}`, { name: refused.name, size: shown(largest) }) : null);
    setBusy(true);
    const kept: AttachedFile[] = [];
    try {
      for (const file of files.filter(fits)) {
        const body = new FormData();
        body.append("file", file);
        const { id, title, size, type } = await request<AttachedFile>("POST", "/api/files", { body });
        kept.push({ id, title, size, type });
      }
    } catch (thrown) {
      notifyProblem(thrown);
    } finally {
      setBusy(false);
    }
    if (kept.length > 0) latest.current(kept);
  }
  const ask = () => {
    const input = document.createElement("input");
    input.type = "file";
    input.multiple = !only;
    if (types) input.accept = types.join(",");
    input.onchange = () => void attach([...(input.files ?? [])]);
    input.click();
  };
  return { busy, problem, attach, ask };
}

interface AttachedProps {
  readonly files: readonly AttachedFile[];
  readonly onRemove: (id: string) => void;
}

/** What goes along. */
export function Attached({ files, onRemove }: AttachedProps) {
  const t = useT();
  const size = useFileSize();
  if (files.length === 0) return null;
  return (
    <ul className={styles.files}>
      {files.map((file) => (
        <li key={file.id} className={styles.file}>
          <IconPaperclip size={14} stroke={1.5} aria-hidden="true" />
          <span className={styles.fileName}>{file.title}</span>
          <span className={styles.quiet}>{size(file.size)}</span>
          <IconButton
            size="xs"
            label={t("inbox.acts.remove_file", { name: file.title })}
            onClick={() => onRemove(file.id)}
          >
            <IconX size={12} stroke={1.5} />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
