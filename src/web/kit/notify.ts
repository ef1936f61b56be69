import { notifications } from "@mantine/notifications";
import { createElement } from "react";
import { newId } from "#kernel/id";
import { ApiProblem, Unreachable } from "./client.ts";
import { translate } from "./texts.ts";
import { UndoNote } from "./undo-note.tsx";

interface Done {
  /** Takes the act back; offered as a button and by Ctrl/⌘ Z as long as the note stands. */
  readonly undo?: () => unknown;
}

let newest: { readonly id: string; readonly run: () => void } | undefined;

/** Says what was done, for some seconds, with the way back. */
export function notifyDone(text: string, { undo }: Done = {}): void {
  const id = newId();
  const run = () => {
    notifications.hide(id);
    Promise.resolve(undo?.()).catch(notifyProblem);
  };
  if (undo) newest = { id, run };
  notifications.show({
    id,
    message: undo ? createElement(UndoNote, { text, onUndo: run }) : text,
    autoClose: undo ? 8000 : 4000,
    onClose: () => {
      if (newest?.id === id) newest = undefined;
    },
  });
}

/** Takes back what the newest note offers to; false where no note stands that offers it. */
export function undoNewest(): boolean {
  const undo = newest;
  newest = undefined;
  undo?.run();
  return undo !== undefined;
}

/** Says why it could not be done, in the words of the server. */
export function notifyProblem(error: unknown): void {
  notifications.show({ message: problemText(error), color: "red", autoClose: 10_000, role: "alert" });
}

/** The text of any error, for a place beside what failed. */
export function problemText(error: unknown): string {
  if (error instanceof ApiProblem) return error.problem.detail ?? error.problem.title;
  if (error instanceof Unreachable) return translate("shell.offline.not_done");
  reportError(error);
  return translate("shell.error.unexpected");
}
