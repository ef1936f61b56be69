import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { OutputOf } from "#kernel/action";
import { type Draft, dropDraft, keepDraft, readDraft } from "#channels/contract";
import { ApiProblem, call } from "#web/client.ts";

export type Writing = Pick<Draft, "kind" | "body" | "recipients" | "files">;
type Kept = OutputOf<typeof readDraft>;

export const nothingWritten: Writing = { kind: "reply", body: "", recipients: {}, files: [] };
const pause = 700;

/**
 * The one draft of a conversation, which all who answer in it share: kept a moment after one stops typing, taken over when a
 * colleague wrote on. `newest` is the version that the server is known to have,
 * `usual` what one writes there unless one says otherwise.
 */
export function useSharedDraft(
  id: string,
  newest: number | null | undefined,
  usual: Writing["kind"] = "reply",
) {
  const client = useQueryClient();
  const key = ["draft", id];
  const kept = useQuery<Kept, ApiProblem>({
    queryKey: key,
    queryFn: () => call(readDraft, { params: { id } }),
    staleTime: 0,
  });
  const [own, setOwn] = useState<Writing | null>(null);
  const [conflict, setConflict] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const unkept = useRef<Writing | null>(null);
  const held = kept.data?.draft ?? null;
  const writing = own ?? (held ? writtenIn(held) : { ...nothingWritten, kind: usual });

  async function keep(over: number): Promise<void> {
    const text = unkept.current;
    if (!text) return;
    unkept.current = null;
    const body = { ...text, files: text.files.map((file) => file.id), version: over };
    try {
      client.setQueryData(key, await call(keepDraft, { params: { id }, body }));
      setConflict(null);
    } catch (problem) {
      // It is kept with the next word, or when one leaves.
      unkept.current ??= text;
      if (!(problem instanceof ApiProblem) || problem.problem.code !== "draft_changed") return;
      setConflict(problem.problem.title);
      void kept.refetch();
    }
  }

  // Who goes to another conversation keeps what was typed at the last moment.
  const leave = useEffectEvent(() => {
    clearTimeout(timer.current);
    void keep(held?.version ?? 0);
  });
  useEffect(() => () => leave(), []);

  const version = held?.version ?? null;
  const follow = useEffectEvent(() => {
    if (unkept.current !== null) return;
    setOwn(null);
    void kept.refetch();
  });
  useEffect(() => {
    if (newest !== undefined && newest !== version) follow();
  }, [newest, version]);

  function change(part: Partial<Writing>): void {
    const next = { ...writing, ...part };
    setOwn(next);
    unkept.current = next;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void keep(held?.version ?? 0), pause);
  }

  /** It was sent, or is thrown away: nothing of it is kept. */
  function clear({ drop }: { readonly drop: boolean }): void {
    clearTimeout(timer.current);
    unkept.current = null;
    setOwn({ ...nothingWritten, kind: usual });
    setConflict(null);
    client.setQueryData<Kept>(key, { draft: null });
    if (drop) void call(dropDraft, { params: { id } }).catch(() => {});
  }

  return {
    writing,
    by: own === null ? (held?.by ?? null) : null,
    conflict,
    change,
    clear,
    takeTheirs: () => {
      unkept.current = null;
      setOwn(null);
      setConflict(null);
    },
    keepMine: () => void keep(held?.version ?? 0),
  };
}

function writtenIn({ kind, body, recipients, files }: Draft): Writing {
  return { kind, body, recipients, files };
}
