import { Button, Menu, Textarea } from "@mantine/core";
import { IconChevronDown, IconClock, IconPaperclip } from "@tabler/icons-react";
import { type ClipboardEvent, type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { noteInConversation, useCannedAnswer, writeMessage } from "#channels/contract";
import { useAct } from "#records/web";
import { call } from "#web/client.ts";
import { IconButton } from "#web/icon-button.tsx";
import { keyText } from "#web/key-text.ts";
import { useKeys } from "#web/keyboard.ts";
import { problemText } from "#web/notify.ts";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import type { ConversationActs } from "../acts.ts";
import { type Conversation, whoOf } from "../conversation.ts";
import { MomentMenu } from "../moment-menu.tsx";
import { Attached, useAttaching } from "./attached.tsx";
import { CannedMenu, MacroStrip, useCanned } from "./canned-menu.tsx";
import styles from "./composer.module.css";
import { Recipients, recipientsFor, useAnswerTo } from "./recipients.tsx";
import { useSharedDraft } from "./shared-draft.ts";
import { MentionMenu, useMentions } from "./mentions.tsx";

interface ComposerProps {
  readonly conversation: Conversation;
  readonly acts: ConversationActs;
  /** Version of the draft that the server has. */
  readonly newest: number | null | undefined;
  readonly onTyping: (typing: boolean) => void;
  readonly onNext: () => void;
}

/** Where one answers, or writes to colleagues. What is typed is kept, and seen by all who answer. */
export function Composer({ conversation, acts, newest, onTyping, onNext }: ComposerProps) {
  const t = useT();
  const { user } = useSession();
  const { id } = conversation;
  const draft = useSharedDraft(id, newest);
  const { kind, body, recipients, files } = draft.writing;
  const isNote = kind === "note";
  const [scheduling, setScheduling] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { act, busy } = useAct({ objects: ["conversation"], queries: ["conversation", "inbox", "timeline"] });
  const input = useRef<HTMLTextAreaElement>(null);
  const attaching = useAttaching((more) => draft.change({ files: [...files, ...more].slice(0, 20) }));
  const mentions = useMentions(input, body, (next) => draft.change({ body: next }));
  const canned = useCanned({ conversation: id, input, body, onBody: (next) => draft.change({ body: next }) });
  const macro = isNote ? null : canned.macro;
  const answerTo = useAnswerTo(conversation);
  const isMail = conversation.channel === "email";
  const isComplete = body.trim() !== "";

  const isTyping = body !== "" && document.activeElement === input.current;
  useEffect(() => onTyping(isTyping), [isTyping, onTyping]);

  const write = (next: "reply" | "note") => {
    draft.change({ kind: next });
    requestAnimationFrame(() => input.current?.focus());
  };
  useKeys(
    { r: () => write("reply"), n: () => write("note"), enter: () => write(kind) },
    { r: t("inbox.keys.reply"), n: t("inbox.keys.note") },
    { group: t("nav.inbox"), unfocused: true },
  );

  async function submit(how: { readonly close?: boolean; readonly at?: string } = {}): Promise<void> {
    if (busy || !isComplete || attaching.busy) return;
    setProblem(null);
    const run = async () => {
      if (isNote)
        return call(noteInConversation, { params: { id }, body: { body, mentions: mentions.named(body) } });
      const written = {
        body,
        files: files.map((file) => file.id),
        ...(isMail && recipientsFor(recipients, answerTo)),
        ...(how.at && { send_at: how.at }),
      };
      return macro
        ? call(useCannedAnswer, { params: { id: macro.id }, body: { ...written, conversation: id } })
        : call(writeMessage, { params: { id }, body: written });
    };
    // What goes out in a moment says so itself, where it stands.
    const done = how.at ? t("inbox.done.scheduled") : "";
    const said = await act(run, done, {
      onProblem: (thrown) => {
        setProblem(problemText(thrown));
        return true;
      },
    });
    if (!said) return;
    draft.clear({ drop: false });
    canned.forget();
    if (macro?.closes) onNext();
    else if (how.close && (await acts.close([conversation]))) onNext();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (isNote ? mentions.onKeyDown(event) : canned.onKeyDown(event)) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void submit({ close: event.shiftKey });
    }
    if (event.key === "Escape") {
      event.stopPropagation();
      event.preventDefault();
      input.current?.blur();
    }
  }

  const bring = (event: ClipboardEvent | DragEvent, list: FileList) => {
    if (list.length === 0) return;
    event.preventDefault();
    void attaching.attach([...list]);
  };

  return (
    <div
      className={styles.composer}
      data-kind={kind}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => bring(event, event.dataTransfer.files)}
    >
      <div className={styles.kinds} role="tablist" aria-label={t("inbox.write")}>
        {(["reply", "note"] as const).map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            aria-selected={kind === one}
            className={styles.kind}
            onClick={() => write(one)}
            title={keyText(one === "reply" ? "r" : "n")}
          >
            {t(`inbox.kinds.${one}`)}
          </button>
        ))}
        {draft.by && draft.by.id !== user.id && (
          <span className={styles.by}>{t("inbox.draft_by", { by: draft.by.title })}</span>
        )}
      </div>
      {isMail && !isNote && (
        <Recipients
          value={recipients}
          answerTo={answerTo}
          onChange={(next) => draft.change({ recipients: next })}
        />
      )}
      <div className={styles.field}>
        <Textarea
          ref={input}
          variant="unstyled"
          autosize
          minRows={2}
          maxRows={14}
          aria-label={t(isNote ? "inbox.write_note" : "inbox.write_reply", {
            to: whoOf(conversation) ?? t("inbox.unknown"),
          })}
          placeholder={t(isNote ? "inbox.write_note" : "inbox.write_reply", {
            to: whoOf(conversation) ?? t("inbox.unknown"),
          })}
          value={body}
          onChange={(event) => draft.change({ body: event.currentTarget.value })}
          onSelect={isNote ? mentions.onSelect : canned.onSelect}
          onBlur={() => onTyping(false)}
          onFocus={() => onTyping(body !== "")}
          onKeyDown={onKeyDown}
          onPaste={(event) => bring(event, event.clipboardData.files)}
        />
        {isNote ? <MentionMenu mentions={mentions} /> : <CannedMenu canned={canned} />}
      </div>
      {macro && <MacroStrip canned={canned} />}
      <Attached
        files={files}
        onRemove={(gone) => draft.change({ files: files.filter((file) => file.id !== gone) })}
      />
      {draft.conflict && (
        <p className={styles.conflict} role="alert">
          {draft.conflict}
          <Button size="compact-xs" variant="default" onClick={draft.takeTheirs}>
            {t("inbox.take_theirs")}
          </Button>
          <Button size="compact-xs" variant="default" onClick={draft.keepMine}>
            {t("inbox.keep_mine")}
          </Button>
        </p>
      )}
      {problem && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
      <div className={styles.foot}>
        {!isNote && (
          <>
            <IconButton label={t("inbox.acts.attach")} onClick={attaching.ask} loading={attaching.busy}>
              <IconPaperclip size={16} stroke={1.5} />
            </IconButton>
            <MomentMenu
              title={t("inbox.acts.schedule")}
              opened={scheduling}
              onOpened={setScheduling}
              onChoose={(at) => void submit({ at })}
            >
              <IconButton label={t("inbox.acts.schedule")} disabled={!isComplete || busy}>
                <IconClock size={16} stroke={1.5} />
              </IconButton>
            </MomentMenu>
          </>
        )}
        <span className={styles.acts}>
          {body !== "" && (
            <Button size="xs" variant="subtle" color="gray" onClick={() => draft.clear({ drop: true })}>
              {t("compose.discard")}
            </Button>
          )}
          {isNote ? (
            <Button size="xs" disabled={!isComplete} loading={busy} onClick={() => void submit()}>
              {t("inbox.acts.note")}
            </Button>
          ) : (
            <Button.Group>
              <Button
                size="xs"
                disabled={!isComplete || attaching.busy}
                loading={busy}
                title={keyText("mod+enter")}
                onClick={() => void submit()}
              >
                {t("inbox.acts.send")}
              </Button>
              <SendMore disabled={!isComplete || busy} onClose={() => void submit({ close: true })} />
            </Button.Group>
          )}
        </span>
      </div>
    </div>
  );
}

interface SendMoreProps {
  readonly disabled: boolean;
  readonly onClose: () => void;
}

/** Sends and closes in one. */
function SendMore({ disabled, onClose }: SendMoreProps) {
  const t = useT();
  return (
    <Menu position="top-end" withinPortal>
      <Menu.Target>
        <Button size="xs" px={6} disabled={disabled} aria-label={t("inbox.acts.send_more")}>
          <IconChevronDown size={14} stroke={1.5} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          onClick={onClose}
          rightSection={<kbd className={styles.key}>{keyText("mod+shift+enter")}</kbd>}
        >
          {t("inbox.acts.send_and_close")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
