import { Button, Loader, Select } from "@mantine/core";
import { IconFileTypePdf } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { isLocale, type Locale } from "#kernel/locale";
import { ApiProblem, call } from "#web/client.ts";
import { useDocumentTitle } from "#web/page-bar.tsx";
import { setLocale, useLocale, useT } from "#web/texts.ts";
import { openQuoteLink, type QuoteOnPage } from "../../contract/quote-links.ts";
import { Answering } from "./answering.tsx";
import styles from "./customer-page.module.css";
import { Discussion } from "./discussion.tsx";
import { formatHere } from "./format-here.ts";
import { Offer } from "./offer.tsx";

const languages: readonly { readonly value: Locale; readonly label: string }[] = [
  { value: "en", label: "English" },
  { value: "es", label: "Español" },
  { value: "ru", label: "Русский" },
  { value: "bg", label: "Български" },
];

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
  useLanguageOf(data);
  useDocumentTitle(data ? t("customer_page.title", { number: data.number }) : "");
  if (error) return <Nothing error={error} />;
  if (!data)
    return (
      <main className={styles.page}>
        <Loader size="sm" aria-label={t("customer_page.loading")} />
      </main>
    );
  return <Quote quote={data} token={token} onChange={(page) => queries.setQueryData(queryKey, page)} />;
}

/** The page speaks the language of the quote, until its reader turns it to another. */
function useLanguageOf(quote: QuoteOnPage | undefined): void {
  const language = quote?.language;
  useEffect(() => {
    if (language) void setLocale(language);
  }, [language]);
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
    <main className={styles.page} style={{ "--offer-accent": quote.seller.accent } as React.CSSProperties}>
      <header className={styles.head}>
        {quote.seller.logo ? (
          <img src={quote.seller.logo} alt={quote.seller.name} className={styles.logo} />
        ) : (
          <strong className={styles.seller}>{quote.seller.name}</strong>
        )}
        <Language />
      </header>
      <Standing quote={quote} />
      <section className={styles.card}>
        <h1 className={styles.title}>{t("customer_page.title", { number: quote.number })}</h1>
        {quote.subject && <p className={styles.subject}>{quote.subject}</p>}
        <dl className={styles.facts}>
          <Fact
            name={t("customer_page.buyer")}
            value={[quote.buyer, quote.contact].filter(Boolean).join(", ")}
          />
          <Fact name={t("customer_page.issued")} value={date(quote.issued, "long")} />
          {quote.validUntil && (
            <Fact name={t("customer_page.valid_until")} value={date(quote.validUntil, "long")} />
          )}
        </dl>
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
      </section>
      {quote.state === "open" && (
        <Answering quote={quote} token={token} options={options} onChange={onChange} />
      )}
      <Discussion quote={quote} token={token} onChange={onChange} />
      <footer className={styles.foot}>
        {[quote.seller.name, ...quote.seller.address, quote.seller.phone, quote.seller.email]
          .filter(Boolean)
          .join(" · ")}
      </footer>
    </main>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
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
  return (
    <div className={styles.standing} data-state={state} role="status">
      {text}
    </div>
  );
}

function Language() {
  const t = useT();
  return (
    <Select
      aria-label={t("customer_page.language")}
      size="xs"
      w={130}
      allowDeselect={false}
      value={useLocale()}
      onChange={(locale) => isLocale(locale) && void setLocale(locale)}
      data={[...languages]}
    />
  );
}

/** A link that leads nowhere, in words: withdrawn, replaced, or not there. */
function Nothing({ error }: { error: Error }) {
  const t = useT();
  const problem = error instanceof ApiProblem ? error.problem : undefined;
  useDocumentTitle(problem?.title ?? "");
  return (
    <main className={styles.page}>
      <section className={styles.card}>
        <h1 className={styles.title}>{problem?.title ?? t("customer_page.gone.unreachable")}</h1>
        {problem?.detail && <p className={styles.text}>{problem.detail}</p>}
      </section>
    </main>
  );
}
