import { Textarea } from "@mantine/core";
import { useState } from "react";
import { locales } from "#kernel/locale";
import { type QueueHours, type QueueHoursShown, setQueueHours } from "#channels/contract";
import { useAct } from "#records/web";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { HoursFields } from "../chats/hours-fields.tsx";
import styles from "./queues.module.css";

interface HoursDialogProps {
  readonly queue: string;
  readonly before: QueueHoursShown;
  readonly onClose: () => void;
}

/** Says when the people of a queue are there, and what is answered by itself when they are not. */
export function HoursDialog({ queue, before, onClose }: HoursDialogProps) {
  const t = useT();
  const [form, setForm] = useState<QueueHours>({ hours: before.hours, outside: before.outside });
  const [problem, setProblem] = useState<string>();
  const { act, busy } = useAct({ objects: ["queue"], queries: ["queue_hours", "inbox"] });
  const isTurned = form.hours.some(({ from, to }) => from >= to);

  async function save(): Promise<void> {
    const saved = await act(() => call(setQueueHours, { params: { id: queue }, body: form }), "", {
      onProblem: (thrown) => {
        setProblem(problemText(thrown));
        return true;
      },
    });
    if (saved) onClose();
  }

  return (
    <FormDialog
      title={t("inbox.hours.title")}
      act={t("chats.save")}
      onSubmit={() => void save()}
      onClose={onClose}
      busy={busy}
      disabled={isTurned}
      problem={isTurned ? t("inbox.hours.turned") : problem}
    >
      <p className={styles.quiet}>{t("inbox.hours.text")}</p>
      <HoursFields hours={form.hours} onChange={(hours) => setForm({ ...form, hours })} />
      <fieldset className={styles.outside}>
        <legend>{t("inbox.hours.outside")}</legend>
        <p className={styles.quiet}>{t("inbox.hours.outside_text")}</p>
        {locales.map((language) => (
          <Textarea
            key={language}
            label={t(`chats.languages.${language}`)}
            autosize
            minRows={1}
            maxRows={6}
            maxLength={1000}
            value={form.outside[language] ?? ""}
            onChange={(event) =>
              setForm({ ...form, outside: { ...form.outside, [language]: event.currentTarget.value } })
            }
          />
        ))}
      </fieldset>
    </FormDialog>
  );
}
