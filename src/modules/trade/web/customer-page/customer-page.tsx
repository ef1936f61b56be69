import { Button, Loader } from "@mantine/core";
import { IconFileTypePdf } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { call } from "#web/client.ts";
import { useDocumentTitle } from "#web/page-bar.tsx";
import { useLocale, useT } from "#web/texts.ts";
import { openQuoteLink, type QuoteOnPage } from "../../contract/quote-links.ts";
import { Answering } from "./answering.tsx";
import { CustomerCard, CustomerFrame, Fact, Facts, NothingThere, StandingNote } from "./customer-frame.tsx";
import styles from "./customer-page.module.css";
import { Discussion } from "./discussion.tsx";
import { formatHere } from "./format-here.ts";
import { Offer } from "./offer.tsx";

/** A quote as its customer sees it who holds the link: read, discussed, signed or declined, without signing in. */
export default function CustomerPage() {
  const t = useT();
  const { token = "" } = useParams({ strict: false }) as { token?: string };
  const queries = useQueryClient();
  const queryKey = ["customer-quote", token];
  const { data, error } = useQuery({
    queryKey,
    queryFn: () => call(openQuoteLink, { params: { token } }),
    retry: false,
    refetchOnWindowFocus: false,
  });
  useDocumentTitle(data ? t("customer_page.title", { number: data.number }) : "");
  if (error) return <NothingThere error={error} />;
  if (!data)
    return (
      <main className={styles.page}>
        <Loader size="sm" aria-label={t("customer_page.loading")} />
      </main>
    );
  return <Quote quote={data} token={token} onChange={(page) => queries.setQueryData(queryKey, page)} />;
}

interface QuoteProps {
  readonly quote: QuoteOnPage;
  readonly token: string;
  readonly onChange: (page: QuoteOnPage) => void;
}

function Quote({ quote, token, onChange }: QuoteProps) {
  const t = useT();
  const standing = quote.lines.filter(({ optional, chosen }) => optional && chosen).map(({ id }) => id);
  const [options, setOptions] = useState<readonly string[]>(standing);
  const { date } = formatHere(useLocale());
  const taken = quote.state === "open" ? options : standing;
  return (
    <CustomerFrame seller={quote.seller} language={quote.language}>
      <Standing quote={quote} />
      <CustomerCard title={t("customer_page.title", { number: quote.number })}>
        {quote.subject && <p className={styles.subject}>{quote.subject}</p>}
        <Facts>
          <Fact
            name={t("customer_page.buyer")}
            value={[quote.buyer, quote.contact].filter(Boolean).join(", ")}
          />
          <Fact name={t("customer_page.issued")} value={date(quote.issued, "long")} />
          {quote.validUntil && (
            <Fact name={t("customer_page.valid_until")} value={date(quote.validUntil, "long")} />
          )}
        </Facts>
        {quote.introduction && <p className={styles.text}>{quote.introduction}</p>}
        <Offer quote={quote} options={taken} {...(quote.state === "open" && { onOptions: setOptions })} />
        {quote.terms && (
          <>
            <h2 className={styles.heading}>{t("customer_page.terms")}</h2>
            <p className={styles.text}>{quote.terms}</p>
          </>
        )}
        <Button
          component="a"
          href={`/api/customer-quotes/${encodeURIComponent(token)}/document`}
          target="_blank"
          rel="noopener"
          variant="default"
          leftSection={<IconFileTypePdf size={16} stroke={1.5} />}
        >
          {t("customer_page.pdf")}
        </Button>
      </CustomerCard>
      {quote.state === "open" && (
        <Answering quote={quote} token={token} options={options} onChange={onChange} />
      )}
      <Discussion quote={quote} token={token} onChange={onChange} />
    </CustomerFrame>
  );
}

function Standing({ quote: { state, decision, validUntil } }: { quote: QuoteOnPage }) {
  const t = useT();
  const { date } = formatHere(useLocale());
  if (state === "open") return null;
  const day = decision ? date(decision.at, "long") : validUntil ? date(validUntil, "long") : "";
  const text =
    state === "expired"
      ? t("customer_page.states.expired", { day })
      : decision
        ? t(`customer_page.states.${state}`, { name: decision.name, day })
        : t(`customer_page.states.decided.${state}`);
  return <StandingNote good={state === "accepted"} text={text} />;
}
