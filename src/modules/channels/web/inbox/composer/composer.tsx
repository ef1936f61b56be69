import { Button, Textarea } from "@mantine/core";
import { type ClipboardEvent, type DragEvent, type KeyboardEvent, useEffect, useRef } from "react";
import { useObjectSlots } from "#records/web";
import { keyText } from "#web/key-text.ts";
import { useKeys } from "#web/keyboard.ts";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import type { ConversationActs } from "../acts.ts";
import { type Conversation, whoOf } from "../conversation.ts";
import { takesReplies, useAnswering } from "./answering.ts";
import { AnsweringNote } from "./answering-note.tsx";
import { Attached, useAttaching } from "./attached.tsx";
import { CannedMenu, MacroStrip, useCanned } from "./canned-menu.tsx";
import { ComposerFoot } from "./composer-foot.tsx";
import styles from "./composer.module.css";
import { Recipients, recipientsFor, useAnswerTo } from "./recipients.tsx";
import { LateTemplate } from "./late-template.tsx";
import { useSending } from "./sending.ts";
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
  const draft = useSharedDraft(id, newest, conversation.channel === "phone" ? "note" : "reply");
  const { kind, body, recipients, files } = draft.writing;
  const isNote = kind === "note";
  const input = useRef<HTMLTextAreaElement>(null);
  const answering = useAnswering(conversation);
  const attaching = useAttaching((more) => draft.change({ files: [...files, ...more].slice(0, 20) }), {
    largest: answering?.files,
  });
  const mentions = useMentions(input, body, (next) => draft.change({ body: next }));
  const canned = useCanned({ conversation: id, input, body, onBody: (next) => draft.change({ body: next }) });
  const macro = isNote ? null : canned.macro;
  const answerTo = useAnswerTo(conversation, answering?.to);
  const hasRecipients = answering?.recipients ?? conversation.channel === "email";
  const { busy, problem, send } = useSending({
    conversation,
    acts,
    writing: draft.writing,
    recipients: hasRecipients ? recipientsFor(recipients, answerTo) : undefined,
    mentions: mentions.named,
    macro,
    onSent: () => {
      draft.clear({ drop: false });
      canned.forget();
    },
    onNext,
  });

  const fits = takesReplies(answering) && body.length <= (answering?.length ?? Number.POSITIVE_INFINITY);
  const isComplete = body.trim() !== "" && !attaching.busy && (isNote || fits);
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

  function onKeyDown(event: KeyboardEvent): void {
    if (isNote ? mentions.onKeyDown(event) : canned.onKeyDown(event)) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (isComplete) void send({ close: event.shiftKey });
    }
    if (event.key === "Escape") {
      event.stopPropagation();
      event.preventDefault();
      input.current?.blur();
    }
  }

  const { writingActs = [] } = useObjectSlots("conversation");
  const insert = (text: string) => {
    const caret = input.current?.selectionEnd ?? body.length;
    draft.change({ body: insertedAt(body, caret, text) });
    requestAnimationFrame(() => input.current?.focus());
  };

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
      {hasRecipients && !isNote && (
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
      {(problem ?? attaching.problem) && (
        <p role="alert" className={styles.problem}>
          {problem ?? attaching.problem}
        </p>
      )}
      {!isNote && <AnsweringNote answering={answering} conversation={conversation} />}
      {!isNote && answering?.late && answering.kind === "whatsapp" && (
        <LateTemplate conversation={conversation} />
      )}
      <ComposerFoot
        isNote={isNote}
        isComplete={isComplete}
        answering={answering}
        body={body}
        busy={busy}
        attaching={attaching}
        onCanned={canned.begin}
        more={writingActs.map((Act, index) => (
          <Act key={index} object="conversation" record={conversation} onInsert={insert} />
        ))}
        onDiscard={() => draft.clear({ drop: true })}
        onSend={(how) => void send(how)}
      />
    </div>
  );
}

/** A text between others is a paragraph of its own. */
function insertedAt(body: string, caret: number, text: string): string {
  const [before, behind] = [body.slice(0, caret).trimEnd(), body.slice(caret).trimStart()];
  return [before, text.trim(), behind].filter(Boolean).join("\n\n");
}
