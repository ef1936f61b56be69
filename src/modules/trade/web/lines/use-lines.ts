import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { RecordData } from "#records/contract";
import { patchCached, refreshLists } from "#records/web";
import {
  changeOrderLines,
  changeQuoteLines,
  type DocumentContent,
  readOrderLines,
  readQuoteLines,
} from "#trade/contract";
import { call } from "#web/client.ts";
import { notifyProblem, problemText } from "#web/notify.ts";
import { type EditedHead, type EditedLine, editedLines, headOf, problemOf, wishOf } from "./edited-line.ts";

export type SavingState = "saved" | "typing" | "saving";

export interface EditedLines {
  readonly content: DocumentContent | undefined;
  readonly lines: readonly EditedLine[];
  readonly head: EditedHead;
  readonly saving: SavingState;
  /** Why what was typed is not kept; what was typed stays. */
  readonly problem: string | null;
  readonly change: (lines: readonly EditedLine[], head?: EditedHead) => void;
}

/** Long enough for the next letter, short enough to be kept before one looks. */
const pause = 350;

/** The lines of a document while they are edited: shown at once, kept by themselves, put right by what the server says. */
export function useEditedLines(object: string, document: RecordData): EditedLines {
  const client = useQueryClient();
  const isOrder = object === "order";
  const key = ["trade", "lines", object, document.id];
  const query = useQuery({
    queryKey: [...key, document.state, document.customer],
    queryFn: () => call(isOrder ? readOrderLines : readQuoteLines, { params: { id: document.id } }),
  });
  const [typed, setTyped] = useState<Typed | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const latest = useRef<Typed | null>(null);
  const turn = useRef(Promise.resolve());
  const keys = useRef(new Map<string, string>());
  const content = query.data;
  const shown =
    typed ?? (content ? { lines: editedLines(content, keys.current), head: headOf(content.document) } : null);

  const save = async (sent: Typed): Promise<void> => {
    if (latest.current !== sent || sent.lines.some(problemOf)) return;
    const held = client.getQueryData<DocumentContent>([...key, document.state, document.customer]);
    setSaving(true);
    try {
      const body = {
        version: held?.document.version,
        currency: sent.head.currency,
        discount: Number(Number(sent.head.discount ?? 0).toFixed(2)),
        lines: sent.lines.map((line) => wishOf(line, isOrder)),
      };
      const kept = isOrder
        ? await call(changeOrderLines, { params: { id: document.id }, body })
        : await call(changeQuoteLines, { params: { id: document.id }, body: body as never });
      for (const [at, line] of kept.lines.entries())
        keys.current.set(line.id, sent.lines[at]?.key ?? line.id);
      client.setQueryData([...key, document.state, document.customer], kept);
      patchCached(client, object, document.id, (record) => ({ ...record, ...kept.document }));
      refreshLists(client, object);
      setProblem(null);
      // What was typed meanwhile goes on from what is kept now.
      const after = latest.current;
      if (after === sent) show(null);
      else if (after) show({ ...after, lines: withIds(after.lines, sent.lines, kept) });
    } catch (error) {
      setProblem(problemText(error));
      if ((error as { problem?: { code?: string } }).problem?.code === "version_conflict") {
        notifyProblem(error);
        show(null);
        await client.invalidateQueries({ queryKey: key });
      }
    } finally {
      setSaving(false);
    }
  };

  function show(next: Typed | null): void {
    latest.current = next;
    setTyped(next);
  }

  useEffect(() => {
    if (!typed) return undefined;
    const wait = setTimeout(() => {
      turn.current = turn.current.then(() => save(typed));
    }, pause);
    return () => clearTimeout(wait);
  }, [typed]);

  // Somebody changed the document elsewhere: its discount among its facts, its lines in another window.
  const isBehind = content !== undefined && document.version > content.document.version;
  const { refetch } = query;
  useEffect(() => {
    if (isBehind && latest.current === null) void refetch();
  }, [isBehind, refetch]);

  return {
    content,
    lines: shown?.lines ?? [],
    head: shown?.head ?? headOf(document),
    saving: saving ? "saving" : typed ? "typing" : "saved",
    problem,
    change: (lines, head) => {
      setProblem(null);
      show({ lines, head: head ?? shown?.head ?? headOf(document) });
    },
  };
}

interface Typed {
  readonly lines: readonly EditedLine[];
  readonly head: EditedHead;
}

/** Lines that are kept now know it, whatever was typed in them since. */
function withIds(
  now: readonly EditedLine[],
  sent: readonly EditedLine[],
  kept: DocumentContent,
): readonly EditedLine[] {
  const fresh = new Map(sent.map((line, at) => [line.key, editedLines(kept, new Map())[at]]));
  return now.map((line) => {
    const known = fresh.get(line.key);
    if (!known) return line;
    const { id, listPrice, taxKey, taxRate, unit, record } = known;
    return { ...line, id, listPrice, taxKey, taxRate, unit, record, price: line.price ?? known.price };
  });
}
