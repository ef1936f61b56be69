import { Select } from "@mantine/core";
import { type CSSProperties, type ReactNode, useEffect, useState } from "react";
import { isLocale, type Locale } from "#kernel/locale";
import { ApiProblem } from "#web/client.ts";
import { useDocumentTitle } from "#web/page-bar.tsx";
import { allTexts, setLocale, useLocale, useT } from "#web/texts.ts";
import type { SellerOnPage } from "../../contract/quote-links.ts";
import styles from "./customer-page.module.css";

const languages: readonly { readonly value: Locale; readonly label: string }[] = [
  { value: "en", label: "English" },
  { value: "es", label: "Español" },
  { value: "ru", label: "Русский" },
  { value: "bg", label: "Български" },
];

interface CustomerFrameProps {
  readonly seller: SellerOnPage;
  /** Of what is shown: the page speaks it until its reader turns to another. */
  readonly language: Locale;
  readonly children: ReactNode;
}

/** A page for a customer who holds a link, by the look of the seller's documents. */
export function CustomerFrame({ seller, language, children }: CustomerFrameProps) {
  const speaks = useSpoken(language);
  if (!speaks) return <main className={styles.page} aria-busy="true" />;
  return (
    <main className={styles.page} style={{ "--offer-accent": seller.accent } as CSSProperties}>
      <header className={styles.head}>
        {seller.logo ? (
          <img src={seller.logo} alt={seller.name} className={styles.logo} />
        ) : (
          <strong className={styles.seller}>{seller.name}</strong>
        )}
        <Language />
      </header>
      {children}
      <footer className={styles.foot}>
        {[seller.name, ...seller.address, seller.phone, seller.email].filter(Boolean).join(" · ")}
      </footer>
    </main>
  );
}

/** Turns the page to its language; false until it is there, so that nobody sees it in another first. */
function useSpoken(language: Locale): boolean {
  const [speaks, setSpeaks] = useState(false);
  useEffect(() => {
    void setLocale(language)
      .then(allTexts)
      .catch(() => undefined)
      .then(() => setSpeaks(true));
  }, [language]);
  return speaks;
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

export function CustomerCard({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.card}>
      <h1 className={styles.title}>{title}</h1>
      {children}
    </section>
  );
}

export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className={styles.facts}>{children}</dl>;
}

export function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** What became of what is shown. */
export function StandingNote({ good, text }: { readonly good: boolean; readonly text: string }) {
  return (
    <div className={styles.standing} data-good={good} role="status">
      {text}
    </div>
  );
}

/** A link that leads nowhere, in words: withdrawn, replaced, or not there. */
export function NothingThere({ error }: { readonly error: Error }) {
  const t = useT();
  const problem = error instanceof ApiProblem ? error.problem : undefined;
  useDocumentTitle(problem?.title ?? "");
  return (
    <main className={styles.page}>
      <CustomerCard title={problem?.title ?? t("customer_page.gone.unreachable")}>
        {problem?.detail && <p className={styles.text}>{problem.detail}</p>}
      </CustomerCard>
    </main>
  );
}
