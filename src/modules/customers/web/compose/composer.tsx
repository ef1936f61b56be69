import { Button, Tabs, Textarea, TextInput } from "@mantine/core";
import { IconCalendarEvent, IconCheckbox, IconMail, IconNote, IconPhone } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from "react";
import { type ComposeKind, useCompose, useCreateRecord } from "#records/web";
import { request } from "#web/client.ts";
import { notifyDone, problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { refreshTimeline } from "../timeline/reading.ts";
import type { Subject } from "../timeline/subject.ts";
import styles from "./composer.module.css";
import { ComposerFields } from "./composer-fields.tsx";
import { isBlank, useDraft } from "./draft.ts";
import { useComposeKinds } from "./kinds.ts";
import { isComplete, writtenOf } from "./written.ts";

const icons = {
  note: IconNote,
  call: IconPhone,
  meeting: IconCalendarEvent,
  task: IconCheckbox,
  email: IconMail,
};

/** Writes down a note, a call, a meeting, a task or a mail where one is. The draft outlives the page. */
export function Composer({ subject }: { readonly subject: Subject }) {
  const t = useT();
  const kinds = useComposeKinds();
  const { wanted } = useCompose();
  const [draft, change, clear] = useDraft(subject.path);
  const [open, setOpen] = useState(!isBlank(draft));
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const first = useRef<HTMLDivElement>(null);
  const save = useSave(subject);
  const withSubject = draft.kind === "task" || draft.kind === "meeting" || draft.kind === "email";

  const follow = useEffectEvent(show);
  useEffect(() => {
    if (wanted) follow(wanted.kind);
  }, [wanted]);

  function show(kind: ComposeKind): void {
    change({ kind });
    setOpen(true);
    requestAnimationFrame(() => first.current?.querySelector<HTMLElement>("input, textarea")?.focus());
  }

  async function submit(): Promise<void> {
    if (saving || !isComplete(draft)) return;
    setSaving(true);
    setProblem(null);
    try {
      await save(writtenOf(draft, subject, new Date()));
      notifyDone(t(`compose.saved.${draft.kind}`));
      clear();
      setOpen(false);
    } catch (error) {
      setProblem(problemText(error));
    } finally {
      setSaving(false);
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void submit();
    }
    if (event.key === "Escape" && !event.defaultPrevented) {
      event.stopPropagation();
      (event.target as HTMLElement).blur();
      if (isBlank(draft)) setOpen(false);
    }
  }

  if (kinds.length === 0) return null;
  return (
    <div className={styles.composer} data-open={open || undefined} onKeyDown={onKeyDown}>
      <Tabs
        value={open ? draft.kind : null}
        onChange={(kind) => kind && show(kind as ComposeKind)}
        variant="none"
        keepMounted={false}
        className={styles.kinds}
      >
        <Tabs.List aria-label={t("compose.title")} className={styles.tabs}>
          {kinds.map((kind) => {
            const Icon = icons[kind];
            return (
              <Tabs.Tab
                key={kind}
                value={kind}
                className={styles.tab}
                leftSection={<Icon size={16} stroke={1.5} />}
                onClick={() => draft.kind === kind && show(kind)}
              >
                {t(`compose.kinds.${kind}`)}
              </Tabs.Tab>
            );
          })}
        </Tabs.List>
        {kinds.map((kind) => (
          <Tabs.Panel key={kind} value={kind}>
            <div ref={kind === draft.kind ? first : undefined} className={styles.form}>
              {withSubject && (
                <TextInput
                  variant="unstyled"
                  className={styles.subject}
                  aria-label={t(`compose.subject.${kind}`)}
                  placeholder={t(`compose.subject.${kind}`)}
                  maxLength={300}
                  value={draft.subject}
                  onChange={(event) => change({ subject: event.currentTarget.value })}
                />
              )}
              <Textarea
                variant="unstyled"
                autosize
                minRows={withSubject ? 2 : 3}
                maxRows={14}
                aria-label={t(`compose.text.${kind}`)}
                placeholder={t(`compose.text.${kind}`)}
                value={draft.text}
                onChange={(event) => change({ text: event.currentTarget.value })}
              />
              <div className={styles.foot}>
                <ComposerFields draft={draft} onChange={change} />
                <div className={styles.acts}>
                  <Button variant="subtle" color="gray" onClick={() => (clear(), setOpen(false))}>
                    {t("compose.discard")}
                  </Button>
                  <Button
                    onClick={() => void submit()}
                    loading={saving}
                    disabled={!isComplete(draft)}
                    title="Ctrl+Enter"
                  >
                    {t("compose.save")}
                  </Button>
                </div>
              </div>
              {problem && (
                <p role="alert" className={styles.problem}>
                  {problem}
                </p>
              )}
            </div>
          </Tabs.Panel>
        ))}
      </Tabs>
      {!open && (
        <button type="button" className={styles.closed} onClick={() => show(draft.kind)}>
          {t(`compose.text.${draft.kind}`)}
        </button>
      )}
    </div>
  );
}

function useSave(subject: Subject): (written: ReturnType<typeof writtenOf>) => Promise<void> {
  const client = useQueryClient();
  const createNote = useCreateRecord("note");
  const createTask = useCreateRecord("task");
  return async (written) => {
    if ("values" in written) await (written.object === "note" ? createNote : createTask)(written.values);
    else {
      await request("POST", `${subject.path}/interactions`, { body: written.body });
      void client.invalidateQueries({ queryKey: ["records", "interaction"] });
    }
    await refreshTimeline(client, subject);
  };
}
