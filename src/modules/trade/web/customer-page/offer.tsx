import { Checkbox } from "@mantine/core";
import { useMemo } from "react";
import { useLocale, useT } from "#web/texts.ts";
import type { QuoteOnPage } from "../../contract/quote-links.ts";
import { reckon } from "../../contract/reckoning.ts";
import styles from "./customer-page.module.css";
import { formatHere } from "./format-here.ts";

interface OfferProps {
  readonly quote: QuoteOnPage;
  /** Ids of the optional lines that are taken. */
  readonly options: readonly string[];
  /** Absent: nothing can be chosen any more. */
  readonly onOptions?: (options: readonly string[]) => void;
}

/** The lines with what is optional to be ticked, and the sums that follow at once; the server has the last word. */
export function Offer({ quote, options, onOptions }: OfferProps) {
  const t = useT();
  const { money, decimal, percent } = formatHere(useLocale());
  const { currency, taxIncluded } = quote;
  const sums = useMemo(
    () =>
      reckon(
        quote.lines.map((line) => ({ ...line, counts: !line.optional || options.includes(line.id) })),
        quote,
      ),
    [quote, options],
  );
  const amount = (value: string) => money({ amount: value, currency });
  const toggle = (id: string) =>
    onOptions?.(options.includes(id) ? options.filter((one) => one !== id) : [...options, id]);
  return (
    <>
      <h2 className={styles.heading}>{t("customer_page.lines")}</h2>
      <ul className={styles.lines}>
        {quote.lines.map((line, at) => {
          const off = line.optional && !options.includes(line.id);
          const own = sums.lines[at];
          return (
            <li key={line.id} className={styles.line} data-off={off}>
              {line.optional && (
                <Checkbox
                  aria-label={line.description}
                  checked={!off}
                  disabled={!onOptions}
                  onChange={() => toggle(line.id)}
                />
              )}
              <div className={styles.what}>
                <div>{line.description}</div>
                <div className={styles.quiet}>
                  {`${decimal(line.quantity)} ${line.unit ?? ""} × ${amount(line.price)}`}
                  {Number(line.discount) > 0 &&
                    ` · ${t("customer_page.discount", { percent: percent(Number(line.discount)) })}`}
                  {line.optional && ` · ${t("customer_page.optional")}`}
                </div>
              </div>
              <div className={styles.amount}>{amount((taxIncluded ? own?.gross : own?.net) ?? "0")}</div>
            </li>
          );
        })}
      </ul>
      <dl className={styles.sums} aria-live="polite">
        {Number(quote.discount) > 0 && (
          <Sum name={t("customer_page.discount", { percent: "" })} value={percent(Number(quote.discount))} />
        )}
        <Sum name={t("customer_page.net")} value={amount(sums.net)} />
        {sums.taxes.map(({ key, rate, tax }) => (
          <Sum
            key={`${key} ${rate}`}
            name={t("customer_page.tax", { rate: percent(Number(rate)) })}
            value={amount(tax)}
          />
        ))}
        <Sum
          total
          name={t(taxIncluded ? "customer_page.total_gross" : "customer_page.total")}
          value={amount(sums.gross)}
        />
      </dl>
    </>
  );
}

function Sum({ name, value, total = false }: { name: string; value: string; total?: boolean }) {
  return (
    <div data-total={total}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
