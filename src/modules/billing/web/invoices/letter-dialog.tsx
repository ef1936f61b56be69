import { TagsInput, Text, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Letter, type LetterKind, mailInvoice, proposeInvoiceLetter } from "#billing/contract";
import type { RecordData } from "#records/contract";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { notifyDone, problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import styles from "../billing.module.css";

interface LetterDialogProps {
  readonly invoice: RecordData;
  readonly kind: LetterKind;
  readonly onClose: () => void;
}

/** Writes the letter with an invoice, or a reminder of it: it begins as it usually goes out, in the customer's language. */
export function LetterDialog({ invoice, kind, onClose }: LetterDialogProps) {
  const t = useT();
  const queries = useQueryClient();
  const params = { id: invoice.id };
  const proposal = useQuery({
    queryKey: ["billing", "letter", invoice.id, kind],
    queryFn: () => call(proposeInvoiceLetter, { params, query: { kind } }),
    // What one writes on is not taken away.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const [changed, setChanged] = useState<Partial<Letter>>({});
  const letter = { to: [], subject: "", text: "", ...proposal.data, ...changed };
  const sending = useMutation({
    mutationFn: () => call(mailInvoice, { params, body: { kind, ...letter } }),
    onSuccess: () => {
      notifyDone(t("billing_letters.queued"));
      void queries.invalidateQueries({ queryKey: ["billing", "mailings", invoice.id] });
      onClose();
    },
  });
  const problem = sending.error ?? proposal.error;
  const number = String(invoice.number ?? "");
  return (
    <FormDialog
      title={t(`billing_letters.${kind === "reminder" ? "remind_title" : "send_title"}`, { number })}
      act={t("billing_letters.act")}
      onSubmit={sending.mutate}
      onClose={onClose}
      busy={sending.isPending}
      disabled={letter.to.length === 0 || !letter.subject.trim() || !letter.text.trim()}
      problem={problem ? problemText(problem) : undefined}
    >
      <TagsInput
        label={t("billing_letters.to")}
        description={t("billing_letters.to_hint")}
        data-autofocus
        type="email"
        classNames={{ inputField: styles.plainField }}
        maxTags={10}
        acceptValueOnBlur
        splitChars={[",", ";", " "]}
        value={letter.to}
        onChange={(to) => setChanged({ ...changed, to })}
      />
      <TextInput
        label={t("billing_letters.subject")}
        maxLength={300}
        value={letter.subject}
        onChange={({ currentTarget }) => setChanged({ ...changed, subject: currentTarget.value })}
      />
      <Textarea
        label={t("billing_letters.text")}
        autosize
        minRows={6}
        maxRows={16}
        maxLength={10_000}
        value={letter.text}
        onChange={({ currentTarget }) => setChanged({ ...changed, text: currentTarget.value })}
      />
      <Text size="xs" c="var(--neutral-11)">
        {t("billing_letters.attached")}
      </Text>
    </FormDialog>
  );
}
