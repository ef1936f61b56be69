import { Button, FileButton } from "@mantine/core";
import { IconPaperclip } from "@tabler/icons-react";
import { useState } from "react";
import { request } from "#web/client.ts";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import type { FileValue } from "../../contract/index.ts";
import type { EditProps, ShowProps } from "../../web/field-props.ts";
import styles from "../choice/dot.module.css";

export function Show({ value }: ShowProps) {
  const file = value as FileValue;
  return (
    <a
      className={styles.option}
      href={`/api/files/${encodeURIComponent(file.id)}`}
      download={file.title}
      onClick={(event) => event.stopPropagation()}
    >
      <IconPaperclip size={14} stroke={1.5} aria-hidden="true" />
      <span className={styles.label}>{file.title}</span>
    </a>
  );
}

export function Edit({ value, onChange, onDone, ariaLabel, id }: EditProps) {
  const t = useT();
  const [sending, setSending] = useState(false);
  const file = value as FileValue | null | undefined;

  async function send(picked: File | null): Promise<void> {
    if (!picked) return;
    setSending(true);
    try {
      const body = new FormData();
      body.append("file", picked);
      (onDone ?? onChange)(await request<FileValue>("POST", "/api/files", { body }));
    } catch (error) {
      notifyProblem(error);
    } finally {
      setSending(false);
    }
  }
  return (
    <FileButton onChange={(picked) => void send(picked)}>
      {(props) => (
        <Button
          {...props}
          {...(id ? { id } : {})}
          variant="default"
          size="xs"
          loading={sending}
          aria-label={ariaLabel}
        >
          {file?.title ?? t("records.input.choose_file")}
        </Button>
      )}
    </FileButton>
  );
}
