import { Button, Loader } from "@mantine/core";
import { IconCreditCard, IconFileTypePdf } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { openPaymentPage, type PaymentPage, readPaymentPage } from "#billing/contract";
import { CustomerCard, CustomerFrame, Fact, Facts, formatHere, NothingThere, StandingNote } from "#trade/web";
import { call } from "#web/client.ts";
import { problemText } from "#web/notify.ts";
import { useDocumentTitle } from "#web/page-bar.tsx";
import { ProblemNote } from "#web/problem-note.tsx";
import { useLocale, useT } from "#web/texts.ts";
import { ByTransfer } from "./by-transfer.tsx";
import styles from "./payment-page.module.css";

/** How often, in milliseconds, and how many times it is asked whether a payment has come. */
const [pause, mostAsked] = [3000, 40];

/** An invoice as who pays it sees it, who holds the link: read, kept as a PDF and paid, without signing in. */
export default function PaymentScreen() {
  const t = useT();
  const { token = "" } = useParams({ strict: false }) as { token?: string };
  const [cameBack] = useState(() => new URLSearchParams(window.location.search).has("paid"));
  const { data, error } = useQuery({
    queryKey: ["payment-page", token],
    queryFn: () => call(readPaymentPage, { params: { token } }),
    retry: false,
    // The provider tells us some seconds after it has told the customer.
    refetchInterval: ({ state }) =>
      cameBack && state.data?.state === "open" && state.dataUpdateCount < mostAsked ? pause : false,
  });
  useDocumentTitle(data ? t(`payment_page.title.${data.kind}`, { number: data.number }) : "");
  if (!data && error) return <NothingThere error={error} />;
  if (!data)
    return (
      <main className={styles.waiting}>
        <Loader size="sm" aria-label={t("customer_page.loading")} />
      </main>
    );
  return (
    <CustomerFrame seller={data.seller} language={data.language}>
      <Standing page={data} cameBack={cameBack} />
      <Invoice page={data} token={token} isUnderWay={cameBack} />
    </CustomerFrame>
  );
}

function Standing({ page, cameBack }: { readonly page: PaymentPage; readonly cameBack: boolean }) {
  const t = useT();
  const { date } = formatHere(useLocale());
  if (page.state !== "open")
    return <StandingNote good={page.state === "paid"} text={t(`payment_page.${page.state}`)} />;
  if (cameBack) return <StandingNote good text={t("payment_page.under_way")} />;
  if (!page.overdue || !page.due) return null;
  return (
    <StandingNote
      good={false}
      text={t("payment_page.overdue", { day: date(page.due, "long"), seller: page.seller.name })}
    />
  );
}

interface InvoiceProps {
  readonly page: PaymentPage;
  readonly token: string;
  /** That the customer has just paid by the provider. */
  readonly isUnderWay: boolean;
}

function Invoice({ page, token, isUnderWay }: InvoiceProps) {
  const t = useT();
  const { date, money } = formatHere(useLocale());
  const amount = (value: string) => money({ amount: value, currency: page.currency });
  const isOpen = page.state === "open";
  const isInPart = isOpen && Number(page.settled) > 0;
  return (
    <CustomerCard title={t(`payment_page.title.${page.kind}`, { number: page.number })}>
      {page.subject && <p className={styles.subject}>{page.subject}</p>}
      <p className={styles.due}>
        <span>{t(isOpen ? "payment_page.to_pay" : "payment_page.total")}</span>
        <strong className="numeric">{amount(isOpen ? page.open : page.total)}</strong>
      </p>
      <Facts>
        <Fact name={t("customer_page.buyer")} value={page.buyer} />
        {page.issued && <Fact name={t("customer_page.issued")} value={date(page.issued, "long")} />}
        {isOpen && page.due && <Fact name={t("payment_page.due")} value={date(page.due, "long")} />}
        {isInPart && <Fact name={t("payment_page.total")} value={amount(page.total)} />}
        {isInPart && <Fact name={t("payment_page.settled")} value={amount(page.settled)} />}
      </Facts>
      {page.payable && !isUnderWay && (
        <ByProvider token={token} title={t("payment_page.pay", { amount: amount(page.open) })} />
      )}
      {isOpen && !isUnderWay && page.bank && <ByTransfer page={page} bank={page.bank} />}
      {isOpen && !page.payable && !page.bank && (
        <p className={styles.text}>{t("payment_page.ask", { seller: page.seller.name })}</p>
      )}
      <Button
        component="a"
        href={`/api/payment-pages/${encodeURIComponent(token)}/document`}
        target="_blank"
        rel="noopener"
        variant="default"
        leftSection={<IconFileTypePdf size={16} stroke={1.5} />}
      >
        {t("payment_page.pdf")}
      </Button>
    </CustomerCard>
  );
}

function ByProvider({ token, title }: { readonly token: string; readonly title: string }) {
  const paying = useMutation({
    mutationFn: () => call(openPaymentPage, { params: { token }, body: {} }),
    onSuccess: ({ address }) => window.location.assign(address),
  });
  return (
    <>
      <ProblemNote text={paying.error ? problemText(paying.error) : undefined} />
      <Button
        size="md"
        loading={paying.isPending || paying.isSuccess}
        leftSection={<IconCreditCard size={18} stroke={1.5} />}
        onClick={() => paying.mutate()}
      >
        {title}
      </Button>
    </>
  );
}
