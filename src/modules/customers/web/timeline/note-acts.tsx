import { ActionIcon, Button, Menu, Textarea } from "@mantine/core";
import { IconArchive, IconDots, IconPencil } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { TimelineEntry } from "#customers/contract";
import { actsOf, useObject, useUndo } from "#records/web";
import { type Done, requestAct } from "#web/client.ts";
import { Modal } from "#web/dialog.tsx";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { refreshTimeline } from "./reading.ts";
import type { Subject } from "./subject.ts";
import styles from "./timeline.module.css";

/** Changing and archiving a note where it stands. */
export function NoteActs({ entry, subject }: { readonly entry: TimelineEntry; readonly subject: Subject }) {
  const t = useT();
  const client = useQueryClient();
  const undo = useUndo();
  const { grant } = useObject("note");
  const [text, setText] = useState<string | null>(null);
  const address = `/api/notes/${entry.record}`;

  async function act(run: () => Promise<Done<unknown>>, said: string): Promise<void> {
    try {
      const done = await run();
      notifyDone(said, { undo: () => undo(actsOf(done)) });
      setText(null);
    } catch (problem) {
      notifyProblem(problem);
    }
    await refreshTimeline(client, subject);
  }
  const save = () =>
    act(() => requestAct("PATCH", address, { body: { body: text } }), t("timeline.note_changed"));
  const archive = () => act(() => requestAct("DELETE", address), t("timeline.note_archived"));

  if (grant.change === "none" && grant.delete === "none") return null;
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon size={20} className={styles.acts} aria-label={t("timeline.note_acts")}>
            <IconDots size={14} stroke={1.5} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {grant.change !== "none" && (
            <Menu.Item
              leftSection={<IconPencil size={16} stroke={1.5} />}
              onClick={() => setText(entry.text ?? "")}
            >
              {t("timeline.note_edit")}
            </Menu.Item>
          )}
          {grant.delete !== "none" && (
            <Menu.Item leftSection={<IconArchive size={16} stroke={1.5} />} onClick={() => void archive()}>
              {t("timeline.note_archive")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Modal opened={text !== null} onClose={() => setText(null)} title={t("timeline.note_edit")} size={560}>
        <Textarea
          autosize
          minRows={4}
          maxRows={16}
          data-autofocus
          aria-label={t("timeline.note")}
          value={text ?? ""}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && void save()}
        />
        <div className={styles.foot}>
          <Button variant="default" onClick={() => setText(null)}>
            {t("form.cancel")}
          </Button>
          <Button disabled={!text?.trim()} onClick={() => void save()}>
            {t("compose.save")}
          </Button>
        </div>
      </Modal>
    </>
  );
}
