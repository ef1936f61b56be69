import { Button, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { readMessages, type Said, writeMessage } from "#channels/contract";
import type { LinkValue, RecordData } from "#records/contract";
import { type RecordSlotProps, useLiveRecords } from "#records/web";
import { call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { LinkChip } from "#web/link-chip.tsx";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { useServiceAct } from "../acting.ts";
import { InsertArticle } from "../knowledge/insert-article.tsx";
import styles from "./talk.module.css";

/** What was asked and answered: the description of a ticket, and the conversation that it is about. */
export function Talk({ record: ticket }: RecordSlotProps) {
  const t = useT();
  const conversation = ticket.conversation as LinkValue | null | undefined;
  const text = String(ticket.description ?? "");
  return (
    <div className={styles.talk}>
      {!conversation && text && <p className={styles.body}>{text}</p>}
      {!conversation && !text && <p className={styles.none}>{t("service.talk.nothing")}</p>}
      {conversation && <Conversation conversation={conversation} ticket={ticket} />}
    </div>
  );
}

function Conversation({
  conversation,
  ticket,
}: {
  readonly conversation: LinkValue;
  readonly ticket: RecordData;
}) {
  const t = useT();
  useLiveRecords("message");
  useLiveRecords("conversation");
  const { data } = useQuery({
    queryKey: ["records", "message", "of", conversation.id],
    queryFn: () => call(readMessages, { params: { id: conversation.id }, query: { limit: 100 } }),
  });
  const mayAnswer = useCan("conversations:answer") && !ticket.archived_at;
  return (
    <>
      <p className={styles.about}>
        <LinkChip value={{ ...conversation, object: "conversation" }} />
        {data?.earlier && <span className={styles.none}>{t("service.talk.earlier")}</span>}
      </p>
      <ol className={styles.said}>
        {data?.data.map((one) => (
          <Message key={one.id} said={one} />
        ))}
      </ol>
      {mayAnswer && <Answer conversation={conversation.id} ticket={ticket.id} />}
    </>
  );
}

function Message({ said }: { readonly said: Said }) {
  const t = useT();
  const format = useFormat();
  const who = said.author?.title ?? said.sender_name ?? said.sender ?? "";
  const body = said.own_length === null ? said.body : (said.body ?? "").slice(0, said.own_length);
  return (
    <li className={styles.message} data-direction={said.direction}>
      <p className={styles.head}>
        <strong>{who}</strong>
        {said.direction === "note" && <span>{t("service.talk.note")}</span>}
        <time dateTime={said.at}>{format.dateTime(said.at)}</time>
      </p>
      <p className={styles.body}>{body}</p>
    </li>
  );
}

function Answer({ conversation, ticket }: { readonly conversation: string; readonly ticket: string }) {
  const t = useT();
  const { act, busy } = useServiceAct();
  const [body, setBody] = useState("");
  async function send(): Promise<void> {
    const sent = await act(
      () => call(writeMessage, { params: { id: conversation }, body: { body: body.trim(), files: [] } }),
      t("service.talk.sent"),
    );
    if (sent) setBody("");
  }
  return (
    <form
      className={styles.answer}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Textarea
        aria-label={t("service.talk.answer")}
        placeholder={t("service.talk.answer")}
        value={body}
        autosize
        minRows={3}
        maxRows={14}
        onChange={(event) => setBody(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.metaKey || event.ctrlKey) && body.trim()) void send();
        }}
      />
      <div className={styles.foot}>
        <InsertArticle
          about={{ ticket, conversation }}
          onInsert={(text) => setBody((before) => (before.trim() ? `${before.trimEnd()}\n\n${text}` : text))}
        />
        <Button type="submit" size="xs" loading={busy} disabled={!body.trim()}>
          {t("service.talk.send")}
        </Button>
      </div>
    </form>
  );
}
