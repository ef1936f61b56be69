import { useMemo } from "react";
import { renderSVG } from "uqr";
import type { PaymentPage } from "#billing/contract";
import { formatHere } from "#trade/web";
import { CopyButton } from "#web/copy-button.tsx";
import { useLocale, useT } from "#web/texts.ts";
import styles from "./payment-page.module.css";
import { grouped, transferCode } from "./transfer-code.ts";

interface ByTransferProps {
  readonly page: PaymentPage;
  readonly bank: NonNullable<PaymentPage["bank"]>;
}

/** Where to transfer the money, line by line to be copied, and as the code that apps of banks read. */
export function ByTransfer({ page, bank }: ByTransferProps) {
  const t = useT();
  const { money } = formatHere(useLocale());
  const amount = money({ amount: page.open, currency: page.currency });
  const code = transferCode(page, bank);
  return (
    <section className={styles.transfer} aria-label={t("payment_page.transfer")}>
      <h2 className={styles.heading}>{t("payment_page.transfer")}</h2>
      <div className={styles.sides}>
        <dl className={styles.lines}>
          <Line name={t("payment_page.holder")} shown={bank.holder} />
          <Line name="IBAN" shown={grouped(bank.iban)} copied={bank.iban.replace(/\s/gu, "")} />
          {bank.bic && <Line name="BIC" shown={bank.bic} />}
          {bank.bank && <Line name={t("payment_page.bank")} shown={bank.bank} />}
          <Line name={t("payment_page.amount")} shown={amount} copied={page.open} />
          <Line name={t("payment_page.reference")} shown={bank.reference} />
        </dl>
        {code && <Code text={code} />}
      </div>
    </section>
  );
}

interface LineProps {
  readonly name: string;
  readonly shown: string;
  /** What goes to the clipboard, where it is written otherwise there. */
  readonly copied?: string;
}

function Line({ name, shown, copied = shown }: LineProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <span>{shown}</span>
        <CopyButton text={copied} />
      </dd>
    </div>
  );
}

function Code({ text }: { readonly text: string }) {
  const t = useT();
  const picture = useMemo(
    () => `data:image/svg+xml,${encodeURIComponent(renderSVG(text, { ecc: "M", border: 2 }))}`,
    [text],
  );
  return (
    <figure className={styles.code}>
      <img src={picture} alt={t("payment_page.code")} width={132} height={132} />
      <figcaption>{t("payment_page.code")}</figcaption>
    </figure>
  );
}
