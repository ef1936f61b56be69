import { useState } from "react";
import { noteInConversation, type OfferedAnswer, useCannedAnswer, writeMessage } from "#channels/contract";
import { useAct } from "#records/web";
import { call } from "#web/client.ts";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import type { ConversationActs } from "../acts.ts";
import type { Conversation } from "../conversation.ts";
import type { Writing } from "./shared-draft.ts";

interface Sending {
  readonly conversation: Conversation;
  readonly acts: ConversationActs;
  readonly writing: Writing;
  /** Whom it goes to, where the channel has recipients. */
  readonly recipients: Writing["recipients"] | undefined;
  /** Whom a note names. */
  readonly mentions: (body: string) => string[];
  /** What is done besides. */
  readonly macro: OfferedAnswer | null;
  readonly onSent: () => void;
  /** The conversation is dealt with. */
  readonly onNext: () => void;
}

export interface How {
  readonly close?: boolean;
  readonly at?: string;
}

/** Says what was written, as an answer or a note, with what is done besides. */
export function useSending(sending: Sending) {
  const { conversation, acts, writing, recipients, mentions, macro, onSent, onNext } = sending;
  const t = useT();
  const [problem, setProblem] = useState<string | null>(null);
  const { act, busy } = useAct({ objects: ["conversation"], queries: ["conversation", "inbox", "timeline"] });
  const { id } = conversation;
  const { kind, body, files } = writing;

  async function say({ at }: How): Promise<unknown> {
    if (kind === "note")
      return call(noteInConversation, { params: { id }, body: { body, mentions: mentions(body) } });
    const written = { body, files: files.map((file) => file.id), ...recipients, ...(at && { send_at: at }) };
    return macro
      ? call(useCannedAnswer, { params: { id: macro.id }, body: { ...written, conversation: id } })
      : call(writeMessage, { params: { id }, body: written });
  }

  async function send(how: How = {}): Promise<void> {
    if (busy || body.trim() === "") return;
    setProblem(null);
    // What goes out in a moment says so itself, where it stands.
    const done = how.at ? t("inbox.done.scheduled") : "";
    const said = await act(() => say(how), done, {
      onProblem: (thrown) => {
        setProblem(problemText(thrown));
        return true;
      },
    });
    if (!said) return;
    onSent();
    if (macro?.closes || (how.close && (await acts.close([conversation])))) onNext();
  }

  return { busy, problem, send };
}
