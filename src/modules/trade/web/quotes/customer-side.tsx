import { Anchor, Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { permits } from "#records/contract";
import { type RecordSlotProps, useObject, useRecordRights } from "#records/web";
import { call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import {
  answerQuoteComment,
  makeQuoteLink,
  readCustomerSide,
  revokeQuoteLinks,
  type CustomerSide as Side,
} from "../../contract/quote-links.ts";
import { Comments } from "../customer-page/comments.tsx";
import { MailingLine } from "../sending/mailing-line.tsx";
import { LinkDialog } from "./link-dialog.tsx";
import { MailDialog } from "./mail-dialog.tsx";

/** How a quote goes to its customer, and what came of it there: opened, asked, signed. */
export function CustomerSide({ record }: RecordSlotProps) {
  const t = useT();
  const { rights } = useSession();
  const { change } = useRecordRights(useObject("quote"), record);
  const queries = useQueryClient();
  const queryKey = ["customer-side", record.id, record.version];
  const [open, setOpen] = useState<"mail" | null>(null);
  const side = useQuery({
    queryKey,
    queryFn: () => call(readCustomerSide, { params: { id: record.id } }),
    refetchInterval: 30_000,
  }).data;
  const refresh = () => void queries.invalidateQueries({ queryKey: ["customer-side", record.id] });
  const linking = useMutation({
    mutationFn: () => call(makeQuoteLink, { params: { id: record.id } }),
    onSuccess: refresh,
    onError: notifyProblem,
  });
  const revoking = useMutation({
    mutationFn: () => call(revokeQuoteLinks, { params: { id: record.id } }),
    onSuccess: () => {
      notifyDone(t("customer_page.panel.revoked"));
      refresh();
    },
    onError: notifyProblem,
  });
  if (!side) return null;
  const state = String(record["state"]);
  const live = side.links.filter(({ revoked }) => !revoked).length;
  const maySend = permits(rights, "quotes:send") && change;
  const mailable = side.canMail && ["draft", "approved", "sent"].includes(state);
  const linkable = ["sent", "accepted", "declined", "expired"].includes(state);
  return (
    <Stack gap="sm">
      <Group gap="xs">
        {maySend && mailable && (
          <Button size="compact-sm" onClick={() => setOpen("mail")}>
            {t("customer_page.panel.mail")}
          </Button>
        )}
        {maySend && linkable && (
          <Button
            size="compact-sm"
            variant="default"
            loading={linking.isPending}
            onClick={() => linking.mutate()}
          >
            {t("customer_page.panel.link")}
          </Button>
        )}
        <Anchor size="sm" href={`/api/quotes/${record.id}/document`} target="_blank">
          {t("customer_page.panel.pdf")}
        </Anchor>
      </Group>
      <Told side={side} live={live} />
      {maySend && live > 0 && (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          style={{ alignSelf: "flex-start" }}
          onClick={() => revoking.mutate()}
        >
          {t("customer_page.panel.revoke")}
        </Button>
      )}
      <Talk id={record.id} side={side} mayAnswer={maySend} onDone={refresh} />
      {open === "mail" && (
        <MailDialog id={record.id} email={side.email} onClose={() => setOpen(null)} onDone={refresh} />
      )}
      {linking.data && <LinkDialog link={linking.data.link} onClose={linking.reset} />}
    </Stack>
  );
}

function Told({ side, live }: { side: Side; live: number }) {
  const t = useT();
  const { relative, dateTime } = useFormat();
  const { signature, visits, mailings } = side;
  const [last] = visits;
  const shared = live > 0 || mailings.length > 0;
  return (
    <Stack gap={2}>
      {!shared && !signature && <Text size="sm">{t("customer_page.panel.no_links")}</Text>}
      {live > 0 && <Text size="sm">{t("customer_page.panel.links_live", { count: live })}</Text>}
      {mailings.slice(0, 3).map((mailing) => (
        <MailingLine key={mailing.id} mailing={mailing} />
      ))}
      {last ? (
        <>
          <Text size="sm">
            {`${t("customer_page.panel.visits", { count: visits.length })}, ${t("customer_page.panel.last", { when: relative(last.lastAt) })}`}
          </Text>
          <Text size="xs" c="var(--neutral-11)" lineClamp={1}>
            {`${last.address} · ${last.agent}`}
          </Text>
        </>
      ) : (
        shared && (
          <Text size="sm" c="var(--neutral-11)">
            {t("customer_page.panel.never")}
          </Text>
        )
      )}
      {signature && (
        <>
          <Text size="sm" fw={600}>
            {t(`customer_page.panel.${signature.decision === "accepted" ? "signed" : "declined"}`, signature)}
          </Text>
          <Text size="xs" c="var(--neutral-11)">
            {[
              dateTime(signature.at),
              t("customer_page.panel.address", signature),
              signature.linkBy && t("customer_page.panel.link_by", { name: signature.linkBy }),
            ]
              .filter(Boolean)
              .join(" · ")}
          </Text>
          {signature.drawn && (
            <img
              src={signature.drawn}
              alt=""
              style={{ maxWidth: 180, background: "#fff", borderRadius: 6 }}
            />
          )}
          <Text size="xs" c="var(--neutral-11)" style={{ overflowWrap: "anywhere" }}>
            {`${t("customer_page.panel.hash")}: ${signature.hash}`}
          </Text>
        </>
      )}
    </Stack>
  );
}

interface TalkProps {
  readonly id: string;
  readonly side: Side;
  readonly mayAnswer: boolean;
  readonly onDone: () => void;
}

function Talk({ id, side, mayAnswer, onDone }: TalkProps) {
  const t = useT();
  const { dateTime } = useFormat();
  const [body, setBody] = useState("");
  const answering = useMutation({
    mutationFn: () => call(answerQuoteComment, { params: { id }, body: { body } }),
    onSuccess: () => {
      setBody("");
      onDone();
    },
    onError: notifyProblem,
  });
  if (side.comments.length === 0) return null;
  return (
    <Stack gap="xs">
      <Comments comments={side.comments} when={dateTime} />
      {mayAnswer && (
        <>
          <Textarea
            aria-label={t("customer_page.panel.answer")}
            placeholder={t("customer_page.panel.answer")}
            autosize
            minRows={2}
            maxLength={2000}
            value={body}
            onChange={(event) => setBody(event.currentTarget.value)}
          />
          <Button
            size="compact-sm"
            variant="default"
            style={{ alignSelf: "flex-start" }}
            disabled={!body.trim()}
            loading={answering.isPending}
            onClick={() => answering.mutate()}
          >
            {t("customer_page.panel.answer_act")}
          </Button>
        </>
      )}
    </Stack>
  );
}
