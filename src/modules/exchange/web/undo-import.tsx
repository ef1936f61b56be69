import { Button, Group, Progress, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type ImportUndo, undoImport } from "#exchange/contract";
import { useFieldTitle } from "#records/web";
import { call } from "#web/client.ts";
import { Modal } from "#web/dialog.tsx";
import { LinkChip } from "#web/link-chip.tsx";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { undoQuery } from "./import-queries.ts";
import styles from "./imports.module.css";

/** Takes an import back: asked once, then how far it is, and what stays. */
export function UndoImport({ id }: { readonly id: string }) {
  const t = useT();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const { data: undo } = useQuery({
    ...undoQuery(id),
    refetchInterval: ({ state }) => (isUnderWay(state.data) ? 600 : false),
  });
  const isDone = undo?.state === "done";
  useEffect(() => {
    if (isDone) for (const key of ["records", "timeline"]) void client.invalidateQueries({ queryKey: [key] });
  }, [isDone, client]);
  if (!undo || (undo.state === null && !undo.possible)) return null;
  const anyway = undo.state === "done";
  const start = () => {
    setAsking(false);
    call(undoImport, { params: { id }, body: { anyway } }).then(
      (told) => client.setQueryData(undoQuery(id).queryKey, told),
      notifyProblem,
    );
  };
  return (
    <section className={styles.values} aria-live="polite">
      {isUnderWay(undo) && (
        <>
          <p className={styles.quiet}>{t("exchange.undo.running")}</p>
          <Progress value={100 * undo.progress} aria-label={t("exchange.undo.running")} />
        </>
      )}
      {undo.state === "done" && <p role="status">{t("exchange.undo.done", { count: undo.records })}</p>}
      {undo.state === "done" && undo.stays > 0 && <WhatStays undo={undo} />}
      {undo.possible && (
        <div>
          <Button variant="default" onClick={() => setAsking(true)}>
            {t(anyway ? "exchange.undo.anyway" : "exchange.undo.act")}
          </Button>
        </div>
      )}
      <Modal opened={asking} onClose={() => setAsking(false)} title={t("exchange.undo.title")}>
        <Text size="sm">{t(anyway ? "exchange.undo.anyway_text" : "exchange.undo.text")}</Text>
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={() => setAsking(false)}>
            {t("records.cancel")}
          </Button>
          <Button onClick={start}>{t(anyway ? "exchange.undo.anyway" : "exchange.undo.run")}</Button>
        </Group>
      </Modal>
    </section>
  );
}

function WhatStays({ undo }: { readonly undo: ImportUndo }) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  return (
    <>
      <p className={styles.alert}>{t("exchange.undo.stays", { count: undo.stays })}</p>
      <ul className={styles.made}>
        {undo.examples.map(({ object, id, field, title }) => (
          <li key={`${id} ${field}`}>
            <LinkChip value={{ id, title }} object={object} />{" "}
            <span className={styles.quiet}>
              {field ? fieldTitle(object, field) : t("exchange.undo.whole")}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function isUnderWay(undo: ImportUndo | undefined): boolean {
  return undo?.state === "waiting" || undo?.state === "running";
}
