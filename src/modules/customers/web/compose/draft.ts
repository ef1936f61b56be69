import { useEffect, useState } from "react";
import type { ComposeKind } from "#records/web";

/** What is being written down; the words stay when one changes what it shall be. */
export interface Draft {
  readonly kind: ComposeKind;
  readonly subject: string;
  readonly text: string;
  readonly direction: "in" | "out";
  readonly outcome: string | null;
  /** Null: now. */
  readonly at: string | null;
  readonly minutes: number | null;
  readonly due: string | null;
  readonly priority: string;
  readonly owner: unknown;
}

export const emptyDraft: Draft = {
  kind: "note",
  subject: "",
  text: "",
  direction: "out",
  outcome: null,
  at: null,
  minutes: null,
  due: null,
  priority: "normal",
  owner: null,
};

/** The draft of one record, kept while the browser's tab lives: going elsewhere does not lose it. */
export function useDraft(key: string): readonly [Draft, (change: Partial<Draft>) => void, () => void] {
  const place = `rapport.draft.${key}`;
  const [draft, setDraft] = useState<Draft>(() => ({ ...emptyDraft, ...read(place) }));
  useEffect(() => {
    if (isBlank(draft)) sessionStorage.removeItem(place);
    else sessionStorage.setItem(place, JSON.stringify(draft));
  }, [draft, place]);
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  return [draft, change, () => setDraft((before) => ({ ...emptyDraft, kind: before.kind }))];
}

export function isBlank(draft: Draft): boolean {
  return draft.subject.trim() === "" && draft.text.trim() === "";
}

function read(place: string): Partial<Draft> {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? "{}") as Partial<Draft>;
  } catch {
    return {};
  }
}
