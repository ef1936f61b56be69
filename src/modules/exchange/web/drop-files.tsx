import { Button } from "@mantine/core";
import { type DragEvent, useRef, useState } from "react";
import { ObjectIcon } from "#web/icon.tsx";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import styles from "./imports.module.css";

interface DropFilesProps {
  readonly onFiles: (files: readonly File[]) => void;
  /** Name of the file that is being read. */
  readonly reading: string | undefined;
  /** Beside files that are there already: a line instead of a field. */
  readonly small?: boolean;
}

// What a file really is its contents tell; this is only what the window of the system offers first.
const accepted = [
  ".csv",
  ".tsv",
  ".txt",
  ".xlsx",
  ".ods",
  ".json",
  ".jsonl",
  ".ndjson",
  ".vcf",
  ".ics",
  ".mbox",
  ".eml",
  ".zip",
].join(",");

/** Where files are let go or chosen. */
export function DropFiles({ onFiles, reading, small }: DropFilesProps) {
  const t = useT();
  const mayRun = useCan("imports:run");
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  if (!mayRun) return null;
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    <section
      className={small ? styles.dropSmall : styles.drop}
      data-over={over || undefined}
      aria-label={t("exchange.drop.title")}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {!small && <ObjectIcon name="upload" size={24} />}
      {!small && <h2>{over ? t("exchange.drop.release") : t("exchange.drop.title")}</h2>}
      {!small && <p>{t("exchange.drop.text")}</p>}
      <Button
        size={small ? "xs" : "sm"}
        variant={small ? "default" : "filled"}
        loading={reading !== undefined}
        onClick={() => input.current?.click()}
      >
        {t("exchange.drop.choose")}
      </Button>
      <span role="status" className={styles.quiet}>
        {reading ? t("exchange.drop.reading", { name: reading }) : ""}
      </span>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={accepted}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
    </section>
  );
}
