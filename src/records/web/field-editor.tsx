import { type FocusEvent, type KeyboardEvent, useRef, useState } from "react";
import type { CommitMove, EditProps } from "./field-props.ts";
import { FieldInput } from "./field-view.tsx";
import { sameValue } from "./record-values.ts";

export interface FieldEditorProps extends Omit<EditProps, "onChange" | "onDone" | "inline"> {
  /** Called once, with the value in the shape that is shown; not called when nothing changed. */
  readonly onCommit: (value: unknown, move: CommitMove) => void;
  /** Esc, or nothing changed. */
  readonly onCancel: (move: CommitMove) => void;
}

/** Edits one value in its place: Enter commits, Tab commits and goes on, Esc leaves it, going elsewhere commits. */
export function FieldEditor({ onCommit, onCancel, ...input }: FieldEditorProps) {
  // What stood there when the user began: it may change under their hands.
  const [opened] = useState(input.value);
  const [draft, setDraft] = useState(opened);
  const over = useRef(false);

  function finish(value: unknown, move: CommitMove): void {
    if (over.current) return;
    over.current = true;
    if (sameValue(input.field, opened, value)) onCancel(move);
    else onCommit(value, move);
  }

  function onKeyDown(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    const move = moveOf(event, input.field.type === "long_text");
    if (!move) return;
    event.preventDefault();
    if (move !== "cancel") return finish(draft, move);
    over.current = true;
    onCancel("stay");
  }

  function onBlur(event: FocusEvent): void {
    // The window lost the focus, not the input: a file is being chosen, or somebody looks something up elsewhere.
    if (document.activeElement === event.target) return;
    const to = event.relatedTarget;
    // A dropdown stands elsewhere in the document, but belongs to the input.
    if (event.currentTarget.contains(to) || to?.closest("[data-portal]")) return;
    finish(draft, "stay");
  }

  return (
    <div className="field-editor" onKeyDown={onKeyDown} onBlur={onBlur}>
      <FieldInput
        autoFocus
        {...input}
        inline
        value={draft}
        onChange={setDraft}
        onDone={(value) => finish(value, "stay")}
      />
    </div>
  );
}

function moveOf(event: KeyboardEvent, severalLines: boolean): CommitMove | "cancel" | null {
  if (event.defaultPrevented) return null;
  if (event.key === "Escape") return "cancel";
  if (event.key === "Tab") return event.shiftKey ? "previous" : "next";
  if (event.key !== "Enter") return null;
  if (severalLines && !(event.ctrlKey || event.metaKey)) return null;
  return "down";
}
