import { Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { refreshLists } from "#records/web";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { notifyDone, problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { mailQuote } from "../../contract/quote-links.ts";

interface MailDialogProps {
  readonly id: string;
  /** Where the customer is known to read mail. */
  readonly email: string | null;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Sends the quote by mail, with its link and the PDF. */
export function MailDialog({ id, email, onClose, onDone }: MailDialogProps) {
  const t = useT();
  const queries = useQueryClient();
  const [to, setTo] = useState(email ?? "");
  const [message, setMessage] = useState("");
  const mailing = useMutation({
    mutationFn: () => call(mailQuote, { params: { id }, body: { to: to.trim(), message } }),
    onSuccess: () => {
      notifyDone(t("customer_page.panel.queued"));
      refreshLists(queries, "quote");
      onDone();
      onClose();
    },
  });
  return (
    <FormDialog
      title={t("customer_page.panel.mail_title")}
      act={t("customer_page.panel.send")}
      onSubmit={mailing.mutate}
      onClose={onClose}
      busy={mailing.isPending}
      disabled={!to.includes("@")}
      problem={mailing.error ? problemText(mailing.error) : undefined}
    >
      <TextInput
        label={t("customer_page.panel.to")}
        type="email"
        data-autofocus
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <Textarea
        label={t("customer_page.panel.message")}
        description={t("customer_page.panel.message_hint")}
        autosize
        minRows={4}
        maxLength={4000}
        value={message}
        onChange={(event) => setMessage(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
