import type { InteractionBody } from "#customers/contract";
import type { Subject } from "../timeline/subject.ts";
import type { Draft } from "./draft.ts";

/** What a draft becomes: a record of ours, or an interaction that was. */
export type Written =
  | { readonly object: "note" | "task"; readonly values: Readonly<Record<string, unknown>> }
  | { readonly object: "interaction"; readonly body: Omit<InteractionBody, "deal"> };

/** A meeting that is still to come is a task to hold it; one that was is an interaction. */
export function writtenOf(draft: Draft, subject: Subject, now: Date): Written {
  const { kind, text } = draft;
  const link = { [subject.field]: subject.link };
  if (kind === "note") return { object: "note", values: { ...link, body: text.trim() } };
  if (kind === "task") {
    const values = {
      ...link,
      subject: draft.subject.trim(),
      description: text.trim() || null,
      due_at: draft.due,
      priority: draft.priority,
    };
    return { object: "task", values: draft.owner ? { ...values, owner: draft.owner } : values };
  }
  if (kind === "meeting" && draft.at && Date.parse(draft.at) > now.getTime()) {
    const ends = new Date(Date.parse(draft.at) + (draft.minutes ?? 60) * 60_000).toISOString();
    return {
      object: "task",
      values: {
        ...link,
        kind: "meeting",
        subject: draft.subject.trim() || firstLine(text),
        description: text.trim() || null,
        due_at: draft.at,
        ends_at: ends,
      },
    };
  }
  return {
    object: "interaction",
    body: {
      kind: kind === "email" ? "message" : kind,
      channel: kind === "email" ? "email" : kind === "call" ? "phone" : "meeting",
      direction: kind === "meeting" ? "both" : draft.direction,
      at: draft.at ?? undefined,
      subject: draft.subject.trim() || undefined,
      body: text.trim() || undefined,
      outcome: kind === "call" ? draft.outcome : undefined,
      duration: draft.minutes ? draft.minutes * 60 : undefined,
    },
  };
}

/** Whether there is enough to save: a task needs its subject, a call may need no word at all. */
export function isComplete(draft: Draft): boolean {
  if (draft.kind === "note") return draft.text.trim() !== "";
  if (draft.kind === "task") return draft.subject.trim() !== "";
  if (draft.kind === "call") return draft.text.trim() !== "" || draft.outcome !== null;
  return draft.text.trim() !== "" || draft.subject.trim() !== "";
}

function firstLine(text: string): string {
  return text.trim().split("\n")[0]?.slice(0, 300) ?? "";
}
