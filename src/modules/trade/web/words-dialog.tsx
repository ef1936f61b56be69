import { Textarea } from "@mantine/core";
import { useState } from "react";
import { ReasonInput } from "#records/web";
import { FormDialog } from "#web/form-dialog.tsx";

interface WordsDialogProps {
  readonly title: string;
  readonly act: string;
  readonly busy: boolean;
  /** The field of which a reason is one of the options; without it there is none to choose. */
  readonly reason?: { readonly object: string; readonly field: string };
  /** What the words are. */
  readonly words: string;
  readonly onAnswer: (answer: { readonly reason: string; readonly comment: string | undefined }) => void;
  readonly onClose: () => void;
}

/** Asks for a reason and for words, before a step that is explained to others. */
export function WordsDialog({ title, act, busy, reason, words, onAnswer, onClose }: WordsDialogProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [comment, setComment] = useState("");
  return (
    <FormDialog
      title={title}
      act={act}
      busy={busy}
      disabled={reason !== undefined && chosen === null}
      onClose={onClose}
      onSubmit={() => onAnswer({ reason: chosen ?? "", comment: comment.trim() || undefined })}
    >
      {reason && (
        <ReasonInput
          object={reason.object}
          name={reason.field}
          value={chosen}
          autoFocus
          onChange={setChosen}
        />
      )}
      <Textarea
        label={words}
        value={comment}
        maxLength={1000}
        autosize
        minRows={2}
        maxRows={6}
        onChange={({ currentTarget }) => setComment(currentTarget.value)}
      />
    </FormDialog>
  );
}
