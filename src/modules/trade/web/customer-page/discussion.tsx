import { Button, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { call } from "#web/client.ts";
import { problemText } from "#web/notify.ts";
import { ProblemNote } from "#web/problem-note.tsx";
import { useLocale, useT } from "#web/texts.ts";
import { commentByLink, type QuoteOnPage } from "../../contract/quote-links.ts";
import { Comments } from "./comments.tsx";
import styles from "./customer-page.module.css";
import { formatHere } from "./format-here.ts";

interface DiscussionProps {
  readonly quote: QuoteOnPage;
  readonly token: string;
  readonly onChange: (page: QuoteOnPage) => void;
}

/** Questions of the customer and what the seller answered. */
export function Discussion({ quote, token, onChange }: DiscussionProps) {
  const t = useT();
  const { dateTime } = formatHere(useLocale());
  const [name, setName] = useState(quote.contact ?? "");
  const [body, setBody] = useState("");
  const sending = useMutation({
    mutationFn: () => call(commentByLink, { params: { token }, body: { name, body } }),
    onSuccess: (comment) => {
      setBody("");
      onChange({ ...quote, comments: [...quote.comments, comment] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    sending.mutate();
  };
  return (
    <section className={styles.card}>
      <h2 className={styles.heading}>{t("customer_page.comments.title")}</h2>
      {quote.comments.length === 0 && (
        <p className={styles.text}>
          {t("customer_page.comments.none", { person: quote.person ?? quote.seller.name })}
        </p>
      )}
      <Comments comments={quote.comments} when={dateTime} />
      <form onSubmit={submit} className={styles.form}>
        <TextInput
          label={t("customer_page.sign.name")}
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Textarea
          label={t("customer_page.comments.body")}
          autosize
          minRows={2}
          maxLength={2000}
          value={body}
          onChange={(event) => setBody(event.currentTarget.value)}
        />
        <ProblemNote text={sending.error ? problemText(sending.error) : undefined} />
        <Button
          type="submit"
          variant="default"
          loading={sending.isPending}
          disabled={!name.trim() || !body.trim()}
          style={{ alignSelf: "flex-start" }}
        >
          {t("customer_page.comments.act")}
        </Button>
      </form>
    </section>
  );
}
