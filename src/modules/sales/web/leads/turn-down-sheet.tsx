import { Textarea } from "@mantine/core";
import { useState } from "react";
import { type BoardAskProps, ReasonInput, useFieldTitle } from "#records/web";
import { FormDialog } from "#web/form-dialog.tsx";
import { useT } from "#web/texts.ts";
import type { Refusal } from "./acting.ts";

/** Asks why a lead comes to nothing. Answers a `Refusal`. */
export function TurnDownSheet({ record, onAnswer, onCancel }: Omit<BoardAskProps, "target">) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  const [reason, setReason] = useState<string | null>(null);
  const [comment, setComment] = useState("");
  const answer = (): void => {
    if (reason) onAnswer({ reason, comment: comment.trim() || null } satisfies Refusal);
  };
  return (
    <FormDialog
      title={t("sales.leads.why_not", { lead: String(record.name ?? "") })}
      act={t("sales.leads.turn_down")}
      disabled={reason === null}
      onSubmit={answer}
      onClose={onCancel}
    >
      <ReasonInput object="lead" name="unqualified_reason" value={reason} autoFocus onChange={setReason} />
      <Textarea
        label={fieldTitle("lead", "unqualified_comment")}
        value={comment}
        maxLength={500}
        autosize
        minRows={2}
        maxRows={6}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
