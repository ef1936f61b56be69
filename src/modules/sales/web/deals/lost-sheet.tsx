import { Button, Group, Stack, Textarea, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import type { LinkValue } from "#records/contract";
import {
  type BoardAskProps,
  FieldInput,
  optionsOf,
  useFieldTitle,
  useObject,
  useOptionTitle,
} from "#records/web";
import { Modal } from "#web/dialog.tsx";
import { useT } from "#web/texts.ts";
import type { Closure } from "./bringing.ts";
import styles from "./deals.module.css";

/** Asks why a deal was lost: one reason, and what else is known. Answers a `Closure`. */
export function LostSheet({ record, onAnswer, onCancel }: Omit<BoardAskProps, "target">) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  const optionTitle = useOptionTitle();
  const { fields } = useObject("deal");
  const [reason, setReason] = useState<string | null>(null);
  const [comment, setComment] = useState("");
  const [competitors, setCompetitors] = useState<readonly LinkValue[]>(
    (record.competitors ?? []) as LinkValue[],
  );
  const answer = (): void => {
    const closure: Closure = {
      lost_reason: reason,
      lost_comment: comment.trim() || null,
      ...(reason === "competitor" ? { competitors: competitors.map(({ id }) => id) } : {}),
    };
    onAnswer(closure);
  };
  return (
    <Modal
      opened
      onClose={onCancel}
      title={t("sales.closing.title", { deal: String(record.name ?? "") })}
      size={440}
      centered
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          answer();
        }}
      >
        <Stack gap="sm">
          <div role="radiogroup" aria-label={fieldTitle("deal", "lost_reason")} className={styles.reasons}>
            {(fields.lost_reason ? optionsOf(fields.lost_reason) : []).map((key, index) => (
              <UnstyledButton
                key={key}
                role="radio"
                aria-checked={reason === key}
                className={styles.reason}
                data-autofocus={index === 0 || undefined}
                onClick={() => setReason(key)}
              >
                {optionTitle("deal", "lost_reason", key)}
              </UnstyledButton>
            ))}
          </div>
          {reason === "competitor" && fields.competitors && (
            <div>
              <div className={styles.label}>{fieldTitle("deal", "competitors")}</div>
              <FieldInput
                object="deal"
                name="competitors"
                field={fields.competitors}
                value={competitors}
                ariaLabel={fieldTitle("deal", "competitors")}
                onChange={(value) => setCompetitors((value ?? []) as LinkValue[])}
              />
            </div>
          )}
          <Textarea
            label={fieldTitle("deal", "lost_comment")}
            placeholder={t("sales.closing.comment_hint")}
            value={comment}
            maxLength={500}
            autosize
            minRows={2}
            maxRows={6}
            onChange={(event) => setComment(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onCancel}>
              {t("sales.closing.cancel")}
            </Button>
            <Button type="submit" disabled={reason === null}>
              {t("sales.closing.confirm")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
