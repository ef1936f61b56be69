import { Textarea, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { type BoardAskProps, optionsOf, useFieldTitle, useObject, useOptionTitle } from "#records/web";
import { FormDialog } from "#web/form-dialog.tsx";
import { useT } from "#web/texts.ts";
import dealStyles from "../deals/deals.module.css";
import type { Refusal } from "./acting.ts";

/** Asks why a lead comes to nothing. Answers a `Refusal`. */
export function TurnDownSheet({ record, onAnswer, onCancel }: Omit<BoardAskProps, "target">) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  const optionTitle = useOptionTitle();
  const { fields } = useObject("lead");
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
      <div
        role="radiogroup"
        aria-label={fieldTitle("lead", "unqualified_reason")}
        className={dealStyles.reasons}
      >
        {(fields.unqualified_reason ? optionsOf(fields.unqualified_reason) : []).map((key, index) => (
          <UnstyledButton
            key={key}
            role="radio"
            aria-checked={reason === key}
            className={dealStyles.reason}
            data-autofocus={index === 0 || undefined}
            onClick={() => setReason(key)}
          >
            {optionTitle("lead", "unqualified_reason", key)}
          </UnstyledButton>
        ))}
      </div>
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
