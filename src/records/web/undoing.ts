import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { ApiProblem, call, changesAnswered } from "#web/client.ts";
import { notifyDone, notifyProblem, undoNewest } from "#web/notify.ts";
import { type Translate, useT } from "#web/texts.ts";
import { type Reason, redoAct, type Undone, undoAct } from "../undoing/contract.ts";

const reasons: readonly Reason[] = ["changed", "not_allowed", "governed", "gone", "refused"];

/** `undo(acts)`: takes back these acts of the user's, the newest first, and says what went back and what stays. */
export function useUndo(): (acts: readonly string[]) => Promise<void> {
  const client = useQueryClient();
  const t = useT();
  return useCallback(
    (acts) =>
      inTurn({ client, t, said: "done" }, async () => {
        const answers: Undone[] = [];
        for (const unit of [...acts].reverse()) answers.push(await call(undoAct, { body: { unit } }));
        return answers;
      }),
    [client, t],
  );
}

/** The act that a change was, as a list of one; of none where it is not known. */
export function actsOf({ act }: { readonly act: string | null }): readonly string[] {
  return act === null ? [] : [act];
}

/** Acts of which nothing could be put back, of this visit: pressed again, undo goes on to those before. */
let past: readonly string[] = [];
const mostPast = 100;

/** What the keys do: take back what the newest note offers to or else the last act, then the one before; and do again. */
export function useUndoKeys(): { readonly undo: () => Promise<void>; readonly redo: () => Promise<void> } {
  const client = useQueryClient();
  const t = useT();
  return useMemo(
    () => ({
      undo: () =>
        press(async () => {
          if (!undoNewest()) await inTurn({ client, t, said: "done" }, undoLast);
        }),
      redo: () => press(() => inTurn({ client, t, said: "again" }, async () => [await call(redoAct)])),
    }),
    [client, t],
  );
}

async function undoLast(): Promise<readonly Undone[]> {
  const answer = await call(undoAct, { body: { past: [...past] } });
  if (answer.undone === 0) past = [...past, answer.act].slice(-mostPast);
  return [answer];
}

let pressed: Promise<void> = Promise.resolve();

/** What is on its way to the server is the last act, though it is not known there yet. */
function press(step: () => Promise<void>): Promise<void> {
  pressed = pressed.then(changesAnswered).then(step);
  return pressed;
}

interface Screen {
  readonly client: QueryClient;
  readonly t: Translate;
  readonly said: "done" | "again";
}

let turn: Promise<void> = Promise.resolve();

/** One after the other, as they were asked for. */
function inTurn(screen: Screen, run: () => Promise<readonly Undone[]>): Promise<void> {
  turn = turn.then(() => tell(screen, run));
  return turn;
}

async function tell({ client, t, said }: Screen, run: () => Promise<readonly Undone[]>): Promise<void> {
  try {
    notifyDone(textOf(await run(), t, said), { name: "undo" });
  } catch (error) {
    const code = error instanceof ApiProblem ? error.problem.code : undefined;
    if (code === "nothing_to_undo") notifyDone(t("records.undo.nothing"), { name: "undo" });
    else if (code === "nothing_to_redo") notifyDone(t("records.undo.nothing_again"), { name: "undo" });
    else notifyProblem(error);
  } finally {
    await Promise.all(["records", "timeline"].map((name) => client.invalidateQueries({ queryKey: [name] })));
  }
}

// What a capability keeps is named only where nothing else went back: it is mostly a trace of the act.
function textOf(answers: readonly Undone[], t: Translate, said: Screen["said"]): string {
  const sum = (of: (answer: Undone) => number) => answers.reduce((total, answer) => total + of(answer), 0);
  const undone = sum((answer) => answer.undone);
  const stays = reasons
    .map((reason) => ({ reason, count: sum((answer) => answer.skipped[reason]) }))
    .filter(({ reason, count }) => count > 0 && (reason !== "governed" || undone === 0));
  return [
    t(`records.undo.${said}`, { count: undone }),
    ...stays.map(({ reason, count }) => t(`records.undo.${reason}`, { count })),
  ].join(" ");
}
