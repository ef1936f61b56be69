import { Badge, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import {
  readSuggestions,
  setTransactionAside,
  settleTransaction,
  takeTransactionUp,
} from "#billing/contract";
import type { OutputOf } from "#kernel/action";
import type { Money } from "#kernel/money";
import type { RecordData } from "#records/contract";
import { call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { useKeys } from "#web/keyboard.ts";
import { LinkChip } from "#web/link-chip.tsx";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { useBillingAct } from "../acting.ts";
import styles from "../billing.module.css";

type Suggestion = OutputOf<typeof readSuggestions>["data"][number];

interface SuggestionsProps {
  readonly transaction: RecordData;
  readonly onDone: () => void;
}

/** What a movement may have paid, the likeliest first and why; Enter takes the first. */
export function Suggestions({ transaction, onDone }: SuggestionsProps) {
  const t = useT();
  const { act, busy } = useBillingAct();
  const mayRecord = useCan("payments:record");
  const isOpen = transaction.state === "open";
  const params = { id: transaction.id };
  const { data } = useQuery({
    queryKey: ["billing", "suggestions", transaction.id, transaction.version],
    queryFn: () => call(readSuggestions, { params }),
    enabled: isOpen,
  });
  async function settle({ customer, invoices }: Suggestion): Promise<void> {
    const body = {
      customer: customer.id,
      invoices: invoices.map(({ id, amount }) => ({ invoice: id, amount })),
    };
    if (await act(() => call(settleTransaction, { params, body }), t("billing.bank.settled"))) onDone();
  }
  const [first] = data?.data ?? [];
  useKeys({ Enter: first && mayRecord && !busy ? () => void settle(first) : undefined });
  const payment = transaction.payment as { id: string; title: string } | null | undefined;
  return (
    <div className={styles.rows} style={{ gap: 12 }}>
      {payment && <LinkChip object="payment" value={payment} />}
      {data?.data.length === 0 && <p className={styles.quiet}>{t("billing.bank.nothing_fits")}</p>}
      {data?.data.map((suggestion, index) => (
        <One
          key={`${suggestion.customer.id} ${suggestion.invoices.map(({ id }) => id).join()}`}
          suggestion={suggestion}
          currency={(transaction.amount as Money).currency}
          act={
            mayRecord && (
              <Button
                size="xs"
                variant={index === 0 ? "filled" : "default"}
                loading={busy}
                onClick={() => void settle(suggestion)}
              >
                {t("billing.bank.settle")}
              </Button>
            )
          }
        />
      ))}
      {mayRecord && transaction.state !== "settled" && (
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          onClick={() =>
            void act(
              () => call(isOpen ? setTransactionAside : takeTransactionUp, { params }),
              t("billing.bank.done"),
            ).then((done) => done && onDone())
          }
        >
          {t(isOpen ? "billing.bank.set_aside" : "billing.bank.take_up")}
        </Button>
      )}
    </div>
  );
}

interface OneProps {
  readonly suggestion: Suggestion;
  readonly currency: string;
  readonly act: ReactNode;
}

function One({ suggestion, currency, act }: OneProps) {
  const t = useT();
  const format = useFormat();
  const money = (amount: string) => format.money({ amount, currency });
  return (
    <section className={styles.suggestion} aria-label={suggestion.customer.title}>
      <div className={styles.between}>
        <LinkChip object="party" value={suggestion.customer} />
        {suggestion.certain && (
          <Badge variant="light" color="green" tt="none">
            {t("billing.bank.certain")}
          </Badge>
        )}
      </div>
      {suggestion.invoices.map(({ id, number, open, amount }) => (
        <div key={id} className={styles.between}>
          <LinkChip object="invoice" value={{ id, title: number }} />
          <span className="numeric">
            {Number(amount) === Number(open)
              ? money(amount)
              : t("billing.bank.part", { amount: money(amount), open: money(open) })}
          </span>
        </div>
      ))}
      {Number(suggestion.rest) > 0 && (
        <span className={styles.quiet}>{t("billing.bank.rest", { amount: money(suggestion.rest) })}</span>
      )}
      <div className={styles.between}>
        <span className={styles.quiet}>
          {format.list(suggestion.reasons.map((reason) => t(`billing.bank.reasons.${reason}`)))}
        </span>
        {act}
      </div>
    </section>
  );
}
