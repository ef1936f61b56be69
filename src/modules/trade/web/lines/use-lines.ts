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
import { useSession } from "#web/session.ts";
import { type EditedHead, type EditedLine, editedLines, headOf, wishOf } from "./edited-line.ts";
import { isAtFault, keepable, type Refusal, refusalIn, type Refusals, withIds } from "./keeping.ts";

/** `part`: all but the lines that are marked. */
export type SavingState = "saved" | "typing" | "saving" | "part";

export interface EditedLines {
  readonly content: DocumentContent | undefined;
  readonly lines: readonly EditedLine[];
  readonly head: EditedHead;
  readonly saving: SavingState;
  /** Why a line is not kept as it is typed. */
  readonly refusalOf: (line: EditedLine) => Refusal | undefined;
  /** Whether a line stands there that cannot be kept as it is typed. */
  readonly isUnkept: boolean;
  /** Why what was typed is not kept; what was typed stays. */
  readonly problem: string | null;
  readonly change: (lines: readonly EditedLine[], head?: EditedHead) => void;
}

/** Long enough for the next letter, short enough to be kept before one looks. */
const pause = 350;

/** The lines of a document while they are edited: shown at once, kept by themselves, put right by what the server says. */
export function useEditedLines(object: string, document: RecordData): EditedLines {
  const client = useQueryClient();
  const { currency: own } = useSession().organisation;
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
  const refusals = useRef<Refusals>(new WeakMap());
  const content = query.data;
  const shown =
    typed ??
    (content ? { lines: editedLines(content, keys.current), head: headOf(content.document, own) } : null);

  const save = async (typedNow: Typed): Promise<void> => {
    if (latest.current !== typedNow) return;
    setSaving(true);
    try {
      await keep(typedNow);
    } finally {
      setSaving(false);
    }
  };

  /** Keeps what can be kept; a line that is refused is marked, and the others are sent without it. */
  const keep = async (typedNow: Typed): Promise<void> => {
    const held = client.getQueryData<DocumentContent>([...key, document.state, document.customer]);
    const sent = keepable(typedNow.lines, refusals.current, held);
    try {
      const body = {
        version: held?.document.version,
        currency: typedNow.head.currency,
        discount: Number(Number(typedNow.head.discount ?? 0).toFixed(2)),
        lines: sent.map((line) => wishOf(line, isOrder)),
      };
      const kept = isOrder
        ? await call(changeOrderLines, { params: { id: document.id }, body })
        : await call(changeQuoteLines, { params: { id: document.id }, body: body as never });
      for (const [at, line] of kept.lines.entries()) keys.current.set(line.id, sent[at]?.key ?? line.id);
      client.setQueryData([...key, document.state, document.customer], kept);
      patchCached(client, object, document.id, (record) => ({ ...record, ...kept.document }));
      refreshLists(client, object);
      setProblem(null);
      // What was typed meanwhile goes on from what is kept now.
      const after = latest.current;
      const isAllKept = after?.lines.every((line) => !isAtFault(line, refusals.current)) ?? true;
      const isNewest = after === typedNow;
      if (isNewest && isAllKept) show(null);
      else if (after)
        show({
          ...after,
          lines: withIds(after.lines, { sent, kept, refusals: refusals.current }),
          isKept: isNewest,
        });
    } catch (error) {
      const refusal = refusalIn(error);
      const line = refusal && typedNow.lines.find((one) => one.key === sent[refusal.at]?.key);
      if (refusal && line && !isAtFault(line, refusals.current)) {
        refusals.current.set(line, refusal);
        return keep(typedNow);
      }
      setProblem(problemText(error));
      if ((error as { problem?: { code?: string } }).problem?.code === "version_conflict") {
        notifyProblem(error);
        show(null);
        await client.invalidateQueries({ queryKey: key });
      }
    }
  };

  function show(next: Typed | null): void {
    latest.current = next;
    setTyped(next);
  }

  useEffect(() => {
    if (!typed || typed.isKept) return undefined;
    const wait = setTimeout(() => {
      turn.current = turn.current.then(() => save(typed));
    }, pause);
    return () => clearTimeout(wait);
  }, [typed]);

  // Who leaves within the pause has what was typed kept all the same.
  const newest = useRef(save);
  newest.current = save;
  useEffect(
    () => () => {
      const left = latest.current;
      if (left && !left.isKept) turn.current = turn.current.then(() => newest.current(left));
    },
    [],
  );

  // Somebody changed the document elsewhere: its discount among its facts, its lines in another window.
  const isBehind = content !== undefined && document.version > content.document.version;
  const { refetch } = query;
  useEffect(() => {
    if (isBehind && latest.current === null) void refetch();
  }, [isBehind, refetch]);

  return {
    content,
    lines: shown?.lines ?? [],
    head: shown?.head ?? headOf(document, own),
    saving: saving ? "saving" : typed?.isKept ? "part" : typed ? "typing" : "saved",
    isUnkept: typed?.lines.some((line) => isAtFault(line, refusals.current)) ?? false,
    refusalOf: (line) => refusals.current.get(line),
    problem,
    change: (lines, head) => {
      setProblem(null);
      show({ lines, head: head ?? shown?.head ?? headOf(document, own) });
    },
  };
}

interface Typed {
  readonly lines: readonly EditedLine[];
  readonly head: EditedHead;
  /** Nothing is left to be kept but lines at fault. */
  readonly isKept?: boolean;
}
