import { Button, Group, Kbd } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import {
  readSuggestions,
  setTransactionAside,
  settleTransaction,
  takeTransactionUp,
} from "#billing/contract";
import type { OutputOf } from "#kernel/action";
import type { RecordData } from "#records/contract";
import { call } from "#web/client.ts";
import { useKeys } from "#web/keyboard.ts";
import { LinkChip } from "#web/link-chip.tsx";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { useBillingAct } from "../acting.ts";
import styles from "../billing.module.css";
import { ByHandDialog } from "./by-hand-dialog.tsx";
import { SuggestionCard } from "./suggestion-card.tsx";

type Suggestion = OutputOf<typeof readSuggestions>["data"][number];

interface SuggestionsProps {
  readonly transaction: RecordData;
  readonly onDone: () => void;
}

/** What a movement may have paid, the likeliest first and why; Enter takes the first, E asks whose it is, S sets it aside. */
export function Suggestions({ transaction, onDone }: SuggestionsProps) {
  const t = useT();
  const { act, busy } = useBillingAct();
  const mayRecord = useCan("payments:record");
  const [byHand, setByHand] = useState(false);
  const isOpen = transaction.state === "open";
  const params = { id: transaction.id };
  const { data } = useQuery({
    queryKey: ["billing", "suggestions", transaction.id, transaction.version],
    queryFn: () => call(readSuggestions, { params }),
    enabled: isOpen,
  });
  const [first] = data?.data ?? [];

  async function settle({ customer, invoices }: Suggestion): Promise<void> {
    const body = {
      customer: customer.id,
      invoices: invoices.map(({ id, amount }) => ({ invoice: id, amount })),
    };
    if (await act(() => call(settleTransaction, { params, body }), t("bank.assigned"))) onDone();
  }
  async function putAside(): Promise<void> {
    const done = await act(
      () => call(isOpen ? setTransactionAside : takeTransactionUp, { params }),
      t("billing.bank.done"),
      { undo: () => call(isOpen ? takeTransactionUp : setTransactionAside, { params }) },
    );
    if (done) onDone();
  }

  const may = mayRecord && !busy;
  const keys = { group: t("nav.bank") };
  useKeys(
    { enter: first && may ? () => void settle(first) : undefined },
    { enter: t("bank.keys.first") },
    { ...keys, unfocused: true },
  );
  useKeys(
    {
      e: isOpen && may ? () => setByHand(true) : undefined,
      s: transaction.state !== "settled" && may ? () => void putAside() : undefined,
    },
    { e: t("bank.by_hand"), s: t("billing.bank.set_aside") },
    keys,
  );

  const payment = transaction.payment as { id: string; title: string } | null | undefined;
  return (
    <div className={styles.rows} style={{ gap: 12 }}>
      {payment && <LinkChip object="payment" value={payment} />}
      {data?.data.length === 0 && <p className={styles.quiet}>{t("billing.bank.nothing_fits")}</p>}
      {data?.data.map((suggestion, index) => (
        <SuggestionCard
          key={`${suggestion.customer.id} ${suggestion.invoices.map(({ id }) => id).join()}`}
          suggestion={suggestion}
          transaction={transaction}
          act={
            mayRecord && (
              <Take isFirst={index === 0} busy={busy} onTake={() => void settle(suggestion)}>
                {t("bank.assign")}
              </Take>
            )
          }
        />
      ))}
      {mayRecord && transaction.state !== "settled" && (
        <Group gap="xs">
          {isOpen && (
            <Button
              size="xs"
              variant="default"
              rightSection={
                <Kbd size="xs" className={styles.key}>
                  E
                </Kbd>
              }
              onClick={() => setByHand(true)}
            >
              {t("bank.by_hand")}
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            rightSection={
              <Kbd size="xs" className={styles.key}>
                S
              </Kbd>
            }
            onClick={() => void putAside()}
          >
            {t(isOpen ? "billing.bank.set_aside" : "billing.bank.take_up")}
          </Button>
        </Group>
      )}
      {byHand && (
        <ByHandDialog
          transaction={transaction}
          suggested={first ? { ...first.customer, object: "party" } : null}
          onDone={onDone}
          onClose={() => setByHand(false)}
        />
      )}
    </div>
  );
}

interface TakeProps {
  readonly isFirst: boolean;
  readonly busy: boolean;
  readonly onTake: () => void;
  readonly children: ReactNode;
}

function Take({ isFirst, busy, onTake, children }: TakeProps) {
  return (
    <Button
      size="xs"
      variant={isFirst ? "filled" : "default"}
      loading={busy}
      rightSection={
        isFirst && (
          <Kbd size="xs" className={styles.key}>
            ↵
          </Kbd>
        )
      }
      onClick={onTake}
    >
      {children}
    </Button>
  );
}
