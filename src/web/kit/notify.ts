import { notifications } from "@mantine/notifications";
import { createElement } from "react";
import { newId } from "#kernel/id";
import { ApiProblem, Unreachable } from "./client.ts";
import { translate } from "./texts.ts";
import { UndoNote } from "./undo-note.tsx";

interface Done {
  /** Takes the act back; offered as a button and by Ctrl/⌘ Z as long as the note stands. */
  readonly undo?: () => unknown;
  /** Takes the place of what was said before under this name. */
  readonly name?: string;
}

/** Notes that offer a way back and still stand, the newest last. */
let standing: readonly { readonly id: string; readonly run: () => void }[] = [];

/** Problems that still stand. */
let problems: readonly string[] = [];

/** Says what was done, for some seconds, with the way back. What went wrong before is then put right or left behind, and stands no longer. */
export function notifyDone(text: string, { undo, name }: Done = {}): void {
  const id = name ?? newId();
  const run = () => {
    standing = standing.filter((note) => note.id !== id);
    notifications.hide(id);
    Promise.resolve(undo?.()).catch(notifyProblem);
  };
  if (name) notifications.hide(id);
  for (const problem of problems) notifications.hide(problem);
  if (undo) standing = [...standing, { id, run }];
  notifications.show({
    id,
    message: undo ? createElement(UndoNote, { text, onUndo: run }) : text,
    autoClose: undo ? 8000 : 4000,
    onClose: () => {
      standing = standing.filter((note) => note.id !== id);
    },
  });
}

/** Takes back what the newest note offers to, then what the one before; false where no note stands that offers it. */
export function undoNewest(): boolean {
  const newest = standing.at(-1);
  newest?.run();
  return newest !== undefined;
}

/** Says why it could not be done, in the words of the server. */
export function notifyProblem(error: unknown): void {
  const id = newId();
  problems = [...problems, id];
  notifications.show({
    id,
    message: problemText(error),
    color: "red",
    autoClose: 10_000,
    role: "alert",
    onClose: () => {
      problems = problems.filter((one) => one !== id);
    },
  });
}

/** The text of any error, for a place beside what failed. */
export function problemText(error: unknown): string {
  if (error instanceof ApiProblem) return error.problem.detail ?? error.problem.title;
  if (error instanceof Unreachable) return translate("shell.offline.not_done");
  reportError(error);
  return translate("shell.error.unexpected");
}
