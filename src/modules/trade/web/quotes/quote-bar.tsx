import { Anchor } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { LinkValue, RecordData } from "#records/contract";
import { RecordLink, type RecordSlotProps, useRecords, StateMark } from "#records/web";
import { call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { notifyProblem } from "#web/notify.ts";
import { useRecordAddresses } from "#web/record-address.ts";
import { useCan } from "#web/session.ts";
import { StateBar } from "#web/state-bar.tsx";
import { useT } from "#web/texts.ts";
import styles from "../bar.module.css";
import { makeQuoteLink } from "../../contract/quote-links.ts";
import { LinkDialog } from "./link-dialog.tsx";
import { QuoteActs } from "./quote-acts.tsx";

/** Where a quote stands, its versions, and the steps that can be taken from here. */
export function QuoteBar({ record: quote }: RecordSlotProps) {
  const t = useT();
  const format = useFormat();
  const until = quote.valid_until as string | null;
  return (
    <StateBar acts={<QuoteActs quote={quote} />}>
      <StateMark object="quote" state={quote.state} />
      {until && ["draft", "approved", "sent"].includes(String(quote.state)) && (
        <span className={styles.quiet}>{t("trade.quote.valid_until", { date: format.date(until) })}</span>
      )}
      {typeof quote.decided_by === "string" && <span className={styles.quiet}>{quote.decided_by}</span>}
      {quote.state === "awaiting_approval" && <Asked quote={quote} />}
      <Versions quote={quote} />
      <Sent quote={quote} />
      {quote.state === "accepted" && <OrderOf quote={quote} />}
    </StateBar>
  );
}

/** Who asks for how much, where less is allowed, and why. */
function Asked({ quote }: { readonly quote: RecordData }) {
  const t = useT();
  const format = useFormat();
  const { rows } = useRecords("quote_approval", {
    filter: {
      and: [
        { field: "quote", op: "is", value: quote.id },
        { field: "state", op: "is", value: "asked" },
      ],
    },
    limit: 1,
  });
  const [asked] = rows;
  if (!asked) return null;
  const told = t("trade.quote.asked", {
    who: (asked.asked_by as LinkValue | null)?.title ?? "…",
    discount: format.percent(Number(asked.discount)),
    limit: format.percent(Number(asked.discount_limit)),
  });
  return <span>{[told, asked.reason].filter(Boolean).join(": ")}</span>;
}

/** What one sends where no mail goes out of here: the document, and once it holds the link to it. */
function Sent({ quote }: { readonly quote: RecordData }) {
  const t = useT();
  const client = useQueryClient();
  const maySend = useCan("quotes:send");
  const making = useMutation({
    mutationFn: () => call(makeQuoteLink, { params: { id: quote.id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["customer-side", quote.id] }),
    onError: notifyProblem,
  });
  return (
    <span className={styles.sends}>
      <Anchor size="sm" href={`/api/quotes/${quote.id}/document`} target="_blank">
        {t("customer_page.panel.pdf")}
      </Anchor>
      {maySend && quote.state === "sent" && (
        <Anchor size="sm" component="button" type="button" onClick={() => making.mutate()}>
          {t("customer_page.panel.link")}
        </Anchor>
      )}
      {making.data && <LinkDialog link={making.data.link} onClose={making.reset} />}
    </span>
  );
}

function Versions({ quote }: { readonly quote: RecordData }) {
  const t = useT();
  const { pathOf } = useRecordAddresses();
  const base = quote.base_number as string | undefined;
  const { rows } = useRecords("quote", {
    filter: { field: "base_number", op: "is", value: base ?? "" },
    sort: "revision",
    fields: ["revision", "number"],
    enabled: base !== undefined,
  });
  if (rows.length < 2) return null;
  return (
    <ol className={styles.versions} aria-label={t("trade.quote.versions")}>
      {rows.map((one) => (
        <li key={one.id}>
          <Link
            to={pathOf("quote", one.id) as never}
            className={styles.version}
            title={String(one.number)}
            aria-label={t("trade.quote.version", { version: Number(one.revision) })}
            aria-current={one.id === quote.id || undefined}
            data-current={one.id === quote.id || undefined}
          >
            {String(one.revision)}
          </Link>
        </li>
      ))}
    </ol>
  );
}

function OrderOf({ quote }: { readonly quote: RecordData }) {
  const { rows } = useRecords("order", {
    filter: { field: "quote", op: "is", value: quote.id },
    fields: ["number"],
  });
  return rows.map((order) => <RecordLink key={order.id} object="order" record={order} />);
}
