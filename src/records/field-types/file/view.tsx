import { Button, FileButton } from "@mantine/core";
import { IconPaperclip } from "@tabler/icons-react";
import { useState } from "react";
import { request } from "#web/client.ts";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { RemoveButton } from "#web/remove-button.tsx";
import type { FieldMetadata, FileValue } from "../../contract/index.ts";
import type { EditProps, ShowProps } from "../../web/field-props.ts";
import styles from "../choice/dot.module.css";
import picture from "./picture.module.css";

export function Show({ value, field, size }: ShowProps) {
  const file = value as FileValue;
  if (isPicture(field, file)) return <Picture file={file} size={size === "full" ? 160 : 28} />;
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

const isPicture = (field: FieldMetadata, { type }: FileValue) =>
  field.type === "file" && field.picture === true && type.startsWith("image/");

function Picture({ file, size }: { readonly file: FileValue; readonly size: number }) {
  return (
    <img
      className={picture.picture}
      src={`/api/files/${encodeURIComponent(file.id)}`}
      alt={file.title}
      loading="lazy"
      style={{ maxWidth: size, maxHeight: size }}
    />
  );
}

export function Edit({ value, onChange, onDone, ariaLabel, id, field }: EditProps) {
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
  const accept =
    field.type === "file" && field.picture ? "image/png,image/jpeg,image/webp,image/gif" : undefined;
  return (
    // A button that is busy loses the focus, which is not leaving the field.
    <div className={picture.chosen} onBlur={(event) => sending && event.stopPropagation()}>
      {file && isPicture(field, file) && <Picture file={file} size={64} />}
      <FileButton accept={accept} onChange={(picked) => void send(picked)}>
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
      {file && (
        <RemoveButton label={t("records.input.remove_file")} onClick={() => (onDone ?? onChange)(null)} />
      )}
    </div>
  );
}
